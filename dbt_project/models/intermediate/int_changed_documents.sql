{{ config(passing=true, pre_hook='{{ begin_build() }}') }}

with quarantine as (
    select *
    from {{ source('raw', 'quarantine') }}
    where {{ as_if_filtered() }}
),

failed as (
    select
        facts.document_id,
        string_agg(distinct quarantine.fact_id, ' ' order by quarantine.fact_id) as facts
    from quarantine
    inner join {{ source('raw', 'facts') }} as facts on quarantine.fact_id = facts.fact_id
    group by facts.document_id
),

now as {{ 'not materialized' if partly() }} (
    select
        documents.document_id,
        documents.published,
        sources.publisher,
        sources.family,
        coalesce(copies.origin_id, documents.document_id) as origin_id,
        copies.copy_of,
        copies.similarity,
        coalesce(copies.publisher, sources.publisher) as origin_publisher,
        coalesce(copies.family, sources.family) as origin_family,
        -- All that the marts take from a document: where this is as before, so are its facts.
        hash(
            documents.text_hash, documents.rule_fingerprint, documents.published, documents.source, documents.title,
            documents.url, documents.language, failed.facts, copies.origin_id, copies.publisher, copies.copy_of,
            copies.similarity
        ) as state
    from {{ ref('stg_documents') }} as documents
    left join failed on documents.document_id = failed.document_id
    inner join {{ ref('int_sources') }} as sources on documents.source = sources.source
    left join {{ ref('int_copies') }} as copies on documents.document_id = copies.document_id
)

{% if partly() %}
    select
        coalesce(now.document_id, before.document_id) as document_id,
        now.* exclude (document_id)
    from now
    full outer join {{ built_before('int_documents') }} as before on now.document_id = before.document_id
    where
        now.state is distinct from before.state
        -- What is there twice is looked at, so that it is found out.
        or now.document_id in (
            {{ told_twice(ref('stg_documents'), 'document_id') }}
            union all
            {{ told_twice(ref('int_copies'), 'document_id') }}
        )
{% else %}
    select *
    from now
{% endif %}
