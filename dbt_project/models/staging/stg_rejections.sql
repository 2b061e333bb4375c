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
