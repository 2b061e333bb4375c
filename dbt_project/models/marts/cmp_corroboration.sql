{{ config(gone=[['int_changed_corroborations', 'kept.claim_id = gone.claim_id']]) }}

with families as (
    select
        claim_id,
        origin_family,
        min(published) as published
    from {{ ref('int_voices_behind') }}
    group by claim_id, origin_family
),

origins as (
    select
        claim_id,
        count(*) as independent_origins,
        list_sort(list(published) filter (where published is not null)) as days
    from families
    group by claim_id
),

speakers as (
    select
        claim_id,
        count(distinct voice_id) as claimants
    from {{ ref('int_voices_behind') }}
    group by claim_id
)

select
    claims.claim_id,
    claims.question_id,
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
    claims.documents,
    claims.copies,
    claims.independent_origins as own_origins,
    speakers.claimants,
    origins.independent_origins,
    origins.days[1] as first_seen,
    origins.days[2] as second_seen,
    origins.days[2] - origins.days[1] as days_to_second,
    claims.quote
from {{ rows_only(ref('fct_claims'), ['claim_id'], 'int_changed_corroborations') }} as claims
inner join origins on claims.claim_id = origins.claim_id
inner join speakers on claims.claim_id = speakers.claim_id
