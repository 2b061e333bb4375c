{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    facts.fact_id,
    facts.claim_id,
    facts.question_id,
    facts.document_id,
    facts.actor,
    facts.metric,
    facts.value,
    facts.value_low,
    facts.value_high,
    facts.modifier,
    facts.unit,
    facts.date,
    facts.date_end,
    facts.date_precision,
    facts.date_basis,
    facts.source,
    facts.claimant,
    facts.counterpart,
    facts.location,
    facts.status,
    facts.hedged,
    facts.language,
    facts.quote,
    facts.char_start,
    facts.char_end,
    -- The sentence may stand in the text twice: it is the one that the value is in.
    nullif(instr(
        substring(documents.text, greatest(facts.char_end - length(facts.quote), 0) + 1, 2 * length(facts.quote)),
        facts.quote
    ), 0) - 1 + greatest(facts.char_end - length(facts.quote), 0) as quote_start,
    facts.rule_id,
    facts.speaker,
    facts.publisher,
    facts.published,
    facts.origin_id,
    facts.origin_id <> facts.document_id as is_copy,
    documents.title,
    documents.url
from {{ rows_that_came(ref('int_facts'), 'facts', 'document_id', 'int_changed_documents') }} as facts
inner join {{ rows_that_came(ref('stg_documents'), 'documents', 'document_id', 'int_changed_documents') }} as documents
    on facts.document_id = documents.document_id
