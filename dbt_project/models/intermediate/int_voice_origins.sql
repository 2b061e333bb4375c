{{ config(
    gone=[['int_changed_facts', 'kept.question_id = gone.question_id and kept.speaker = gone.speaker']]) }}

select
    question_id,
    speaker,
    bool_or(claimant is not null) as is_named,
    count(distinct origin_family) as origins
from {{ ref('int_claims') }}
where holds_on is not null and {{ only(['question_id', 'speaker'], 'int_changed_facts') }}
group by question_id, speaker
