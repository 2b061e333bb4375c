{{ config(passing=true) }}

-- depends_on: {{ ref('int_question_middles') }}
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
    where
        question_id in (
            select middles.question_id
            from (
                select * from {{ rows_gone('int_question_middles') }}
                union all
                select * from {{ rows_come('int_question_middles') }}
            ) as middles
            group by middles.question_id, middles.middle
            having count(*) = 1
        )
        or {{ only(['latest_claim_id'], 'int_changed_claims', ['claim_id']) }}
{% endif %}
