{{ config(
    delta=['position_id', 'question_id', 'voice_id', 'claim_id', 'since', 'low', 'high', 'date', 'location'],
    gone=[['int_changed_tracks', 'kept.track_id = gone.track_id and kept.since >= gone.standing_since']]
) }}

with steps as {{ '' if partly() else 'not' }} materialized (
    select *
    from {{ rows_since(ref('int_steps'), 'holds_on') }}
),

runs as (
    select
        position_id,
        max(holds_on) as last_said
    from steps
    group by position_id
)

select
    steps.position_id,
    steps.track_id,
    steps.question_id,
    steps.voice_id,
    steps.speaker,
    steps.claimant,
    steps.status,
    row_number() over track + coalesce(changed.steps_before, 0) as step,
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
from steps
inner join runs on steps.position_id = runs.position_id
left join {{ ref('int_changed_tracks') }} as changed on steps.track_id = changed.track_id
where steps.is_new
window track as (partition by steps.track_id order by steps.since)
