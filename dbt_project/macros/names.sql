{#- Schemas are named as configured, and relations without their database: the file can then be renamed or attached. -#}

{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}

{% macro ref() %}
    {%- set table = builtins.ref(*varargs, **kwargs).include(database=false) -%}
    {%- do return(rows_come(table.identifier) if partly() and is_passing(table.identifier) else table) -%}
{% endmacro %}

{% macro source() %}
    {%- do return(builtins.source(*varargs).include(database=false)) -%}
{% endmacro %}
