{{ config(
    gone=[['int_changed_facts', 'kept.question_id = gone.question_id and kept.speaker = gone.speaker']]) }}

select
    question_id,
    any_value(actor) as actor,
    any_value(metric) as metric,
    any_value(counterpart) as counterpart,
    any_value(unit) as unit,
    speaker,
    any_value(claimant) as claimant,
    count(distinct claim_id) filter (where comparable) as claims,
    count(distinct claim_id) filter (where comparable and holds_on is null) as undated,
    count(distinct claim_id) filter (where status = 'actual' and not comparable) as unquantified,
    count(distinct claim_id) filter (where status = 'planned') as planned,
    count(distinct claim_id) filter (where status = 'denied') as denied,
    count(distinct claim_id) filter (where hedged) as hedged,
    count(distinct document_id) as documents,
    count(distinct origin_family) as origins,
    {{ extremes() }}
from {{ ref('int_claims') }}
where {{ only(['question_id', 'speaker'], 'int_changed_facts') }}
group by question_id, speaker
