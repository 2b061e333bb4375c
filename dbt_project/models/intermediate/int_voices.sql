{{ config(
    gone=[['int_changed_voices', 'kept.question_id = gone.question_id and kept.speaker = gone.speaker']]) }}

select
    question_id,
    speaker
from {{ ref('int_changed_voices') }}
where enters
