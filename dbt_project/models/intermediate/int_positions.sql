{{ config(
    delta=['position_id', 'question_id', 'speaker', 'claim_id', 'since', 'low', 'high', 'date', 'location'], gone=[[
        'int_changed_tracks',
        "kept.track_id = gone.track_id and coalesce(kept.until, cast('9999-12-31' as date)) >= gone.since"
    ]]
) }}

with runs as (
    select
        position_id,
        max(holds_on) as last_said
    from {{ ref('int_steps') }}
    where {{ only(['track_id'], 'int_changed_tracks') }}
    group by position_id
),

positions as (
    select
        steps.position_id,
        steps.track_id,
        steps.question_id,
        steps.speaker,
        steps.claimant,
        steps.status,
        row_number() over track as step,
        steps.since,
        runs.last_said,
        lead(steps.since) over track as until,
        steps.value_low,
        steps.value_high,
        steps.low,
        steps.high,
        steps.claim.claim_id,
        steps.claim.modifier,
        steps.claim.date,
        steps.claim.location
    from {{ ref('int_steps') }} as steps
    inner join runs on steps.position_id = runs.position_id
    where steps.is_new
    window track as (partition by steps.track_id order by steps.since)
)

select *
from positions
where {{ only_since('positions.track_id', 'positions.until') }}
