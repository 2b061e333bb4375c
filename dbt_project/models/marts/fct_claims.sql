with claims as (
    select
        claim_id,
        question_id,
        actor,
        metric,
        counterpart,
        unit,
        value_low,
        value_high,
        modifier,
        date,
        date_end,
        claimant,
        status,
        min(holds_on) as holds_on,
        bool_and(hedged) as hedged,
        case when count(distinct location) = 1 then min(location) end as location,
        count(distinct document_id) as documents,
        count(distinct origin_id) as origins,
        count(distinct origin_family) as independent_origins,
        count(distinct publisher) as publishers,
        count(distinct family) as families,
        min(published) as first_seen,
        max(published) as last_seen,
        arg_min({'publisher': publisher, 'fact_id': fact_id}, {{ publication_order() }}) as first_seen_in
    from {{ ref('int_claims') }}
    group by all
),

names as (
    select
        claims.claim_id,
        string_agg(distinct publishers.name, ', ' order by publishers.name) as publisher_names
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('dim_publishers') }} as publishers on claims.publisher = publishers.publisher
    group by claims.claim_id
)

select
    claims.* exclude (first_seen_in),
    claims.documents - claims.origins as copies,
    names.publisher_names,
    claims.first_seen_in.publisher as first_publisher,
    facts.fact_id as first_fact_id,
    facts.quote
from claims
left join names on claims.claim_id = names.claim_id
inner join {{ ref('stg_facts') }} as facts on claims.first_seen_in.fact_id = facts.fact_id
