{{ config(passing=true) }}

-- depends_on: {{ ref('int_claims') }}
{% set columns -%}
    claim_id,
    question_id,
    voice_id,
    track_id,
    speaker,
    status,
    claimant,
    date,
    date_end,
    holds_on,
    value_low,
    value_high
{%- endset %}

{% if partly() %}
    select {{ columns }} from {{ rows_gone('int_claims') }}
    union
    select {{ columns }} from {{ rows_come('int_claims') }}
{% else %}
    select {{ columns }} from {{ ref('int_claims') }}
    where false
{% endif %}
