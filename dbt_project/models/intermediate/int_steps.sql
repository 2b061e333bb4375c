with steps as (
    select
        statements.*,
        questions.is_occasion
        or lag(statements.holds_on) over track is null
        or statements.value_low is distinct from lag(statements.value_low) over track
        or statements.value_high is distinct from lag(statements.value_high) over track
        or statements.claim.modifier is distinct from lag(statements.claim.modifier) over track as is_new
    from {{ ref('int_statements') }} as statements
    inner join {{ ref('int_questions') }} as questions on statements.question_id = questions.question_id
    window track as (partition by statements.track_id order by statements.holds_on)
),

runs as (
    select
        *,
        max(case when is_new then holds_on end) over (partition by track_id order by holds_on) as since
    from steps
)

select
    {{ stable_number(['track_id', 'since']) }} as position_id,
    *
from runs
