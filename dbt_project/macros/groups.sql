{#- What a relation tells more than once. -#}
{% macro told_twice(relation, key) -%}
    select {{ key }} from {{ relation }} group by {{ key }} having count(*) > 1
{%- endmacro %}

{#- The first row of each group, in an order that leaves no choice. Most groups are of one row, which their `key` shows: only
    the others are put in order. -#}
{% macro first_of_each(table, key, group, order) -%}
    {%- set repeated = told_twice(table, key) -%}
    select *
    from {{ table }}
    where {{ key }} not in ({{ repeated }})
    union all
    select *
    from {{ table }}
    where {{ key }} in ({{ repeated }})
    qualify row_number() over (partition by {{ group }} order by {{ order }}) = 1
{%- endmacro %}
