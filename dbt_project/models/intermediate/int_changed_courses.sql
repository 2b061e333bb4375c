{{ config(passing=true) }}

select
    question_id,
    speaker
from {{ ref('int_changed_facts') }}
{% if not execute or partly() %}
    union
    select
        question_id,
        speaker
    from {{ ref('int_courses') }}
    where {{ only(['latest_claim_id'], 'int_changed_claims', ['claim_id']) }}
{% endif %}
