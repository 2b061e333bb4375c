{{ config(gone=[['int_changed_voices', 'kept.voice_id = gone.voice_id']]) }}

select
    voice_id,
    question_id
from {{ ref('int_changed_voices') }}
where enters
