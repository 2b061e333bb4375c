{{ config(passing=true) }}

select distinct claim_id
from {{ ref('int_changed_facts') }}
