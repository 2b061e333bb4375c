{{ config(passing=true, pre_hook='{{ begin_build() }}') }}

{% if partly() %}
    select coalesce(now.document_id, before.document_id) as document_id
    from {{ ref('int_documents') }} as now
    full outer join {{ built_before('int_built_documents') }} as before on now.document_id = before.document_id
    where now.document_id is null or before.document_id is null or now.state <> before.state
{% else %}
    select document_id
    from {{ ref('int_documents') }}
{% endif %}
