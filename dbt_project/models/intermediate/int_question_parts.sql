select
    parts.question_id,
    wholes.question_id as whole_id,
    parts.metric,
    wholes.metric as whole_metric
from {{ ref('int_questions') }} as parts
inner join {{ ref('int_metric_ancestry') }} as ancestry
    on parts.metric = ancestry.metric and ancestry.distance > 0
inner join {{ ref('int_questions') }} as wholes
    on
        ancestry.ancestor = wholes.metric
        and parts.actor = wholes.actor
        and parts.unit = wholes.unit
        and parts.counterpart is not distinct from wholes.counterpart
