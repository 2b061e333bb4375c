with revisions as (
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
    claims.documents,
    claims.origins,
    claims.hedged / claims.claims as hedged_share,
    claims.planned / claims.claims as planned_share,
    claims.denied / claims.claims as denied_share,
    coalesce(revisions.revisions, 0) as revisions,
    coalesce(deviations.compared_questions, 0) as compared_questions,
    deviations.median_log_ratio
from {{ ref('int_claimants') }} as claims
left join {{ ref('dim_actors') }} as actors on claims.claimant = actors.actor
left join revisions on claims.claimant = revisions.claimant and claims.metric = revisions.metric
left join deviations on claims.claimant = deviations.claimant and claims.metric = deviations.metric
