{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    facts.fact_id,
    claims.claim_id,
    claims.question_id,
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
    claims.speaker,
    origins.publisher,
    documents.published,
    origins.origin_id,
    origins.origin_id <> facts.document_id as is_copy,
    documents.title,
    documents.url
from {{ rows_only(ref('stg_facts'), ['document_id'], 'int_changed_documents') }} as facts
inner join {{ changed_rows('int_claims') }} as claims on facts.fact_id = claims.fact_id
inner join {{ ref('int_documents') }} as origins on facts.document_id = origins.document_id
inner join {{ ref('stg_documents') }} as documents on facts.document_id = documents.document_id
