{{ config(passing=true) }}

{% for grain in ['month', 'day'] %}
    select
        force.question_id,
        '{{ grain }}' as grain,
        cast(date_trunc('{{ grain }}', force.day) as date) as start,
        count(distinct positions.speaker) as in_force,
        min(positions.value_low) as lowest,
        max(positions.value_high) as highest,
        bool_or(positions.value_low is null) as open_below,
        bool_or(positions.value_high is null) as open_above
    from {{ ref('int_in_force') }} as force
    inner join {{ ref('int_positions') }} as positions on force.position_id = positions.position_id
    where positions.status = 'actual' and {{ only_times('force.question_id', grain, 'force.day') }}
    group by all
    {{ 'union all' if not loop.last }}
{% endfor %}
