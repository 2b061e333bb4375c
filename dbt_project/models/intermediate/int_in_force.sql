with steps as (
    select
        steps.question_id,
        steps.track_id,
        steps.position_id,
        steps.holds_on,
        steps.since
    from {{ ref('int_steps') }} as steps
    inner join {{ ref('int_voices') }} as voices
        on steps.question_id = voices.question_id and steps.speaker = voices.speaker
),

tracks as (
    select
        question_id,
        track_id,
        min(since) as first_day
    from steps
    group by question_id, track_id
),

days as (
    select distinct
        question_id,
        since as day
    from steps
),

moments as (
    select
        days.question_id,
        days.day,
        tracks.track_id,
        questions.in_force_days
    from days
    inner join tracks on days.question_id = tracks.question_id and days.day >= tracks.first_day
    inner join {{ ref('int_questions') }} as questions on days.question_id = questions.question_id
)

-- What somebody said last before or on that day, unless that is too long ago.
select
    moments.question_id,
    moments.day,
    moments.track_id,
    steps.position_id
from moments
asof inner join steps
    on moments.track_id = steps.track_id and moments.day >= steps.holds_on
where moments.day <= steps.holds_on + moments.in_force_days
