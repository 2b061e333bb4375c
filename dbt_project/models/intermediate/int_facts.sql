{{ config(materialized='view', tags='settled') }}

with sided as (
    {{ with_sides(ref('stg_facts')) }}
),

facts as (
    select
        sided.*,
        documents.published,
        documents.publisher,
        documents.family,
        documents.origin_id,
        documents.origin_family,
        coalesce(sided.claimant_root, 'article: ' || documents.origin_publisher) as speaker
    from sided
    left join {{ ref('int_documents') }} as documents on sided.document_id = documents.document_id
)

select
    * exclude (turned),
    {{ stable_hash(['one_side', 'metric', 'other_side', 'unit', fixed('value_low'), fixed('value_high'), 'modifier',
        'date', 'date_end', 'claimant_root', 'status']) }} as claim_id,
    {{ stable_hash(['one_side', 'metric', 'other_side', 'unit']) }} as question_id
from facts
