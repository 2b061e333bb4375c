{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    document_id,
    origin_id,
    copy_of,
    similarity
from {{ source('raw', 'document_origins') }}
