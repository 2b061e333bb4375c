{{ config(passing=true) }}

select claim_id
from {{ ref('int_changed_claims') }}
{% if not execute or partly() %}
    union
    select claims.claim_id
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('int_steps') }} as steps
        on claims.track_id = steps.track_id and claims.holds_on = steps.holds_on
    where steps.position_id in (select partners.position_id from {{ ref('int_changed_partners') }} as partners)
{% endif %}
