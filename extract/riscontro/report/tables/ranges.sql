-- A metric's plausible range beside what its facts claim, and how many facts left it.
with claimed as (
    select metric, count(*) as facts, min(least(value_low, value_high)) as lowest, max(greatest(value_low, value_high)) as highest
    from marts.fct_facts group by metric
),
failed as (
    select metric, count(distinct fact_id) as failed from marts.publication_quarantine
    group by metric
)
select
    metrics.metric, metrics.unit, metrics.value_min, metrics.value_max, claimed.lowest, claimed.highest,
    coalesce(claimed.facts, 0) + coalesce(failed.failed, 0) as checked, coalesce(failed.failed, 0) as failed, metrics.why
from marts.dim_metrics as metrics
left join claimed using (metric)
left join failed using (metric)
order by failed desc, checked desc, metrics.metric
