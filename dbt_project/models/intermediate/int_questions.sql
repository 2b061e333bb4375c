with questions as (
    select distinct
        question_id,
        actor,
        metric,
        counterpart,
        unit
    from {{ ref('int_reach') }}
),

occasions as (
    select distinct ancestry.metric
    from {{ ref('int_metric_ancestry') }} as ancestry
    inner join {{ ref('stg_occasions') }} as occasions on ancestry.ancestor = occasions.metric
)

select
    questions.question_id,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    occasions.metric is not null as is_occasion,
    case when is_occasion then 1 else {{ var('same_period_days') }} end as same_period_days,
    case when is_occasion then 1 else {{ var('in_force_days') }} end as in_force_days
from questions
left join occasions on questions.metric = occasions.metric
