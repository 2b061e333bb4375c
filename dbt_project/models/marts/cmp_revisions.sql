with positions as (
    select
        *,
        {{ figure('value_low', 'value_high') }} as figure
    from {{ ref('int_positions') }}
    where status = 'actual'
),

changes as (
    select
        new.question_id,
        new.speaker,
        new.claimant,
        previous.claim as previous,
        new.claim as new,
        previous.since as previous_date,
        new.since as new_date,
        previous.value_low as previous_low,
        previous.value_high as previous_high,
        new.value_low as new_low,
        new.value_high as new_high,
        new.figure - previous.figure as difference,
        new.figure / nullif(previous.figure, 0) as ratio,
        new.since - previous.last_said as days_between,
        new.step - 1 as revision
    from positions as new
    inner join positions as previous
        on
            new.question_id = previous.question_id
            and new.speaker = previous.speaker
            and new.step = previous.step + 1
    -- Of an occasion only what is said again of the same one is a revision.
    where not new.is_occasion or new.claim.date <= previous.since
)

select
    changes.question_id,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    changes.speaker,
    changes.claimant,
    changes.revision,
    changes.previous.claim_id as previous_claim_id,
    changes.new.claim_id as new_claim_id,
    changes.previous_date,
    changes.new_date,
    changes.previous_low,
    changes.previous_high,
    changes.new_low,
    changes.new_high,
    changes.previous.modifier as previous_modifier,
    changes.new.modifier as new_modifier,
    case when changes.difference > 0 then 'up' when changes.difference < 0 then 'down' else 'reworded' end as direction,
    changes.difference,
    changes.ratio,
    changes.days_between,
    before.quote as previous_quote,
    after.quote as new_quote
from changes
inner join {{ ref('int_questions') }} as questions on changes.question_id = questions.question_id
inner join {{ ref('fct_claims') }} as before on changes.previous.claim_id = before.claim_id
inner join {{ ref('fct_claims') }} as after on changes.new.claim_id = after.claim_id
