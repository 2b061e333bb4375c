-- A claim of a named claimant belongs to one question and one speaker: there it has been counted.
with claims as (
    select
        claimant,
        metric,
        count(*) as questions,
        cast(sum(claims + unquantified + planned + denied) as bigint) as claims,
        cast(sum(planned) as bigint) as planned,
        cast(sum(denied) as bigint) as denied
    from {{ ref('int_reach') }}
    where claimant is not null
    group by claimant, metric
),

facts as (
    select
        claimant,
        metric,
        count(distinct document_id) as documents,
        count(distinct origin_family) as origins,
        count(distinct claim_id) filter (where hedged) as hedged
    from {{ ref('int_claims') }}
    where claimant is not null
    group by claimant, metric
),

revisions as (
    select
        claimant,
        metric,
        count(*) as revisions
    from {{ ref('cmp_revisions') }}
    where claimant is not null
    group by claimant, metric
),

deviations as (
    select
        middles.speaker as claimant,
        questions.metric,
        count(*) as compared_questions,
        median(ln(middles.figure / middles.middle_of_others)) as median_log_ratio
    from {{ ref('int_middles') }} as middles
    inner join {{ ref('int_questions') }} as questions on middles.question_id = questions.question_id
    group by middles.speaker, questions.metric
)

select
    claims.claimant,
    actors.label,
    claims.metric,
    claims.questions,
    claims.claims,
    facts.documents,
    facts.origins,
    facts.hedged / claims.claims as hedged_share,
    claims.planned / claims.claims as planned_share,
    claims.denied / claims.claims as denied_share,
    coalesce(revisions.revisions, 0) as revisions,
    coalesce(deviations.compared_questions, 0) as compared_questions,
    deviations.median_log_ratio
from claims
inner join facts on claims.claimant = facts.claimant and claims.metric = facts.metric
left join {{ ref('dim_actors') }} as actors on claims.claimant = actors.actor
left join revisions on claims.claimant = revisions.claimant and claims.metric = revisions.metric
left join deviations on claims.claimant = deviations.claimant and claims.metric = deviations.metric
