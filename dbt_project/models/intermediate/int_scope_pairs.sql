with standing as (
    select positions.*
    from {{ ref('int_positions') }} as positions
    inner join {{ ref('int_voices') }} as voices on positions.voice_id = voices.voice_id
    where positions.until is null and positions.status = 'actual'
),

parts as (
    select
        standing.*,
        parts.whole_id,
        questions.in_force_days,
        questions.same_period_days
    from standing
    inner join {{ ref('int_question_parts') }} as parts on standing.question_id = parts.question_id
    inner join {{ ref('int_questions') }} as questions on standing.question_id = questions.question_id
    where standing.low is not null
),

wholes as (
    select *
    from standing
    where high is not null
)

-- A part that is larger than the whole. Nothing is said where it is smaller: that is what a part is.
select
    wholes.question_id,
    wholes.position_id as one_id,
    parts.position_id as other_id,
    false as meet,
    true as same_period,
    true as is_part_of_place,
    0 as days_apart
from parts
inner join wholes
    on parts.whole_id = wholes.question_id and coalesce(parts.location, '') = coalesce(wholes.location, '')
where
    parts.speaker <> wholes.speaker
    and parts.low > wholes.high
    and parts.since between wholes.date - parts.in_force_days and wholes.last_said + parts.same_period_days
