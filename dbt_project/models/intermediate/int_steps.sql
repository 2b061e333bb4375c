{{ config(delta=['track_id', 'holds_on', 'position_id'],
    gone=[['int_changed_tracks', 'kept.track_id = gone.track_id and kept.holds_on >= gone.standing_since']]) }}

with steps as (
    select
        statements.*,
        statements.claim.modifier,
        questions.is_occasion,
        lag(statements.holds_on) over track as day_before,
        lag(statements.value_low) over track as low_before,
        lag(statements.value_high) over track as high_before,
        lag(statements.claim.modifier) over track as modifier_before
    from {{ rows_since(ref('int_statements'), 'holds_on') }} as statements
    inner join {{ ref('int_questions') }} as questions on statements.question_id = questions.question_id
    window track as (partition by statements.track_id order by statements.holds_on)
),

changes as (
    select
        * exclude (is_occasion, modifier, day_before, low_before, high_before, modifier_before),
        (
            is_occasion
            or day_before is null
            or value_low is distinct from low_before
            or value_high is distinct from high_before
            or modifier is distinct from modifier_before
        ) as is_new
    from steps
),

runs as (
    select
        *,
        max(case when is_new then holds_on end) over (partition by track_id order by holds_on) as since
    from changes
)

select
    {{ stable_number(['track_id', 'since']) }} as position_id,
    *
from runs
