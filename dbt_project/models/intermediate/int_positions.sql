with steps as (
    select
        statements.*,
        questions.is_occasion,
        questions.same_period_days,
        questions.in_force_days,
        questions.is_occasion
        or lag(statements.holds_on) over voice is null
        or statements.value_low is distinct from lag(statements.value_low) over voice
        or statements.value_high is distinct from lag(statements.value_high) over voice
        or statements.claim.modifier is distinct from lag(statements.claim.modifier) over voice as is_new
    from {{ ref('int_statements') }} as statements
    inner join {{ ref('int_questions') }} as questions on statements.question_id = questions.question_id
    window voice as (
        partition by statements.question_id, statements.speaker, statements.status
        order by statements.holds_on
    )
),

numbered as (
    select
        *,
        sum(cast(is_new as bigint)) over (partition by question_id, speaker, status order by holds_on) as step
    from steps
),

runs as (
    select
        question_id,
        speaker,
        status,
        step,
        min(holds_on) as since,
        max(holds_on) as last_said,
        arg_min(columns(* exclude (question_id, speaker, status, step, holds_on, is_new, facts)), holds_on)
    from numbered
    group by question_id, speaker, status, step
)

select
    {{ stable_hash(['question_id', 'speaker', 'status', 'since']) }} as position_id,
    question_id,
    speaker,
    status,
    cast(step as bigint) as step,
    since,
    last_said,
    lead(since) over (partition by question_id, speaker, status order by since) as until,
    * exclude (question_id, speaker, status, step, since, last_said)
from runs
