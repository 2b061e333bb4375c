select
    id as publisher,
    name,
    coalesce(family, id) as family,
    country
from {{ ref('publishers') }}
