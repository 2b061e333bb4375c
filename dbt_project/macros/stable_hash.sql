{#- A key of the columns' values, the same on every machine and day; null differs from the empty text. -#}
{% macro stable_hash(columns) -%}
    left(md5({{ as_text(columns) }}), 16)
{%- endmacro %}

{#- The same as a number, for keys that are only joined, grouped and counted by. -#}
{% macro stable_number(columns) -%}
    md5_number_lower({{ as_text(columns) }})
{%- endmacro %}

{% macro as_text(columns) -%}
    concat_ws('|', {% for column in columns -%}
        coalesce(cast({{ column }} as varchar), '~'){{ ', ' if not loop.last }}
    {%- endfor %})
{%- endmacro %}

{#- A number as text that no version of the database prints differently. -#}
{% macro fixed(column) -%}
    cast({{ column }} as decimal(38, 3))
{%- endmacro %}
