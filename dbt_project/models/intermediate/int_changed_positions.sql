{{ config(passing=true) }}

-- depends_on: {{ ref('int_positions') }}
{% if partly() %}
    {% for rows in [rows_gone('int_positions'), rows_come('int_positions')] %}
        select
            position_id,
            question_id,
            claim_id,
            since
        from {{ rows }}
        {{ 'union' if not loop.last }}
    {% endfor %}
{% else %}
    select
        position_id,
        question_id,
        claim_id,
        since
    from {{ ref('int_positions') }}
    where false
{% endif %}
