{{ config(gone=[['int_changed_claims', 'kept.claim_id = gone.claim_id']]) }}

with repeated as (
    select claim_id
    from {{ rows_only(ref('int_claims'), ['claim_id'], 'int_changed_claims') }}
    group by claim_id
    having count(*) > 1
),

facts as (
    select
        claims.*,
        coalesce(publishers.name, claims.publisher) as name
    from {{ rows_only(ref('int_claims'), ['claim_id'], 'int_changed_claims') }} as claims
    semi join repeated on claims.claim_id = repeated.claim_id
    left join {{ ref('stg_publishers') }} as publishers on claims.publisher = publishers.publisher
)

select
    claim_id,
    {% for column in ['question_id', 'actor', 'metric', 'counterpart', 'unit', 'value_low', 'value_high', 'modifier',
        'date', 'date_end', 'claimant', 'status'] %}
        any_value({{ column }}) as {{ column }},
    {% endfor %}
    min(holds_on) as holds_on,
    bool_and(hedged) as hedged,
    case when min(location) = max(location) then min(location) end as location,
    count(distinct document_id) as documents,
    count(distinct origin_id) as origins,
    count(distinct document_id) - count(distinct origin_id) as copies,
    count(distinct origin_family) as independent_origins,
    count(distinct publisher) as publishers,
    count(distinct family) as families,
    string_agg(distinct name, ', ' order by name) as publisher_names,
    min(published) as first_seen,
    max(published) as last_seen,
    arg_min(publisher, {{ publication_order() }}) as first_publisher,
    arg_min(fact_id, {{ publication_order() }}) as first_fact_id
from facts
group by claim_id
