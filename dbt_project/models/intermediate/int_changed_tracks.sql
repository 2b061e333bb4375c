{{ config(passing=true) }}

-- Nothing that was said before the day of what came or went becomes another by it. All of it does where a speaker
-- begins or ceases to be compared.
with changes as (
    select
        track_id,
        question_id,
        holds_on as since
    from {{ ref('int_changed_facts') }}
    where holds_on is not null
    {% if not execute or partly() %}
        union all
        select
            claims.track_id,
            claims.question_id,
            cast('0001-01-01' as date) as since
        from {{ ref('int_claims') }} as claims
        inner join {{ ref('int_changed_voices') }} as voices on claims.voice_id = voices.voice_id
    {% endif %}
),

tracks as (
    select
        track_id,
        any_value(question_id) as question_id,
        min(since) as since
    from changes
    group by track_id
),

-- The last position that began before that day stands whatever came or went: from its first day on all can be told
-- without what came before it.
before as (
    select
        tracks.track_id,
        max(positions.since) as since,
        max(positions.step) as step
    from tracks
    inner join {{ built_before('int_positions') if partly() else '(select *, null as step from tracks)' }} as positions
        on tracks.track_id = positions.track_id and tracks.since > positions.since
    group by tracks.track_id
)

select
    tracks.*,
    coalesce(before.since, tracks.since) as standing_since,
    coalesce(before.step, 1) - 1 as steps_before
from tracks
left join before on tracks.track_id = before.track_id
