{{ config(passing=true) }}

-- depends_on: {{ ref('int_documents') }}
{% if partly() %}
    select origin_id from {{ rows_gone('int_documents') }}
    union
    select origin_id from {{ rows_come('int_documents') }}
{% else %}
    select origin_id
    from {{ ref('int_documents') }}
    where false
{% endif %}
