{%- set before = built_before('int_claims') -%}

{% if before %}
    select distinct claims.claim_id
    from {{ before }} as claims
    inner join {{ ref('int_changed_documents') }} as documents on claims.document_id = documents.document_id
{% else %}
    select document_id as claim_id
    from {{ ref('int_changed_documents') }}
    where false
{% endif %}
