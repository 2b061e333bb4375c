{#- A key of the columns' values, the same on every machine and day; null differs from the empty text. -#}
{% macro stable_hash(columns) -%}
    left(md5(concat_ws('|', {% for column in columns -%}
        coalesce(cast({{ column }} as varchar), '~'){{ ', ' if not loop.last }}
    {%- endfor %})), 16)
{%- endmacro %}

{#- A number as text that no version of the database prints differently. -#}
{% macro fixed(column) -%}
    cast({{ column }} as decimal(38, 3))
{%- endmacro %}
