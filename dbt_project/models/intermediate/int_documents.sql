select
    documents.document_id,
    documents.published,
    sources.publisher,
    sources.family,
    coalesce(firsts.document_id, documents.document_id) as origin_id,
    case when firsts.document_id is not null then origins.copy_of end as copy_of,
    case when firsts.document_id is not null then origins.similarity end as similarity,
    coalesce(first_sources.publisher, sources.publisher) as origin_publisher,
    coalesce(first_sources.family, sources.family) as origin_family
from {{ ref('stg_documents') }} as documents
inner join {{ ref('int_sources') }} as sources on documents.source = sources.source
left join {{ ref('stg_origins') }} as origins on documents.document_id = origins.document_id
left join {{ ref('stg_documents') }} as firsts on origins.origin_id = firsts.document_id
left join {{ ref('int_sources') }} as first_sources on firsts.source = first_sources.source
