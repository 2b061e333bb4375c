{{ config(gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select
    document_id,
    title,
    coalesce(publisher, origin) as source,
    published,
    language,
    url,
    origin,
    text,
    text_hash,
    rule_fingerprint,
    rowid as found_at
from {{ source('raw', 'documents') }}
where {{ published_by_then('published') }}
