{{ config(gone=[['int_changed_claims', 'kept.claim_id = gone.claim_id']]) }}

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
        case when min(location) = max(location) then min(location) end as location,
        min(published) as first_seen,
        max(published) as last_seen,
        arg_min(fact_id, {{ publication_order() }}) as first_fact_id
    from {{ ref('int_claims') }}
    where {{ only(['claim_id'], 'int_changed_claims') }}
    group by all
)

select
    claims.*,
    spread.documents,
    spread.origins,
    spread.independent_origins,
    spread.documents - spread.origins as copies,
    spread.publishers,
    spread.families,
    spread.publisher_names,
    spread.first_publisher,
    facts.quote
from claims
inner join {{ ref('int_spread') }} as spread on claims.claim_id = spread.claim_id
inner join {{ rows_named(ref('fct_facts'), 'fact_id', 'claims', ['first_fact_id']) }} as facts
    on claims.first_fact_id = facts.fact_id
