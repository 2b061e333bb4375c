{{ config(passing=true) }}

select
    voice_id,
    question_id,
    speaker
from {{ ref('int_changed_facts') }}
{% if not execute or partly() %}
    union
    select
        voice_id,
        question_id,
        speaker
    from {{ ref('int_courses') }}
    where {{ only(['latest_claim_id'], 'int_changed_claims', ['claim_id']) }}
{% endif %}
