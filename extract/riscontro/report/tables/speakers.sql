-- What each has said of a question; who says most comes first.
with spoken as (
    select
        asked.place as question, asked.complete, said.speaker, said.claimant, said.claims, said.planned, said.denied, said.documents, said.first_date,
        said.latest_date, said.first_low, said.first_high, said.latest_low, said.latest_high, said.lowest, said.highest,
        said.open_below, said.open_above, said.changes, said.ratio_to_middle,
        row_number() over (
            partition by asked.place order by said.claims desc, said.documents desc, said.claimant is null, said.speaker
        ) as rank
    from marts.cmp_claims_by_claimant as said
    inner join the_questions as asked using (question_id)
)
select * exclude (rank, complete) from spoken where rank <= case when complete then $pairs else $speakers end order by question, rank
