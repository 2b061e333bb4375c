{{ config(passing=true) }}

with voices as (
    select
        question_id,
        speaker
    from {{ ref('int_voice_origins') }}
    where {{ only(['question_id'], 'int_changed_facts') }}
    qualify
        row_number() over (
            partition by question_id
            order by is_named desc, origins desc, speaker asc
        ) <= {{ var('compared_voices') }}
),

before as (
    select
        question_id,
        speaker
    from {{ built_before('int_voices') if partly() else 'voices' }}
    where {{ only(['question_id'], 'int_changed_facts') }} and {{ partly() }}
)

select
    coalesce(voices.question_id, before.question_id) as question_id,
    coalesce(voices.speaker, before.speaker) as speaker,
    before.speaker is null as enters
from voices
full outer join before on voices.question_id = before.question_id and voices.speaker = before.speaker
where voices.speaker is null or before.speaker is null
