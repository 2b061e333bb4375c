with facts as (
    select
        facts.* exclude (actor, counterpart),
        documents.published,
        sources.publisher,
        coalesce(facts.claimant, 'article: ' || sources.publisher) as speaker,
        coalesce(metrics.is_symmetric and facts.counterpart < facts.actor, false) as turned,
        case when turned then facts.counterpart else facts.actor end as actor,
        case when turned then facts.actor else facts.counterpart end as counterpart
    from {{ ref('stg_facts') }} as facts
    left join {{ ref('stg_documents') }} as documents on facts.document_id = documents.document_id
    left join {{ ref('int_sources') }} as sources on facts.source = sources.source
    left join {{ ref('stg_metrics') }} as metrics on facts.metric = metrics.metric
),

keyed as (
    select
        *,
        {{ stable_hash(['actor', 'metric', 'counterpart', 'unit']) }} as series_id,
        {{ stable_hash(['actor', 'metric', 'counterpart', 'unit', fixed('value_low'), fixed('value_high'), 'modifier',
            'date', 'date_end', 'claimant', 'status']) }} as claim_id
    from facts
)

select
    fact_id,
    claim_id,
    series_id,
    document_id,
    actor,
    metric,
    counterpart,
    unit,
    value_low,
    value_high,
    modifier,
    date,
    date_end,
    claimant,
    speaker,
    status,
    hedged,
    publisher,
    published,
    -- What is said to be so cannot reach beyond the day on which it is said.
    case when status = 'actual' and published between date and date_end then published else date_end end as as_of,
    status = 'actual' and modifier <> 'unquantified' as comparable
from keyed
