with changes as (
    select
        asked.place as question, changes.speaker, changes.claimant, before.place as before, now.place as now, changes.direction,
        changes.ratio, changes.days_between, changes.previous_date, changes.new_date,
        row_number() over (partition by asked.place order by changes.new_date desc, changes.speaker, changes.revision) as rank
    from marts.cmp_revisions as changes
    inner join the_questions as asked using (question_id)
    inner join the_claims as before on changes.previous_claim_id = before.claim_id
    inner join the_claims as now on changes.new_claim_id = now.claim_id
)
select * exclude (rank) from changes where rank <= $pairs order by question, rank
