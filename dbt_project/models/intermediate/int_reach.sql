{{ config(
    gone=[['int_changed_facts', 'kept.voice_id = gone.voice_id']]) }}

select
    voice_id,
    any_value(question_id) as question_id,
    any_value(actor) as actor,
    any_value(metric) as metric,
    any_value(counterpart) as counterpart,
    any_value(unit) as unit,
    any_value(speaker) as speaker,
    any_value(claimant) as claimant,
    count(distinct claim_id) filter (where comparable) as claims,
    count(distinct claim_id) filter (where comparable and holds_on is null) as undated,
    count(distinct claim_id) filter (where status = 'actual' and not comparable) as unquantified,
    count(distinct claim_id) filter (where status = 'planned') as planned,
    count(distinct claim_id) filter (where status = 'denied') as denied,
    count(distinct claim_id) filter (where hedged) as hedged,
    count(distinct document_id) as documents,
    count(distinct origin_family) as origins,
    bool_or(holds_on is not null) as is_dated,
    {{ extremes() }}
from {{ ref('int_claims') }}
where {{ only(['voice_id'], 'int_changed_facts') }}
group by voice_id
