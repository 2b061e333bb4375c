{{ config(gone=[['int_changed_claims', 'kept.claim_id = gone.claim_id']]) }}

with facts as (
    select
        claims.*,
        coalesce(publishers.name, claims.publisher) as name,
        count(*) over (partition by claims.claim_id) as facts
    from {{ ref('int_claims') }} as claims
    left join {{ ref('stg_publishers') }} as publishers on claims.publisher = publishers.publisher
    where {{ only(['claims.claim_id'], 'int_changed_claims') }}
)

-- Most claims are made once: only the others need counting.
select
    claim_id,
    1 as documents,
    1 as origins,
    1 as independent_origins,
    1 as publishers,
    1 as families,
    name as publisher_names,
    publisher as first_publisher
from facts
where facts = 1
union all by name
select
    claim_id,
    count(distinct document_id) as documents,
    count(distinct origin_id) as origins,
    count(distinct origin_family) as independent_origins,
    count(distinct publisher) as publishers,
    count(distinct family) as families,
    string_agg(distinct name, ', ' order by name) as publisher_names,
    arg_min(publisher, {{ publication_order() }}) as first_publisher
from facts
where facts > 1
group by claim_id
