{{ config(passing=true) }}

with found as (
    select * exclude (day, track_id)
    from {{ ref('int_pairs') }}
    where {{ only_standpoints('one_id', 'other_id') }}
    union all by name
    select *
    from {{ ref('int_scope_pairs') }}
    where {{ only_standpoints('one_id', 'other_id') }}
),

sides as (
    select
        pairs.question_id,
        -- For both orders of the two claims the same.
        hash(least(one.claim_id, other.claim_id), greatest(one.claim_id, other.claim_id)) as pair,
        pairs.one_id,
        pairs.other_id,
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
        'denied' in (one.status, other.status) as is_denial,
        questions.same_period_days
    from found as pairs
    inner join {{ ref('int_positions') }} as one on pairs.one_id = one.position_id
    inner join {{ ref('int_positions') }} as other on pairs.other_id = other.position_id
    inner join {{ ref('int_questions') }} as questions on pairs.question_id = questions.question_id
),

-- A denial is against whoever says that it is so; a plan only against what came out otherwise in its own time.
held as materialized (
    select *
    from sides
    where (not meet or is_denial) and (type <> 'status' or days_apart <= same_period_days)
)

-- What several articles say in their own voice is one claim.
select * exclude (pair, one_id, other_id, same_period_days)
from (
    {{ first_of_each(
        'held', 'pair', 'least(one_claim_id, other_claim_id), greatest(one_claim_id, other_claim_id)',
        'days_apart, one_speaker, other_speaker, one_id, other_id'
    ) }}
)
