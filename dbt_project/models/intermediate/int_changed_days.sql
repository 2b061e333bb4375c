{{ config(passing=true) }}

-- Days on which somebody's position begins, is no more, or is another one to those that it meets; all days of a speaker
-- that begins or ceases to be compared. A position that is said once more, or comes to its end, is the same to others.
-- depends_on: {{ ref('int_changed_voices') }}
-- depends_on: {{ ref('int_positions') }}
{% if partly() %}
    with positions as (
        {% for rows in [rows_gone('int_positions'), rows_come('int_positions')] %}
            select
                position_id,
                question_id,
                voice_id,
                since,
                low,
                high,
                date,
                location
            from {{ rows }}
            {{ 'union all' if not loop.last }}
        {% endfor %}
    ),

    others as (
        select
            question_id,
            since as day
        from positions
        group by position_id, question_id, voice_id, since, low, high, date, location
        having count(*) = 1 or {{ only(['voice_id'], 'int_changed_voices') }}
    )

    select distinct
        question_id,
        day
    from others
{% else %}
    select
        question_id,
        since as day
    from {{ ref('int_positions') }}
    where false
{% endif %}
