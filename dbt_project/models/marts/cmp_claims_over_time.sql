with claims as (
    select
        *,
        row_number() over (
            partition by question_id, value_low, value_high
            order by holds_on, published, fact_id
        ) = 1 as is_first
    from {{ ref('int_claims') }}
    where comparable and holds_on is not null
),

stated as (
    {% for grain in ['month', 'day'] %}
    select
        question_id,
        '{{ grain }}' as grain,
        cast(date_trunc('{{ grain }}', holds_on) as date) as start,
        count(distinct claim_id) as claims,
        count(distinct speaker) as claimants,
        count(distinct document_id) as documents,
        count(distinct origin_family) as origins,
        count(*) filter (where is_first) as new,
        {{ extremes() }}
    from claims
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

standing as (
    {% for grain in ['month', 'day'] %}
    select
        force.question_id,
        '{{ grain }}' as grain,
        cast(date_trunc('{{ grain }}', force.day) as date) as start,
        count(distinct force.speaker) as in_force,
        min(positions.value_low) as lowest,
        max(positions.value_high) as highest,
        bool_or(positions.value_low is null) as open_below,
        bool_or(positions.value_high is null) as open_above
    from {{ ref('int_in_force') }} as force
    inner join {{ ref('int_positions') }} as positions on force.position_id = positions.position_id
    where force.status = 'actual'
    group by all
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    questions.* exclude (is_occasion, same_period_days, in_force_days),
    stated.* exclude (question_id, lowest, highest, open_below, open_above),
    greatest(coalesce(standing.in_force, 0), stated.claimants) as in_force,
    least(stated.lowest, standing.lowest) as lowest,
    greatest(stated.highest, standing.highest) as highest,
    stated.open_below or coalesce(standing.open_below, false) as open_below,
    stated.open_above or coalesce(standing.open_above, false) as open_above
from stated
inner join {{ ref('int_questions') }} as questions on stated.question_id = questions.question_id
left join standing
    on stated.question_id = standing.question_id and stated.grain = standing.grain and stated.start = standing.start
