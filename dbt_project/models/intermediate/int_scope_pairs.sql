with standing as (
    select
        positions.*,
        positions.claim.date as date,
        positions.claim.location as location
    from {{ ref('int_positions') }} as positions
    inner join {{ ref('int_voices') }} as voices
        on positions.question_id = voices.question_id and positions.speaker = voices.speaker
    where positions.until is null and positions.status = 'actual'
)

-- A part that is larger than the whole. Nothing is said where it is smaller: that is what a part is.
select
    whole.question_id,
    whole.position_id as one_id,
    part.position_id as other_id
from standing as part
inner join {{ ref('int_question_parts') }} as parts on part.question_id = parts.question_id
inner join standing as whole on parts.whole_id = whole.question_id
where
    part.speaker <> whole.speaker
    and part.low > whole.high
    and part.since >= coalesce(whole.date, whole.since) - part.in_force_days
    and part.since <= whole.last_said + part.same_period_days
    and part.location is not distinct from whole.location
