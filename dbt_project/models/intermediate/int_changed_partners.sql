{{ config(passing=true) }}

-- What stands behind a position: its own facts, those of a position that it meets. Where neither changed, nothing did.
-- depends_on: {{ ref('int_changed_facts') }}
-- depends_on: {{ ref('int_steps') }}
-- depends_on: {{ ref('int_pairs') }}
{% if partly() %}
    with pairs as (
        select
            one_id,
            other_id
        from (
            {% for rows in [rows_gone('int_pairs'), rows_come('int_pairs')] %}
                select
                    one_id,
                    other_id
                from {{ rows }}
                where meet
                {{ 'union all' if not loop.last }}
            {% endfor %}
        )
        group by one_id, other_id
        having count(*) = 1
    ),

    steps as (
        {% for rows in [rows_gone('int_steps'), rows_come('int_steps')] %}
            select
                track_id,
                holds_on,
                position_id
            from {{ rows }}
            {{ 'union all' if not loop.last }}
        {% endfor %}
    ),

    own as (
        select position_id
        from steps
        group by track_id, holds_on, position_id
        having count(*) = 1 or {{ only(['track_id', 'holds_on'], 'int_changed_facts') }}
    )

    select position_id
    from own
    {% for one, other in [('one_id', 'other_id'), ('other_id', 'one_id')] %}
        union
        select {{ one }} as position_id
        from pairs
        union
        select {{ one }} as position_id
        from {{ ref('int_pairs') }}
        where meet and {{ other }} in (select own.position_id from own)
    {% endfor %}
{% else %}
    select position_id
    from {{ ref('int_positions') }}
    where false
{% endif %}
