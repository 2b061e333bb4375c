{{ config(passing=true) }}

-- depends_on: {{ ref('int_firsts') }}
-- depends_on: {{ ref('int_in_force') }}
with days as (
    select
        question_id,
        holds_on as day
    from {{ ref('int_changed_facts') }}
    where holds_on is not null
    {% if partly() %}
        {% for name, day in [('int_firsts', 'holds_on'), ('int_in_force', 'day')] %}
            {% for rows in [rows_gone(name), rows_come(name)] %}
                union
                select
                    question_id,
                    {{ day }} as day
                from {{ rows }}
            {% endfor %}
        {% endfor %}
    {% endif %}
)

{% for grain in ['month', 'day'] %}
    select distinct
        question_id,
        '{{ grain }}' as grain,
        {{ start_of(grain, 'day') }} as start
    from days
    {{ 'union all' if not loop.last }}
{% endfor %}
