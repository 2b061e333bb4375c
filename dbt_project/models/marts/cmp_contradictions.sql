with positions as (
    select
        positions.*,
        positions.claim.claim_id as claim_id,
        {{ figure('positions.value_low', 'positions.value_high') }} as figure
    from {{ ref('int_positions') }} as positions
),

pairs as (
    select
        *,
        false as is_part
    from {{ ref('int_pairs') }}
    union all by name
    select
        *,
        false as meet,
        true as same_period,
        0 as days_apart,
        true as is_part
    from {{ ref('int_scope_pairs') }}
),

sides as (
    select
        pairs.*,
        one,
        other,
        case
            when one.status <> other.status then 'status'
            when one.until is not null or other.until is not null then 'superseded'
            when pairs.is_part or pairs.is_part_of_place then 'scope'
            when not pairs.same_period then 'period'
            else 'value'
        end as type
    from pairs
    inner join positions as one on pairs.one_id = one.position_id
    inner join positions as other on pairs.other_id = other.position_id
    -- A denial is against whoever says that it is so; a plan only against what came out otherwise in its own time.
    where
        case
            when one.status = other.status then not pairs.meet
            when 'denied' in (one.status, other.status) then pairs.days_apart <= one.same_period_days
            else not pairs.meet and pairs.days_apart <= one.same_period_days
        end
)

select
    sides.question_id,
    sides.type,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    {% for side in ['one', 'other'] %}
    sides.{{ side }}.claim_id as {{ side }}_claim_id,
    sides.{{ side }}.speaker as {{ side }}_speaker,
    {{ side }}_claim.metric as {{ side }}_metric,
    sides.{{ side }}.status as {{ side }}_status,
    {{ side }}_claim.modifier as {{ side }}_modifier,
    {{ side }}_claim.value_low as {{ side }}_low,
    {{ side }}_claim.value_high as {{ side }}_high,
    {{ side }}_claim.date as {{ side }}_date,
    {{ side }}_claim.date_end as {{ side }}_date_end,
    {{ side }}_claim.first_seen as {{ side }}_seen,
    {{ side }}_claim.first_fact_id as {{ side }}_fact_id,
    {{ side }}_claim.quote as {{ side }}_quote,
    {% endfor %}
    sides.meet,
    greatest(
        coalesce(sides.one.low - sides.other.high, 0), coalesce(sides.other.low - sides.one.high, 0), 0
    ) as gap,
    sides.other.figure / nullif(sides.one.figure, 0) as ratio,
    cast(greatest(sides.days_apart, 0) as bigint) as days_apart
from sides
inner join {{ ref('int_questions') }} as questions on sides.question_id = questions.question_id
inner join {{ ref('fct_claims') }} as one_claim on sides.one.claim_id = one_claim.claim_id
inner join {{ ref('fct_claims') }} as other_claim on sides.other.claim_id = other_claim.claim_id
-- What several articles say in their own voice is one claim.
qualify
    row_number() over (
        partition by
            least(sides.one.claim_id, sides.other.claim_id),
            greatest(sides.one.claim_id, sides.other.claim_id)
        order by sides.days_apart, sides.one.speaker, sides.other.speaker
    ) = 1
