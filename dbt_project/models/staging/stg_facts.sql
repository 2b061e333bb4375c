{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    fact_id,
    document_id,
    actor,
    metric,
    value,
    value_low,
    value_high,
    modifier,
    unit,
    date,
    date_end,
    date_precision,
    date_basis,
    source,
    claimant,
    counterpart,
    location,
    status,
    hedged,
    language,
    quote,
    char_start,
    char_end,
    rule_id
from {{ source('raw', 'facts') }} as facts
where not exists (
    select 1
    from {{ source('raw', 'quarantine') }} as failed
    where failed.fact_id = facts.fact_id
)
and {{ document_by_then('document_id') }}
