with firsts as (
    select
        publisher,
        claim_id,
        min(published) as published
    from {{ ref('int_claims') }}
    where published is not null
    group by publisher, claim_id
),

races as (
    select
        firsts.publisher,
        count(*) as shared_claims,
        count(*) filter (where firsts.published = claims.first_seen) as first_claims,
        median(firsts.published - claims.first_seen) as median_days_behind
    from firsts
    inner join {{ ref('fct_claims') }} as claims on firsts.claim_id = claims.claim_id
    where claims.publishers > 1
    group by firsts.publisher
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
