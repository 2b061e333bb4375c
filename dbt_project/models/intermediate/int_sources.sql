with sources as (
    select distinct source
    from {{ ref('stg_documents') }}
),

names as (
    select
        publisher,
        family,
        lower(publisher) as name
    from {{ ref('stg_publishers') }}
    union distinct
    select
        publisher,
        family,
        lower(name) as name
    from {{ ref('stg_publishers') }}
)

select
    sources.source,
    coalesce(min(names.publisher), sources.source) as publisher,
    coalesce(arg_min(names.family, names.publisher), sources.source) as family,
    count(names.publisher) > 0 as known
from sources
left join names on regexp_replace(lower(sources.source), '^www[.]', '') = names.name
group by sources.source
