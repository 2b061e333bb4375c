with pairs as (
    select
        asked.place as question, pairs.type, one.place as one, other.place as other, pairs.meet, pairs.ratio, pairs.days_apart,
        row_number() over (
            partition by asked.place, pairs.type
            order by pairs.meet, abs(ln(case when pairs.ratio > 0 then pairs.ratio end)) desc nulls last, one.place, other.place
        ) as rank
    from marts.cmp_contradictions as pairs
    inner join the_questions as asked using (question_id)
    inner join the_claims as one on pairs.one_claim_id = one.claim_id
    inner join the_claims as other on pairs.other_claim_id = other.claim_id
)
select * exclude (rank) from pairs where rank <= $pairs order by question, type, rank
