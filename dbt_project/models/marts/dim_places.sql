with facts as (
    select
        location as place,
        count(*) as facts
    from {{ ref('fct_facts') }}
    where location is not null
    group by location
)

select
    places.place,
    places.label,
    places.country,
    places.kind,
    coalesce(facts.facts, 0) as facts
from {{ ref('stg_places') }} as places
left join facts on places.place = facts.place
