-- Only claims that are made more than once can be the same as another: each once for a publisher.
with again as (
    select
        facts.publisher,
        count(*) - 1 as repetitions,
        any_value(spread.publishers) as publishers,
        min(facts.published - spread.first_seen) as days_behind
    from {{ ref('int_claims') }} as facts
    inner join {{ ref('int_spread') }} as spread on facts.claim_id = spread.claim_id
    group by facts.publisher, facts.claim_id
),

races as (
    select
        publisher,
        cast(sum(repetitions) as bigint) as repetitions,
        count(days_behind) filter (where publishers > 1) as shared_claims,
        count(*) filter (where publishers > 1 and days_behind = 0) as first_claims,
        median(days_behind) filter (where publishers > 1) as median_days_behind
    from again
    group by publisher
),

facts as (
    select
        publisher,
        count(*) as facts,
        count(claimant) / count(*) as attributed_share,
        count(*) filter (where hedged) / count(*) as hedged_share
    from {{ ref('int_claims') }}
    group by publisher
),

documents as (
    select
        publisher,
        count(*) filter (where is_copy) as copies
    from {{ ref('dim_documents') }}
    group by publisher
)

select
    publishers.publisher,
    publishers.name,
    publishers.family,
    publishers.documents,
    coalesce(facts.facts, 0) as facts,
    coalesce(facts.facts - coalesce(races.repetitions, 0), 0) as claims,
    facts.attributed_share,
    facts.hedged_share,
    documents.copies,
    documents.copies / publishers.documents as copied_share,
    coalesce(races.shared_claims, 0) as shared_claims,
    coalesce(races.first_claims, 0) as first_claims,
    races.median_days_behind
from {{ ref('dim_publishers') }} as publishers
inner join documents on publishers.publisher = documents.publisher
left join facts on publishers.publisher = facts.publisher
left join races on publishers.publisher = races.publisher
