{{ config(delta=['question_id', 'day'], gone=gone_moments()) }}

with steps as (
    select steps.*
    from {{ ref('int_steps') }} as steps
    inner join {{ ref('int_voices') }} as voices on steps.voice_id = voices.voice_id
    where {{ only(['steps.question_id'], 'int_changed_tracks') }}
),

tracks as (
    select
        question_id,
        track_id,
        min(since) as first_day
    from steps
    group by question_id, track_id
),

days as (
    select distinct
        question_id,
        since as day
    from steps
),

changed_days as {{ '' if partly() else 'not' }} materialized (
    select *
    from days
    where {{ only(['question_id', 'day'], 'int_changed_days') }}
),

moments as (
    {% for these in (['changed_days', 'days'] if partly() else ['days']) %}
        select
            days.question_id,
            days.day,
            tracks.track_id
        from {{ these }} as days
        inner join tracks on days.question_id = tracks.question_id and days.day >= tracks.first_day
        {% if partly() and these == 'days' %}
            inner join {{ ref('int_changed_tracks') }} as changed
                on tracks.track_id = changed.track_id and days.day >= changed.since
        {% endif %}
        {{ 'union' if not loop.last }}
    {% endfor %}
)

-- What somebody said last before or on that day, unless that is too long ago.
select
    moments.question_id,
    moments.day,
    moments.track_id,
    steps.position_id
from moments
inner join {{ ref('int_questions') }} as questions on moments.question_id = questions.question_id
asof inner join steps
    on moments.track_id = steps.track_id and moments.day >= steps.holds_on
where moments.day <= steps.holds_on + questions.in_force_days
