{{ config(delta=['one_id', 'other_id', 'meet'], gone=gone_moments()) }}

with met as (
    select *
    from {{ ref('int_positions') }}
    where {{ only_met() }}
),

positions as (
    select
        met.*,
        questions.same_period_days,
        places.country as place_country,
        coalesce(places.kind = 'country', false) as is_country
    from met
    inner join {{ ref('int_voices') }} as voices on met.voice_id = voices.voice_id
    inner join {{ ref('int_questions') }} as questions on met.question_id = questions.question_id
    left join {{ ref('stg_places') }} as places on met.location = places.place
)

-- Whoever says something new is compared with what the others say on that day. Two that are new on one day: once.
select
    new.question_id,
    new.since as day,
    standing.track_id,
    standing.position_id as one_id,
    new.position_id as other_id,
    {{ meets('new', 'standing') }} as meet,
    coalesce(
        abs(new.date - standing.date) <= new.same_period_days
        and abs(new.since - standing.since) <= new.same_period_days,
        false
    ) as same_period,
    greatest(new.date, standing.date) - least(new.since, standing.since) as days_apart,
    -- The one that names the narrower place can be a part of the other where it is the smaller one.
    case
        when coalesce(new.location, '') = coalesce(standing.location, '') then false
        when standing.location is null or standing.is_country then coalesce(new.high < standing.low, false)
        else coalesce(standing.high < new.low, false)
    end as is_part_of_place
from positions as new
inner join {{ changed_rows('int_in_force') }} as force on new.question_id = force.question_id and new.since = force.day
inner join positions as standing on force.position_id = standing.position_id
where
    new.voice_id <> standing.voice_id
    and (standing.since < new.since or standing.position_id < new.position_id)
    and not (new.status = 'denied' and standing.status = 'denied')
    -- Two places of which neither contains the other are two questions.
    and (
        new.location is not distinct from standing.location
        or new.location is null
        or standing.location is null
        or (new.place_country = standing.place_country and new.is_country <> standing.is_country)
    )
