select claim_id
from {{ ref('int_left_claims') }}
union distinct
select claims.claim_id
from {{ ref('int_claims') }} as claims
inner join {{ ref('int_changed_documents') }} as documents on claims.document_id = documents.document_id
