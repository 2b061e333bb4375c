select
    id as metric,
    label,
    unit,
    parents,
    min as value_min,
    max as value_max,
    "symmetric" as is_symmetric,
    why
from {{ ref('metrics') }}
