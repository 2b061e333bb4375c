with days as (
    select
        series_id,
        speaker,
        as_of,
        min(value_low) as low,
        max(value_high) as high
    from {{ ref('int_claims') }}
    where comparable and as_of is not null
    group by series_id, speaker, as_of
),

steps as (
    select
        *,
        row_number() over voice as step,
        count(*) over (partition by series_id, speaker) as steps,
        lag(low) over voice as low_before,
        lag(high) over voice as high_before
    from days
    window voice as (partition by series_id, speaker order by as_of)
)

select
    series_id,
    speaker,
    min(as_of) as first_date,
    max(low) filter (where step = 1) as first_low,
    max(high) filter (where step = 1) as first_high,
    max(as_of) as latest_date,
    max(low) filter (where step = steps) as latest_low,
    max(high) filter (where step = steps) as latest_high,
    count(*) filter (
        where step > 1 and (low is distinct from low_before or high is distinct from high_before)
    ) as changes
from steps
group by series_id, speaker
