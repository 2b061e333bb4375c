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
    rule_fingerprint
from {{ source('raw', 'documents') }}
where {{ published_by_then('published') }}
