{{ config(passing=true) }}

select
    position_id,
    track_id
from {{ ref('int_positions') }}
{% if not execute or partly() %}
    where {{ only(['claim_id'], 'int_changed_sides') }}
{% else %}
    where false
{% endif %}
