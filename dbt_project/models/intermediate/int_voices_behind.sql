with facts as (
    select
        claims.*,
        positions.position_id
    from {{ ref('int_claims') }} as claims
    asof left join (select * from {{ ref('int_positions') }} where status = 'actual') as positions
        on
            claims.question_id = positions.question_id
            and claims.speaker = positions.speaker
            and claims.holds_on >= positions.since
    where claims.comparable
),

behind as (
    select
        position_id,
        speaker,
        origin_family,
        min(published) as published
    from facts
    where position_id is not null
    group by position_id, speaker, origin_family
),

claims as (
    select distinct
        claim_id,
        position_id,
        low,
        high
    from facts
    where position_id is not null
),

meetings as (
    {% for here, there in [('one_id', 'other_id'), ('other_id', 'one_id')] %}
    select
        {{ here }} as position_id,
        {{ there }} as met_id
    from {{ ref('int_pairs') }}
    where meet
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    claim_id,
    speaker,
    origin_family,
    published
from facts
union all
select
    claims.claim_id,
    behind.speaker,
    behind.origin_family,
    behind.published
from claims
inner join meetings on claims.position_id = meetings.position_id
inner join {{ ref('int_positions') }} as met on meetings.met_id = met.position_id and met.status = 'actual'
inner join behind on met.position_id = behind.position_id
where {{ meets('claims', 'met') }}
