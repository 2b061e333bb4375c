with voices as (
    select
        question_id,
        speaker,
        bool_or(claimant is not null) as is_named,
        count(distinct origin_family) as origins
    from {{ ref('int_claims') }}
    where holds_on is not null
    group by question_id, speaker
)

select
    question_id,
    speaker
from voices
qualify
    row_number() over (
        partition by question_id
        order by is_named desc, origins desc, speaker asc
    ) <= {{ var('compared_voices') }}
