with claims as (
    select
        *,
        {{ figure('value_low', 'value_high') }} as figure
    from {{ ref('int_claims') }}
    where modifier <> 'unquantified' and status <> 'denied'
),

-- Two ways of belonging together: told in one document, or by one claimant of one period.
found as (
    {% for found_by in ['document', 'claimant'] %}
    select
        wholes.claim_id as whole_claim_id,
        '{{ found_by }}' as found_by,
        parts.claim_id,
        parts.metric,
        parts.low,
        parts.high,
        parts.value_low,
        parts.value_high,
        parts.figure,
        parts.location is not distinct from wholes.location as in_same_place
    from claims as wholes
    inner join {{ ref('int_question_parts') }} as questions on wholes.question_id = questions.whole_id
    inner join claims as parts
        on
            questions.question_id = parts.question_id
            and wholes.status = parts.status
            {% if found_by == 'document' %}
            and wholes.document_id = parts.document_id
            and (wholes.claimant = parts.claimant or wholes.claimant is null or parts.claimant is null)
            and coalesce(wholes.date <= parts.date_end and parts.date <= wholes.date_end, true)
            {% else %}
            and wholes.claimant = parts.claimant
            and wholes.date = parts.date
            and wholes.date_end = parts.date_end
            {% endif %}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- One figure for each kind of part: the one told together with the whole, for the same place, the largest.
chosen as (
    select distinct on (whole_claim_id, metric) *
    from found
    order by whole_claim_id, metric, found_by desc, in_same_place desc, figure desc, claim_id
),

overlapping as (
    select distinct
        one.ancestor as metric,
        other.ancestor as other
    from {{ ref('int_metric_ancestry') }} as one
    inner join {{ ref('int_metric_ancestry') }} as other
        on one.metric = other.metric and one.ancestor <> other.ancestor
)

-- Two parts that may count the same people are not added up: the larger one stays.
select chosen.*
from chosen
where not exists (
    select 1
    from chosen as larger
    inner join overlapping on larger.metric = overlapping.other
    where
        chosen.whole_claim_id = larger.whole_claim_id
        and chosen.metric = overlapping.metric
        and (larger.figure, larger.metric) > (chosen.figure, chosen.metric)
)
