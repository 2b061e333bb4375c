{{ config(materialized='view', tags='settled') }}

with facts as (
    select
        facts.*,
        documents.published,
        documents.publisher,
        documents.family,
        documents.origin_id,
        documents.origin_family,
        coalesce(roots.root, facts.claimant) as claimant_root,
        coalesce(roots.root, facts.claimant, 'article: ' || documents.origin_publisher) as speaker,
        coalesce(metrics.is_symmetric and facts.counterpart < facts.actor, false) as turned,
        case when turned then facts.counterpart else facts.actor end as one_side,
        case when turned then facts.actor else facts.counterpart end as other_side
    from {{ ref('stg_facts') }} as facts
    left join {{ ref('int_documents') }} as documents on facts.document_id = documents.document_id
    left join {{ ref('stg_metrics') }} as metrics on facts.metric = metrics.metric
    left join {{ ref('int_actor_roots') }} as roots on facts.claimant = roots.actor
)

select
    * exclude (turned),
    {{ stable_hash(['one_side', 'metric', 'other_side', 'unit', fixed('value_low'), fixed('value_high'), 'modifier',
        'date', 'date_end', 'claimant_root', 'status']) }} as claim_id,
    {{ stable_hash(['one_side', 'metric', 'other_side', 'unit']) }} as question_id
from facts
