with publishers as (
    select
        publisher,
        name,
        family,
        country,
        true as known
    from {{ ref('stg_publishers') }}

    union all

    select
        publisher,
        publisher as name,
        publisher as family,
        null as country,
        false as known
    from {{ ref('int_sources') }}
    where not known
),

documents as (
    select
        sources.publisher,
        count(*) as documents
    from {{ ref('stg_documents') }} as documents
    inner join {{ ref('int_sources') }} as sources on documents.source = sources.source
    group by sources.publisher
)

select
    publishers.publisher,
    publishers.name,
    publishers.family,
    publishers.country,
    publishers.known,
    coalesce(documents.documents, 0) as documents
from publishers
left join documents on publishers.publisher = documents.publisher
