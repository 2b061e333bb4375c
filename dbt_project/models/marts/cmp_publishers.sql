with races as (
    select
        publisher,
        count(*) as shared_claims,
        count(*) filter (where days_behind = 0) as first_claims,
        median(days_behind) as median_days_behind
    from (
        select
            facts.publisher,
            min(facts.published - spread.first_seen) as days_behind
        from {{ ref('int_claims') }} as facts
        inner join {{ ref('int_spread') }} as spread on facts.claim_id = spread.claim_id and spread.publishers > 1
        where facts.published is not null
        group by facts.publisher, facts.claim_id
    )
    group by publisher
),

-- Only claims that are made more than once can be the same as another.
facts as (
    select
        claims.publisher,
        count(*) as facts,
        count(*) - count(spread.claim_id) + count(distinct spread.claim_id) as claims,
        count(claims.claimant) / count(*) as attributed_share,
        count(*) filter (where claims.hedged) / count(*) as hedged_share
    from {{ ref('int_claims') }} as claims
    left join {{ ref('int_spread') }} as spread on claims.claim_id = spread.claim_id
    group by claims.publisher
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
