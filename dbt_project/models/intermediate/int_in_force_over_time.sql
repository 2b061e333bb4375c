{{ config(passing=true) }}

-- Days lie within their months: what is asked for them is looked up once.
with asked as {{ '' if partly() else 'not' }} materialized (
    select
        force.question_id,
        force.day,
        force.track_id,
        positions.value_low,
        positions.value_high
    from {{ ref('int_in_force') }} as force
    inner join {{ ref('int_positions') }} as positions on force.position_id = positions.position_id
    where positions.status = 'actual' and {{ only_times('force.question_id', 'month', 'force.day') }}
)

{% for grain in ['month', 'day'] %}
    select
        question_id,
        '{{ grain }}' as grain,
        {{ start_of(grain, 'day') }} as start,
        count(distinct track_id) as in_force,
        min(value_low) as lowest,
        max(value_high) as highest,
        bool_or(value_low is null) as open_below,
        bool_or(value_high is null) as open_above
    from asked
    where {{ only_times('question_id', grain, 'day') if grain == 'day' else 'true' }}
    group by all
    {{ 'union all' if not loop.last }}
{% endfor %}
