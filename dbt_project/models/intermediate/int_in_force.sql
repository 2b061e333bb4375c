with positions as (
    select positions.*
    from {{ ref('int_positions') }} as positions
    inner join {{ ref('int_voices') }} as voices
        on positions.question_id = voices.question_id and positions.speaker = voices.speaker
),

tracks as (
    select
        question_id,
        speaker,
        status,
        min(since) as first_day
    from positions
    group by question_id, speaker, status
),

moments as (
    select
        days.question_id,
        days.since as day,
        tracks.speaker,
        tracks.status
    from (select distinct question_id, since from positions) as days
    inner join tracks on days.question_id = tracks.question_id and days.since >= tracks.first_day
)

select
    moments.question_id,
    moments.day,
    moments.speaker,
    moments.status,
    positions.position_id
from moments
asof inner join positions
    on
        moments.question_id = positions.question_id
        and moments.speaker = positions.speaker
        and moments.status = positions.status
        and moments.day >= positions.since
where moments.day <= positions.last_said + positions.in_force_days
