with ancestors as (
    select
        ancestry.metric,
        string_agg(ancestry.ancestor, '; ' order by ancestry.distance, ancestry.ancestor)
        filter (where ancestry.distance > 0) as ancestors,
        max(ancestry.distance) as depth,
        bool_or(occasions.metric is not null) as is_occasion
    from {{ ref('int_metric_ancestry') }} as ancestry
    left join {{ ref('stg_occasions') }} as occasions on ancestry.ancestor = occasions.metric
    group by ancestry.metric
),

facts as (
    select
        metric,
        count(*) as facts
    from {{ ref('fct_facts') }}
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
    ancestors.is_occasion,
    metrics.why,
    coalesce(facts.facts, 0) as facts
from {{ ref('stg_metrics') }} as metrics
left join ancestors on metrics.metric = ancestors.metric
left join facts on metrics.metric = facts.metric
