{{ config(gone=[['int_changed_texts', 'kept.document_id = gone.document_id']]) }}

with facts as (
    select
        document_id,
        count(*) as facts,
        count(distinct claim_id) as claims
    from {{ ref('int_claims') }}
    where {{ only(['document_id'], 'int_changed_texts') }}
    group by document_id
),

groups as (
    select
        origin_id,
        count(*) - 1 as copies
    from {{ ref('int_documents') }}
    where {{ only(['origin_id'], 'int_changed_texts', ['document_id']) }}
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
inner join {{ rows_only(ref('int_documents'), ['document_id'], 'int_changed_texts') }} as origins
    on documents.document_id = origins.document_id
left join groups on documents.document_id = groups.origin_id
left join facts on documents.document_id = facts.document_id
where {{ only(['documents.document_id'], 'int_changed_texts') }}
