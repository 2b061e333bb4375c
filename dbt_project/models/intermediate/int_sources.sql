with sources as (
    select source from {{ ref('stg_documents') }}
    union distinct
    select source from {{ ref('stg_facts') }}
),

names as (
    select
        publisher,
        lower(publisher) as name
    from {{ ref('stg_publishers') }}
    union distinct
    select
        publisher,
        lower(name) as name
    from {{ ref('stg_publishers') }}
)

select
    sources.source,
    coalesce(min(names.publisher), sources.source) as publisher,
    count(names.publisher) > 0 as known
from sources
left join names on regexp_replace(lower(sources.source), '^www[.]', '') = names.name
group by sources.source
