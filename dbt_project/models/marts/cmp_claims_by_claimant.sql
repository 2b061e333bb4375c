with reach as (
    select
        series_id,
        actor,
        metric,
        counterpart,
        unit,
        speaker,
        claimant,
        count(distinct claim_id) filter (where comparable) as claims,
        count(distinct claim_id) filter (where comparable and as_of is null) as undated,
        count(distinct claim_id) filter (where status = 'actual' and not comparable) as unquantified,
        count(distinct claim_id) filter (where status = 'planned') as planned,
        count(distinct claim_id) filter (where status = 'denied') as denied,
        count(distinct document_id) as documents,
        {{ extremes() }}
    from {{ ref('int_claims') }}
    group by all
)

select
    reach.actor,
    reach.metric,
    reach.counterpart,
    reach.unit,
    reach.speaker,
    reach.claimant,
    reach.claims,
    reach.undated,
    reach.unquantified,
    reach.planned,
    reach.denied,
    reach.documents,
    course.first_date,
    course.latest_date,
    reach.lowest,
    reach.highest,
    reach.open_below,
    reach.open_above,
    course.first_low,
    course.first_high,
    course.latest_low,
    course.latest_high,
    coalesce(course.changes, 0) as changes
from reach
left join {{ ref('int_courses') }} as course on reach.series_id = course.series_id and reach.speaker = course.speaker
