{{ config(passing=true) }}

with wanted as (
    select
        claims.claim_id,
        claims.voice_id,
        claims.origin_family,
        claims.published,
        claims.low,
        claims.high,
        steps.position_id
    from {{ rows_only(ref('int_claims'), ['claim_id'], 'int_changed_corroborations') }} as claims
    left join {{ ref('int_steps') }} as steps
        on claims.track_id = steps.track_id and claims.holds_on = steps.holds_on
    where claims.comparable
),

met as (
    {% for here, there in [('one_id', 'other_id'), ('other_id', 'one_id')] %}
        select
            wanted.claim_id,
            met.position_id
        from wanted
        inner join {{ rows_named(ref('int_pairs'), here, 'wanted', ['position_id']) }} as pairs
            on wanted.position_id = pairs.{{ here }} and pairs.meet
        inner join {{ ref('int_positions') }} as met on pairs.{{ there }} = met.position_id and met.status = 'actual'
        where {{ meets('wanted', 'met') }}
        {{ 'union distinct' if not loop.last }}
    {% endfor %}
),

behind as (
    select
        steps.position_id,
        claims.voice_id,
        claims.origin_family,
        min(claims.published) as published
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('int_steps') }} as steps
        on claims.track_id = steps.track_id and claims.holds_on = steps.holds_on
    where claims.comparable and steps.position_id in (select met.position_id from met)
    group by all
)

select
    claim_id,
    voice_id,
    origin_family,
    published
from wanted
union all
select
    met.claim_id,
    behind.voice_id,
    behind.origin_family,
    behind.published
from met
inner join behind on met.position_id = behind.position_id
