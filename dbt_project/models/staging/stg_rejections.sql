{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    document_id,
    char_start,
    char_end,
    text,
    quote,
    reason,
    detail
from {{ source('raw', 'rejections') }}
where {{ document_by_then('document_id') }}
