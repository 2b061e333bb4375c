with steps as (
    select
        *,
        row_number() over voice as step,
        count(*) over (partition by question_id, speaker) as steps,
        lag(value_low) over voice as low_before,
        lag(value_high) over voice as high_before
    from {{ ref('int_statements') }}
    where status = 'actual'
    window voice as (partition by question_id, speaker order by holds_on)
)

select
    question_id,
    speaker,
    min(holds_on) as first_date,
    max(value_low) filter (where step = 1) as first_low,
    max(value_high) filter (where step = 1) as first_high,
    max(holds_on) as latest_date,
    max(value_low) filter (where step = steps) as latest_low,
    max(value_high) filter (where step = steps) as latest_high,
    arg_max(claim.claim_id, holds_on) as latest_claim_id,
    count(*) filter (
        where step > 1 and (value_low is distinct from low_before or value_high is distinct from high_before)
    ) as changes
from steps
group by question_id, speaker
