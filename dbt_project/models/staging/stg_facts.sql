{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

with sound as (
    select
        facts.*,
        facts.rowid as found_at
    from {{ source('raw', 'facts') }} as facts
    anti join {{ source('raw', 'quarantine') }} as failed on facts.fact_id = failed.fact_id
)

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
    rule_id,
    found_at
from sound
where {{ document_by_then('document_id') }}
