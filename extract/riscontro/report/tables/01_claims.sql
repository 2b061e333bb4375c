create temp table the_claims as
select
    row_number() over (order by asked.place, claims.date nulls last, claims.date_end, claims.claim_id) - 1 as place,
    asked.place as question, claims.*
from marts.fct_claims as claims
inner join the_questions as asked using (question_id)
where asked.complete
