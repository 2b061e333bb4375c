{{ config(tags='settled') }}

with recursive steps as (
    select
        metric,
        unnest(string_split(parents, ';')) as parent
    from {{ ref('stg_metrics') }}
    where parents is not null
),

ancestry as (
    select
        metric,
        metric as ancestor,
        0 as distance
    from {{ ref('stg_metrics') }}

    union all

    select
        ancestry.metric,
        trim(steps.parent) as ancestor,
        ancestry.distance + 1 as distance
    from ancestry
    inner join steps on ancestry.ancestor = steps.metric
    where ancestry.distance < 10
)

select
    metric,
    ancestor,
    cast(min(distance) as bigint) as distance
from ancestry
group by metric, ancestor
