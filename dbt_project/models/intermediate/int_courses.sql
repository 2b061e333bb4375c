{{ config(
    gone=[['int_changed_facts', 'kept.voice_id = gone.voice_id']]) }}

with steps as (
    select
        *,
        row_number() over voice as step,
        count(*) over (partition by voice_id) as days,
        lag(value_low) over voice as low_before,
        lag(value_high) over voice as high_before
    from {{ ref('int_statements') }}
    where status = 'actual' and {{ only(['voice_id'], 'int_changed_facts') }}
    window voice as (partition by voice_id order by holds_on)
)

select
    steps.voice_id,
    any_value(steps.question_id) as question_id,
    any_value(steps.speaker) as speaker,
    min(steps.holds_on) as first_date,
    max(steps.value_low) filter (where steps.step = 1) as first_low,
    max(steps.value_high) filter (where steps.step = 1) as first_high,
    max(steps.holds_on) as latest_date,
    max(steps.value_low) filter (where steps.step = steps.days) as latest_low,
    max(steps.value_high) filter (where steps.step = steps.days) as latest_high,
    arg_max(claim.claim_id, steps.holds_on) as latest_claim_id,
    count(*) filter (
        where steps.step > 1
        and (steps.value_low is distinct from steps.low_before or steps.value_high is distinct from steps.high_before)
    ) as changes
from steps
group by steps.voice_id
