{{ config(gone=[['int_changed_wholes', 'kept.claim_id = gone.claim_id']]) }}

with chosen as {{ '' if partly() else 'not' }} materialized (
    select *
    from {{ ref('int_parts') }}
    where {{ only(['whole_claim_id'], 'int_changed_wholes', ['claim_id']) }}
),

told as (
    select *
    from {{ ref('fct_claims') }}
    where claim_id in (
        select unnest([chosen.whole_claim_id, chosen.claim_id])
        from chosen
        where {{ as_if_filtered() }}
    )
),

parts as (
    select
        parts.whole_claim_id,
        case when count(distinct parts.found_by) = 1 then min(parts.found_by) else 'both' end as found_by,
        count(*) as parts,
        string_agg(parts.metric, ', ' order by parts.metric) as part_metrics,
        {{ total('parts.value_low') }} as parts_low,
        {{ total('parts.value_high') }} as parts_high,
        {{ total('parts.low') }} as low,
        string_agg(claims.quote, ' | ' order by parts.metric) as part_quotes
    from chosen as parts
    inner join told as claims on parts.claim_id = claims.claim_id
    group by parts.whole_claim_id
)

select
    claims.claim_id,
    claims.question_id,
    claims.actor,
    claims.metric,
    claims.counterpart,
    claims.unit,
    claims.claimant,
    claims.status,
    claims.date,
    claims.date_end,
    claims.value_low,
    claims.value_high,
    parts.found_by,
    parts.parts,
    parts.part_metrics,
    parts.parts_low,
    parts.parts_high,
    claims.value_low - parts.parts_high as remainder_low,
    claims.value_high - parts.parts_low as remainder_high,
    coalesce(parts.low > {{ widened('claims.value_high', '+') }}, false) as exceeds,
    claims.quote,
    parts.part_quotes
from told as claims
inner join parts on claims.claim_id = parts.whole_claim_id
