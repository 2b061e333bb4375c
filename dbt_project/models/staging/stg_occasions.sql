select
    metric,
    why
from {{ ref('occasions') }}
