select
    document_id,
    origin_id,
    copy_of,
    similarity
from {{ source('raw', 'document_origins') }}
