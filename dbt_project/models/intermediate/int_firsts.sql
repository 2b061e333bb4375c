{{ config(
    delta=['question_id', 'holds_on'], gone=[[
        'int_changed_facts',
        'kept.question_id = gone.question_id and kept.value_low is not distinct from gone.value_low'
        ' and kept.value_high is not distinct from gone.value_high'
    ]]
) }}

select
    question_id,
    value_low,
    value_high,
    min(holds_on) as holds_on
from {{ ref('int_claims') }}
where
    comparable
    and holds_on is not null
    and {{ only(interval_key(), 'int_changed_facts', interval_key()) }}
group by question_id, value_low, value_high
