with facts as (
    select
        document_id,
        count(*) as facts,
        count(distinct claim_id) as claims
    from {{ ref('int_claims') }}
    group by document_id
),

groups as (
    select
        origin_id,
        count(*) - 1 as copies
    from {{ ref('int_documents') }}
    group by origin_id
)

select
    documents.document_id,
    origins.publisher,
    origins.family,
    documents.source,
    documents.published,
    documents.language,
    documents.title,
    documents.url,
    origins.origin_id,
    origins.copy_of,
    origins.similarity,
    origins.origin_id <> documents.document_id as is_copy,
    coalesce(groups.copies, 0) as copies,
    coalesce(facts.facts, 0) as facts,
    coalesce(facts.claims, 0) as claims
from {{ ref('stg_documents') }} as documents
inner join {{ ref('int_documents') }} as origins on documents.document_id = origins.document_id
left join groups on documents.document_id = groups.origin_id
left join facts on documents.document_id = facts.document_id
