with claims as (
    select
        *,
        cast(date_trunc('month', as_of) as date) as month,
        row_number() over (
            partition by series_id, value_low, value_high
            order by as_of, published, fact_id
        ) = 1 as is_first
    from {{ ref('int_claims') }}
    where comparable and as_of is not null
)

select
    actor,
    metric,
    counterpart,
    unit,
    month,
    count(distinct claim_id) as claims,
    count(distinct speaker) as claimants,
    count(distinct document_id) as documents,
    count(*) filter (where is_first) as new,
    {{ extremes() }}
from claims
group by actor, metric, counterpart, unit, month
