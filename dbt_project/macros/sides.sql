{#- A query: facts with their sides in the order that makes one question of both ways to say it, and with the state or
    organisation that a claimant stands for. -#}
{% macro with_sides(facts) -%}
    select
        facts.*,
        coalesce(roots.root, facts.claimant) as claimant_root,
        coalesce(metrics.is_symmetric and facts.counterpart < facts.actor, false) as turned,
        case when turned then facts.counterpart else facts.actor end as one_side,
        case when turned then facts.actor else facts.counterpart end as other_side
    from {{ facts }} as facts
    left join {{ ref('stg_metrics') }} as metrics on facts.metric = metrics.metric
    left join {{ ref('int_actor_roots') }} as roots on facts.claimant = roots.actor
{%- endmacro %}
