select
    id as actor,
    label,
    kind,
    parent,
    country
from {{ ref('actors') }}
