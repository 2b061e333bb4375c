{{ config(passing=true) }}

select claim_id
from {{ ref('int_changed_claims') }}
union
select claim_id
from {{ ref('int_changed_positions') }}
