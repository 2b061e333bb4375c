-- depends_on: {{ ref('int_changed_documents') }}
select origin_id
from {{ ref('int_documents') }}
where {{ only(['document_id'], 'int_changed_documents') }}
{% if partly() %}
    union
    select origin_id
    from {{ built_before('int_built_documents') }}
    where {{ only(['document_id'], 'int_changed_documents') }}
{% else %}
    and false
{% endif %}
