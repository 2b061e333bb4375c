with ancestors as (
    select
        metric,
        string_agg(ancestor, '; ' order by distance, ancestor) filter (where distance > 0) as ancestors,
        max(distance) as depth
    from {{ ref('int_metric_ancestry') }}
    group by metric
),

facts as (
    select
        metric,
        count(*) as facts
    from {{ ref('stg_facts') }}
    group by metric
)

select
    metrics.metric,
    metrics.label,
    metrics.unit,
    metrics.parents,
    ancestors.ancestors,
    ancestors.depth,
    metrics.value_min,
    metrics.value_max,
    metrics.is_symmetric,
    metrics.why,
    coalesce(facts.facts, 0) as facts
from {{ ref('stg_metrics') }} as metrics
left join ancestors on metrics.metric = ancestors.metric
left join facts on metrics.metric = facts.metric
