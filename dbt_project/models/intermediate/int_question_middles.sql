{{ config(delta=['question_id', 'middle'], gone=[['int_changed_facts', 'kept.question_id = gone.question_id']]) }}

select
    question_id,
    median({{ figure('latest_low', 'latest_high') }}) as middle
from {{ ref('int_courses') }}
where {{ only(['question_id'], 'int_changed_facts') }}
group by question_id
