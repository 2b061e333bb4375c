with shared as (
    select
        facts.publisher,
        facts.claim_id,
        min(facts.published) as published,
        any_value(claims.first_seen) as first_seen
    from {{ ref('int_claims') }} as facts
    inner join {{ ref('fct_claims') }} as claims on facts.claim_id = claims.claim_id and claims.publishers > 1
    where facts.published is not null
    group by all
),

races as (
    select
        publisher,
        count(*) as shared_claims,
        count(*) filter (where published = first_seen) as first_claims,
        median(published - first_seen) as median_days_behind
    from shared
    group by publisher
),

facts as (
    select
        publisher,
        count(*) as facts,
        count(distinct claim_id) as claims,
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
    coalesce(facts.claims, 0) as claims,
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
