select
    claims.question, claims.value_low as low, claims.value_high as high, claims.modifier, claims.date, claims.date_end,
    claims.holds_on, claims.claimant, claims.status, claims.hedged, claims.documents, claims.copies,
    facts.place as fact, backed.claimants as speakers, backed.independent_origins as origins, backed.days_to_second
from the_claims as claims
left join the_facts as facts on claims.first_fact_id = facts.fact_id
left join marts.cmp_corroboration as backed on claims.claim_id = backed.claim_id
order by claims.place
