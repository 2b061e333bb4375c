{{ config(materialized='view', tags='settled') }}

-- Where the first text is not among the documents (as of a day), a copy counts as a text of its own.
select
    origins.document_id,
    origins.origin_id,
    origins.copy_of,
    origins.similarity,
    sources.publisher,
    sources.family
from {{ ref('stg_origins') }} as origins
inner join {{ ref('stg_documents') }} as firsts on origins.origin_id = firsts.document_id
inner join {{ ref('int_sources') }} as sources on firsts.source = sources.source
where origins.copy_of is not null
