{{ config(tags='settled') }}

with recursive climb as (
    select
        actor,
        actor as root,
        parent,
        0 as step
    from {{ ref('stg_actors') }}

    union all

    select
        climb.actor,
        parents.actor as root,
        parents.parent,
        climb.step + 1 as step
    from climb
    inner join {{ ref('stg_actors') }} as parents on climb.parent = parents.actor
    where climb.step < 10
)

select
    actor,
    arg_max(root, step) as root
from climb
group by actor
