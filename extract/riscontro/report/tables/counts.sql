-- How many pairs and revisions a question has, shown or not.
select
    asked.place as question, count(*) filter (kind = 'value') as value, count(*) filter (kind = 'scope') as scope,
    count(*) filter (kind = 'period') as period, count(*) filter (kind = 'status') as status,
    count(*) filter (kind = 'superseded') as superseded, count(*) filter (kind = 'revision') as revision
from (
    select question_id, type as kind from marts.cmp_contradictions
    union all
    select question_id, 'revision' from marts.cmp_revisions
) as found
inner join the_questions as asked using (question_id)
group by asked.place
order by question
