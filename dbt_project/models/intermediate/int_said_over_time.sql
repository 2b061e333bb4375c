{{ config(passing=true) }}

-- Days lie within their months: what is asked for them is looked up once.
with asked as {{ '' if partly() else 'not' }} materialized (
    select *
    from {{ ref('int_claims') }}
    where comparable and holds_on is not null and {{ only_times('question_id', 'month', 'holds_on') }}
),

said as (
    {% for grain in ['month', 'day'] %}
        select
            question_id,
            '{{ grain }}' as grain,
            {{ start_of(grain, 'holds_on') }} as start,
            count(distinct claim_id) as claims,
            count(distinct track_id) as claimants,
            count(distinct document_id) as documents,
            count(distinct origin_family) as origins,
            {{ extremes() }}
        from asked
        where {{ only_times('question_id', grain, 'holds_on') if grain == 'day' else 'true' }}
        group by all
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

firsts as (
    {% for grain in ['month', 'day'] %}
        select
            question_id,
            '{{ grain }}' as grain,
            {{ start_of(grain, 'holds_on') }} as start,
            count(*) as new
        from {{ ref('int_firsts') }}
        where {{ only_times('question_id', grain, 'holds_on') }}
        group by all
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    said.*,
    coalesce(firsts.new, 0) as new
from said
left join firsts
    on said.question_id = firsts.question_id and said.grain = firsts.grain and said.start = firsts.start
