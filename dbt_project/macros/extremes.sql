{#- How far the compared intervals of a group reach. An open end is said, never guessed. -#}
{% macro extremes() -%}
    min(value_low) filter (where comparable) as lowest,
    max(value_high) filter (where comparable) as highest,
    coalesce(bool_or(value_low is null) filter (where comparable), false) as open_below,
    coalesce(bool_or(value_high is null) filter (where comparable), false) as open_above
{%- endmacro %}
