{{ config(
    delta=['claim_id', 'question_id', 'track_id', 'speaker', 'status', 'claimant', 'date', 'date_end', 'holds_on',
        'value_low', 'value_high'],
    gone=[['int_changed_documents', 'kept.document_id = gone.document_id']]
) }}

with facts as (
    select
        facts.* exclude (actor, counterpart, claimant),
        documents.published,
        documents.publisher,
        documents.family,
        documents.origin_id,
        documents.origin_family,
        coalesce(roots.root, facts.claimant) as claimant,
        coalesce(roots.root, facts.claimant, 'article: ' || documents.origin_publisher) as speaker,
        coalesce(metrics.is_symmetric and facts.counterpart < facts.actor, false) as turned,
        case when turned then facts.counterpart else facts.actor end as actor,
        case when turned then facts.actor else facts.counterpart end as counterpart
    from {{ rows_only(ref('stg_facts'), ['document_id'], 'int_changed_documents') }} as facts
    left join {{ ref('int_documents') }} as documents on facts.document_id = documents.document_id
    left join {{ ref('stg_metrics') }} as metrics on facts.metric = metrics.metric
    left join {{ ref('int_actor_roots') }} as roots on facts.claimant = roots.actor
)

select
    fact_id,
    {{ stable_hash(['actor', 'metric', 'counterpart', 'unit', fixed('value_low'), fixed('value_high'), 'modifier',
        'date', 'date_end', 'claimant', 'status']) }} as claim_id,
    {{ stable_hash(['actor', 'metric', 'counterpart', 'unit']) }} as question_id,
    {{ stable_number(['actor', 'metric', 'counterpart', 'unit', 'speaker', 'status']) }} as track_id,
    document_id,
    actor,
    metric,
    counterpart,
    unit,
    value_low,
    value_high,
    modifier,
    {{ widened('value_low', '-') }} as low,
    {{ widened('value_high', '+') }} as high,
    date,
    date_end,
    claimant,
    speaker,
    status,
    hedged,
    location,
    publisher,
    family,
    origin_id,
    origin_family,
    published,
    -- What is said to be so cannot reach beyond the day on which it is said.
    case when status = 'actual' and published between date and date_end then published else date_end end as holds_on,
    status = 'actual' and modifier <> 'unquantified' as comparable
from facts
