{{ config(
    gone=[['int_changed_courses', 'kept.question_id = gone.question_id and kept.speaker = gone.speaker']],
    moved={
        'by': 'int_changed_middles',
        'on': 'kept.question_id = moved.question_id and kept.latest_claim_id is not null',
        'to': 'middle = moved.middle, ratio_to_middle = ' ~ figure('kept.latest_low', 'kept.latest_high')
        ~ ' / nullif(moved.middle, 0)'
    }
) }}
{% if not execute or partly() %}
-- depends_on: {{ ref('int_changed_middles') }}
{% endif %}

with reach as (
    select * exclude (hedged, is_dated)
    from {{ rows_only(ref('int_reach'), ['voice_id'], 'int_changed_courses') }}
),

course as {{ '' if partly() else 'not' }} materialized (
    select *
    from {{ ref('int_courses') }}
    where {{ only(['voice_id'], 'int_changed_courses') }}
),

voices as (
    select
        reach.*,
        course.first_date,
        course.latest_date,
        course.first_low,
        course.first_high,
        course.latest_low,
        course.latest_high,
        coalesce(course.changes, 0) as changes,
        case when course.voice_id is not null then middles.middle end as middle,
        {{ figure('course.latest_low', 'course.latest_high') }} / nullif(middles.middle, 0) as ratio_to_middle,
        course.latest_claim_id,
        claims.quote as latest_quote
    from reach
    left join course on reach.voice_id = course.voice_id
    left join {{ ref('int_question_middles') }} as middles on reach.question_id = middles.question_id
    left join {{ rows_named(ref('fct_claims'), 'claim_id', 'course', ['latest_claim_id']) }} as claims
        on course.latest_claim_id = claims.claim_id
)

select * exclude (voice_id)
from voices
