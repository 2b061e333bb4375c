{{ config(passing=true) }}

with found as (
    select * exclude (day, track_id)
    from {{ ref('int_pairs') }}
    union all by name
    select
        *,
        false as meet,
        true as same_period,
        true as is_part_of_place,
        0 as days_apart
    from {{ ref('int_scope_pairs') }}
),

sides as (
    select
        pairs.question_id,
        pairs.meet,
        one.claim_id as one_claim_id,
        other.claim_id as other_claim_id,
        one.speaker as one_speaker,
        other.speaker as other_speaker,
        greatest(coalesce(one.low - other.high, 0), coalesce(other.low - one.high, 0), 0) as gap,
        {{ figure('other.value_low', 'other.value_high') }}
        / nullif({{ figure('one.value_low', 'one.value_high') }}, 0) as ratio,
        cast(greatest(pairs.days_apart, 0) as bigint) as days_apart,
        case
            when one.status <> other.status then 'status'
            when one.until is not null or other.until is not null then 'superseded'
            when pairs.is_part_of_place then 'scope'
            when not pairs.same_period then 'period'
            else 'value'
        end as type,
        'denied' in (one.status, other.status) as is_denial
    from found as pairs
    inner join {{ ref('int_positions') }} as one on pairs.one_id = one.position_id
    inner join {{ ref('int_positions') }} as other on pairs.other_id = other.position_id
    where
        {{ only(['pairs.one_id'], 'int_changed_standpoints', ['position_id']) }}
        or {{ only(['pairs.other_id'], 'int_changed_standpoints', ['position_id']) }}
)

select sides.*
from sides
inner join {{ ref('int_questions') }} as questions on sides.question_id = questions.question_id
-- A denial is against whoever says that it is so; a plan only against what came out otherwise in its own time.
where
    (not sides.meet or sides.is_denial)
    and (sides.type <> 'status' or sides.days_apart <= questions.same_period_days)
-- What several articles say in their own voice is one claim.
qualify
    row_number() over (
        partition by least(sides.one_claim_id, sides.other_claim_id), greatest(sides.one_claim_id, sides.other_claim_id)
        order by sides.days_apart, sides.one_speaker, sides.other_speaker
    ) = 1
