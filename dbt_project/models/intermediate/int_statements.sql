{{ config(
    gone=[['int_changed_facts', 'kept.track_id = gone.track_id and kept.holds_on = gone.holds_on']]) }}

with said as (
    select
        *,
        { 'claim_id': claim_id, 'modifier': modifier, 'date': date, 'location': location } as claim,
        -- The most definite claim of a day stands for it, then the one that was out first.
        (
            case modifier when 'vague' then 2 when 'at_least' then 1 when 'at_most' then 1 else 0 end,
            coalesce(published, cast('9999-12-31' as date)),
            claim_id,
            fact_id
        ) as place
    from {{ ref('int_claims') }}
    where
        holds_on is not null
        and (modifier <> 'unquantified' or status = 'denied')
        and {{ only(['track_id', 'holds_on'], 'int_changed_facts') }}
)

select
    track_id,
    holds_on,
    any_value(question_id) as question_id,
    any_value(voice_id) as voice_id,
    any_value(speaker) as speaker,
    any_value(claimant) as claimant,
    any_value(status) as status,
    {{ lower_end('value_low') }} as value_low,
    {{ upper_end('value_high') }} as value_high,
    {{ lower_end('low') }} as low,
    {{ upper_end('high') }} as high,
    arg_min(claim, place) as claim
from said
group by track_id, holds_on
