with overlapping as (
    select distinct
        one.ancestor as metric,
        other.ancestor as other
    from {{ ref('int_metric_ancestry') }} as one
    inner join {{ ref('int_metric_ancestry') }} as other
        on one.metric = other.metric and one.ancestor <> other.ancestor
)

-- Two parts that may count the same people are not added up: the larger one stays.
select chosen.*
from {{ ref('int_part_claims') }} as chosen
where not exists (
    select 1
    from {{ ref('int_part_claims') }} as larger
    inner join overlapping on larger.metric = overlapping.other
    where
        chosen.whole_claim_id = larger.whole_claim_id
        and chosen.metric = overlapping.metric
        and (larger.figure, larger.metric) > (chosen.figure, chosen.metric)
)
