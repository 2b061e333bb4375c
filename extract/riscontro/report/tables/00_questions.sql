-- Most claimed first. A question is complete, with each of its claims and facts, as long as there is room for its facts.
create temp table the_questions as
with asked as (
    select
        question_id, any_value(actor) as actor, any_value(metric) as metric, any_value(counterpart) as counterpart,
        any_value(unit) as unit, count(*) as claims, count(distinct claimant) as claimants, sum(documents) as told
    from marts.fct_claims
    group by question_id
),
counted as (
    select asked.*, facts.facts, facts.documents
    from asked
    inner join (
        select question_id, count(*) as facts, count(distinct document_id) as documents
        from marts.fct_facts group by question_id
    ) as facts using (question_id)
),
placed as (
    select
        row_number() over most_claimed - 1 as place, *,
        facts <= $facts_of_one
            and sum(case when facts <= $facts_of_one then facts else 0 end) over most_claimed <= $facts as complete
    from counted
    window most_claimed as (order by claims desc, told desc, actor, metric, counterpart nulls first, unit)
)
select * replace (row_number() over (order by place) - 1 as place)
from placed
where place < $questions and (complete or place < $aggregates)
