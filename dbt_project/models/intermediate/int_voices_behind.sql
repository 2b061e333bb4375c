with facts as (
    select
        claims.claim_id,
        claims.speaker,
        claims.origin_family,
        claims.published,
        claims.low,
        claims.high,
        steps.position_id,
        {{ only(['claims.claim_id'], 'int_changed_corroborations') }} as is_wanted
    from {{ ref('int_claims') }} as claims
    left join {{ ref('int_steps') }} as steps
        on claims.track_id = steps.track_id and claims.holds_on = steps.holds_on
    where claims.comparable
),

behind as (
    select
        position_id,
        speaker,
        origin_family,
        min(published) as published
    from facts
    where position_id is not null
    group by position_id, speaker, origin_family
),

claims as (
    select distinct
        claim_id,
        position_id,
        low,
        high
    from facts
    where position_id is not null and is_wanted
)

select
    claim_id,
    speaker,
    origin_family,
    published
from facts
where is_wanted
{% for here, there in [('one_id', 'other_id'), ('other_id', 'one_id')] %}
    union all
    select
        claims.claim_id,
        behind.speaker,
        behind.origin_family,
        behind.published
    from claims
    inner join {{ ref('int_pairs') }} as pairs on claims.position_id = pairs.{{ here }} and pairs.meet
    inner join {{ ref('int_positions') }} as met on pairs.{{ there }} = met.position_id and met.status = 'actual'
    inner join behind on met.position_id = behind.position_id
    where {{ meets('claims', 'met') }}
{% endfor %}
