{{ config(passing=true) }}

-- depends_on: {{ ref('int_changed_documents') }}
with origins as (
    select
        document_id,
        origin_id
    from {{ ref('int_documents') }}
    {% if partly() %}
        union all
        select
            document_id,
            origin_id
        from {{ built_before('int_built_documents') }}
    {% endif %}
)

select distinct origin_id
from origins
where {{ only(['document_id'], 'int_changed_documents') }} and {{ partly() }}
