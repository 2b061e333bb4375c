{{ config(gone=[['int_changed_wholes', 'kept.whole_claim_id = gone.claim_id']]) }}

{% set near = rows_named('claims', 'document_id', 'wholes', ['document_id']) %}

with claims as {{ 'not materialized' if partly() }} (
    select
        *,
        {{ figure('value_low', 'value_high') }} as figure
    from {{ ref('int_claims') }}
    where
        modifier <> 'unquantified'
        and status <> 'denied'
        and {{ only_wholes_and_parts() }}
),

wholes as {{ '' if partly() else 'not' }} materialized (
    select *
    from claims
    where {{ only(['claim_id'], 'int_changed_wholes') }}
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
            coalesce(parts.location, '') = coalesce(wholes.location, '') as in_same_place
        from wholes
        inner join {{ ref('int_question_parts') }} as questions on wholes.question_id = questions.whole_id
        inner join {{ near if found_by == 'document' else 'claims' }} as parts
            on
                questions.question_id = parts.question_id
                and wholes.status = parts.status
                {% if found_by == 'document' %}
                    and wholes.document_id = parts.document_id
                    and (wholes.claimant = parts.claimant or wholes.claimant is null or parts.claimant is null)
                    and coalesce(wholes.date <= parts.date_end and wholes.date_end >= parts.date, true)
                {% else %}
                    and wholes.claimant = parts.claimant
                    and wholes.date = parts.date
                    and wholes.date_end = parts.date_end
                {% endif %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

-- One figure for each kind of part: the one told together with the whole, for the same place, the largest.
select distinct on (whole_claim_id, metric) *
from found
order by whole_claim_id asc, metric asc, found_by desc, in_same_place desc, figure desc, claim_id asc
