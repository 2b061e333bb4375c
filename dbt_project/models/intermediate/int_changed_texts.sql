{{ config(passing=true) }}

-- depends_on: {{ ref('int_documents') }}
{% if partly() %}
    select unnest([document_id, origin_id]) as document_id from {{ rows_gone('int_documents') }}
    union
    select unnest([document_id, origin_id]) as document_id from {{ rows_come('int_documents') }}
{% else %}
    select document_id
    from {{ ref('int_documents') }}
    where false
{% endif %}
