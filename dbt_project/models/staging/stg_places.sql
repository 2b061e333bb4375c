select
    id as place,
    label,
    country,
    kind
from {{ ref('places') }}
