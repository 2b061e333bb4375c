{{ config(gone=gone_sides('previous_claim_id', 'new_claim_id')) }}

with positions as {{ '' if partly() else 'not' }} materialized (
    select * from {{ rows_only(ref('int_positions'), ['track_id'], 'int_changed_standpoints') }}
),

changes as {{ '' if partly() else 'not' }} materialized (
    select
        new.question_id,
        new.speaker,
        new.claimant,
        new.step - 1 as revision,
        {% for side in ['previous', 'new'] %}
            {{ side }}.claim_id as {{ side }}_claim_id,
            {{ side }}.since as {{ side }}_date,
            {{ side }}.value_low as {{ side }}_low,
            {{ side }}.value_high as {{ side }}_high,
            {{ side }}.modifier as {{ side }}_modifier,
            {{ figure(side ~ '.value_low', side ~ '.value_high') }} as {{ side }}_figure,
        {% endfor %}
        new.since - previous.last_said as days_between,
        new.date <= previous.since as is_of_the_same_time
    from positions as new
    inner join positions as previous on new.track_id = previous.track_id and new.step = previous.step + 1
    where new.status = 'actual' and {{ only_standpoints('new.position_id', 'previous.position_id') }}
),

claims as {{ '' if partly() else 'not' }} materialized (
    select * from {{ rows_named(ref('fct_claims'), 'claim_id', 'changes', ['previous_claim_id', 'new_claim_id']) }}
)

select
    changes.question_id,
    changes.speaker,
    changes.claimant,
    changes.revision,
    {% for side in ['previous', 'new'] %}
        {% for column in ['claim_id', 'date', 'low', 'high', 'modifier'] %}
            changes.{{ side }}_{{ column }},
        {% endfor %}
        {{ side }}_claims.quote as {{ side }}_quote,
    {% endfor %}
    changes.days_between,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    changes.new_figure - changes.previous_figure as difference,
    changes.new_figure / nullif(changes.previous_figure, 0) as ratio,
    case
        when changes.new_figure > changes.previous_figure then 'up'
        when changes.new_figure < changes.previous_figure then 'down'
        else 'reworded'
    end as direction
from changes
inner join {{ ref('int_questions') }} as questions on changes.question_id = questions.question_id
inner join claims as previous_claims on changes.previous_claim_id = previous_claims.claim_id
inner join claims as new_claims on changes.new_claim_id = new_claims.claim_id
where not questions.is_occasion or changes.is_of_the_same_time
