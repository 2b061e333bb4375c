-- A claim of a named claimant belongs to one question and one speaker: there it has been counted.
with said as (
    select
        claimant,
        metric,
        count(*) as questions,
        cast(sum(claims + unquantified + planned + denied) as bigint) as claims,
        cast(sum(planned) as bigint) as planned,
        cast(sum(denied) as bigint) as denied,
        cast(sum(hedged) as bigint) as hedged
    from {{ ref('int_reach') }}
    where claimant is not null
    group by claimant, metric
),

facts as (
    select
        claimant,
        metric,
        count(distinct document_id) as documents,
        count(distinct origin_family) as origins
    from {{ ref('int_claims') }}
    where claimant is not null
    group by claimant, metric
)

select
    said.*,
    facts.documents,
    facts.origins
from said
inner join facts on said.claimant = facts.claimant and said.metric = facts.metric
