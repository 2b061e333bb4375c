select
    claims.claim_id,
    claims.actor,
    claims.metric,
    claims.counterpart,
    claims.unit,
    claims.value_low,
    claims.value_high,
    claims.modifier,
    claims.date,
    claims.date_end,
    claims.claimant,
    claims.status,
    bool_and(claims.hedged) as hedged,
    count(distinct claims.document_id) as documents,
    count(distinct claims.publisher) as publishers,
    count(distinct publishers.family) as families,
    string_agg(distinct publishers.name, ', ' order by publishers.name) as publisher_names,
    min(claims.published) as first_seen,
    max(claims.published) as last_seen
from {{ ref('int_claims') }} as claims
left join {{ ref('dim_publishers') }} as publishers on claims.publisher = publishers.publisher
group by all
