{{ config(
    delta=['claim_id', 'question_id', 'voice_id', 'track_id', 'speaker', 'status', 'claimant', 'date', 'date_end', 'holds_on',
        'value_low', 'value_high'],
    gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]
) }}

select
    fact_id,
    claim_id,
    question_id,
    {{ stable_number(['question_id', 'speaker']) }} as voice_id,
    {{ stable_number(['question_id', 'speaker', 'status']) }} as track_id,
    document_id,
    one_side as actor,
    metric,
    other_side as counterpart,
    unit,
    value_low,
    value_high,
    modifier,
    {{ widened('value_low', '-') }} as low,
    {{ widened('value_high', '+') }} as high,
    date,
    date_end,
    claimant_root as claimant,
    speaker,
    status,
    hedged,
    location,
    publisher,
    family,
    origin_id,
    origin_family,
    published,
    {{ holds_on() }} as holds_on,
    status = 'actual' and modifier <> 'unquantified' as comparable
from {{ rows_that_came(ref('int_facts'), 'facts', 'document_id', 'int_changed_documents') }}
