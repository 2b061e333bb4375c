create temp table the_facts as
select
    row_number() over (order by claims.place, facts.published nulls last, facts.fact_id) - 1 as place,
    claims.place as claim, facts.*
from marts.fct_facts as facts
inner join the_claims as claims using (claim_id)
