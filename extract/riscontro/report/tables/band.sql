-- By the day where each claim is drawn, else by the month.
select asked.place as question, epoch_ms(cast(over_time.start as timestamp)) // 86400000 as day, lowest, highest, in_force
from marts.cmp_claims_over_time as over_time
inner join the_questions as asked using (question_id)
where over_time.grain = case when asked.complete then 'day' else 'month' end
order by question, day
