{{ config(gone=gone_sides('one_claim_id', 'other_claim_id')) }}

-- The sentences of few claims are looked up once, for both sides.
with claims as {{ '' if partly() else 'not' }} materialized (
    select *
    from {{ rows_named(ref('fct_claims'), 'claim_id', ref('int_contradictions'), ['one_claim_id', 'other_claim_id']) }}
)

select
    pairs.question_id,
    pairs.type,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    {% for side in ['one', 'other'] %}
        {{ side }}.claim_id as {{ side }}_claim_id,
        pairs.{{ side }}_speaker,
        {{ side }}.metric as {{ side }}_metric,
        {{ side }}.status as {{ side }}_status,
        {{ side }}.modifier as {{ side }}_modifier,
        {{ side }}.value_low as {{ side }}_low,
        {{ side }}.value_high as {{ side }}_high,
        {{ side }}.date as {{ side }}_date,
        {{ side }}.date_end as {{ side }}_date_end,
        {{ side }}.first_seen as {{ side }}_seen,
        {{ side }}.first_fact_id as {{ side }}_fact_id,
        {{ side }}.quote as {{ side }}_quote,
    {% endfor %}
    pairs.meet,
    pairs.gap,
    pairs.ratio,
    pairs.days_apart
from {{ ref('int_contradictions') }} as pairs
inner join {{ ref('int_questions') }} as questions on pairs.question_id = questions.question_id
inner join claims as one on pairs.one_claim_id = one.claim_id
inner join claims as other on pairs.other_claim_id = other.claim_id
