select
    claims.question, claims.place as claim, parts.part_metrics, parts.parts_low, parts.parts_high, parts.remainder_low,
    parts.remainder_high, parts.exceeds, parts.part_quotes
from marts.cmp_totals_and_parts as parts
inner join the_claims as claims using (claim_id)
order by claim, part_metrics
