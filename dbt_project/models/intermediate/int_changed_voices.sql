{{ config(passing=true) }}

with voices as (
    select
        voice_id,
        question_id
    from {{ ref('int_reach') }}
    where is_dated and {{ only(['question_id'], 'int_changed_facts') }}
    qualify
        row_number() over (
            partition by question_id
            order by claimant is not null desc, origins desc, speaker asc
        ) <= {{ var('compared_voices') }}
),

before as (
    select
        voice_id,
        question_id
    from {{ built_before('int_voices') if partly() else 'voices' }}
    where {{ only(['question_id'], 'int_changed_facts') }} and {{ partly() }}
)

select
    coalesce(voices.voice_id, before.voice_id) as voice_id,
    coalesce(voices.question_id, before.question_id) as question_id,
    before.voice_id is null as enters
from voices
full outer join before on voices.voice_id = before.voice_id
where voices.voice_id is null or before.voice_id is null
