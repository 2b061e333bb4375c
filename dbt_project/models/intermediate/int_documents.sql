{{ config(delta=['document_id', 'origin_id'],
    gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]) }}

select *
from {{ ref('int_changed_documents') }}
where state is not null
