-- Written when nobody asks any more what the last build did.
-- depends_on: {{ ref('int_changed_documents') }}
-- depends_on: {{ ref('int_changed_origins') }}
select
    document_id,
    origin_id,
    state
from {{ ref('int_documents') }}
