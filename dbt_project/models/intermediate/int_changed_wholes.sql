{{ config(passing=true) }}

-- A whole and its part stand in one document, or one claimant makes both: then the part brings its whole.
select claim_id
from {{ ref('int_changed_claims') }}
{% if not execute or partly() %}
    union
    select wholes.claim_id
    from {{ ref('int_changed_facts') }} as parts
    inner join {{ ref('int_question_parts') }} as questions on parts.question_id = questions.question_id
    inner join {{ ref('int_claims') }} as wholes
        on
            questions.whole_id = wholes.question_id
            and parts.status = wholes.status
            and parts.claimant = wholes.claimant
            and parts.date = wholes.date
            and parts.date_end = wholes.date_end
    union
    select whole_claim_id
    from {{ built_before('int_part_claims') }}
    where {{ only(['claim_id'], 'int_changed_claims') }}
{% endif %}
