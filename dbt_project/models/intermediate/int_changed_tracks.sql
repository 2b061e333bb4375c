{{ config(passing=true) }}

-- Nothing that was said before the day of what came or went becomes another by it. All of it does where a speaker
-- begins or ceases to be compared.
with changes as (
    select
        track_id,
        question_id,
        speaker,
        status,
        holds_on as since
    from {{ ref('int_changed_facts') }}
    where holds_on is not null
    {% if not execute or partly() %}
        union all
        select
            claims.track_id,
            claims.question_id,
            claims.speaker,
            claims.status,
            cast('0001-01-01' as date) as since
        from {{ ref('int_claims') }} as claims
        inner join {{ ref('int_changed_voices') }} as voices
            on claims.question_id = voices.question_id and claims.speaker = voices.speaker
    {% endif %}
)

select
    track_id,
    any_value(question_id) as question_id,
    any_value(speaker) as speaker,
    any_value(status) as status,
    min(since) as since
from changes
group by track_id
