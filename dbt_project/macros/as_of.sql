{#- Everything can be asked as of a day: only documents that were published by then. Set with
    --vars '{as_of: 2024-12-31}'; without it all count. A document without a day cannot be shown to have been out by then. -#}
{% macro published_by_then(column) -%}
    {%- if var('as_of') -%} {{ column }} <= cast('{{ var("as_of") }}' as date) {%- else -%} true {%- endif -%}
{%- endmacro %}

{#- The same for what belongs to a document. -#}
{% macro document_by_then(column) -%}
    {%- if var('as_of') -%} {{ column }} in (select document_id from {{ ref('stg_documents') }})
    {%- else -%} true {%- endif -%}
{%- endmacro %}

{#- The first day of a month, or the day itself. Not by date_trunc, which takes five times as long and gives a time. -#}
{% macro start_of(grain, day) -%}
    {{ day ~ ' + cast(1 - day(' ~ day ~ ') as integer)' if grain == 'month' else day }}
{%- endmacro %}

{#- The day that a claim is held to be about: what is said to be so cannot reach beyond the day on which it is said. -#}
{% macro holds_on() -%}
    case when status = 'actual' and published between date and date_end then published else date_end end
{%- endmacro %}

{#- What was out first stands first; what has no day comes last. -#}
{% macro publication_order() -%}
    (coalesce(published, cast('9999-12-31' as date)), document_id, fact_id)
{%- endmacro %}
