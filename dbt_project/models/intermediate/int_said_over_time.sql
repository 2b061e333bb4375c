with claims as (
    select
        *,
        row_number() over (
            partition by question_id, value_low, value_high
            order by holds_on, published, fact_id
        ) = 1 as is_first
    from {{ ref('int_claims') }}
    where comparable and holds_on is not null
)

{% for grain in ['month', 'day'] %}
    select
        question_id,
        '{{ grain }}' as grain,
        cast(date_trunc('{{ grain }}', holds_on) as date) as start,
        count(distinct claim_id) as claims,
        count(distinct speaker) as claimants,
        count(distinct document_id) as documents,
        count(distinct origin_family) as origins,
        count(*) filter (where is_first) as new,
        {{ extremes() }}
    from claims
    group by all
    {{ 'union all' if not loop.last }}
{% endfor %}
