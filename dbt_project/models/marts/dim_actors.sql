with made as (
    select
        actor,
        count(*) as facts
    from {{ ref('fct_facts') }}
    group by actor
),

said as (
    select
        claimant as actor,
        count(*) as facts
    from {{ ref('fct_facts') }}
    where claimant is not null
    group by claimant
)

select
    actors.actor,
    actors.label,
    actors.kind,
    actors.parent,
    parents.label as parent_label,
    actors.country,
    roots.root,
    coalesce(made.facts, 0) as facts_as_actor,
    coalesce(said.facts, 0) as facts_as_claimant
from {{ ref('stg_actors') }} as actors
left join {{ ref('stg_actors') }} as parents on actors.parent = parents.actor
left join {{ ref('int_actor_roots') }} as roots on actors.actor = roots.actor
left join made on actors.actor = made.actor
left join said on actors.actor = said.actor
