{#- Intervals, not points. An open end is null and reaches as far as it likes. -#}

{#- The interval that is compared: an approximate number is widened by the tolerance, everything else stays what it is. -#}
{% macro widened(column, direction) -%}
    case
        when modifier = 'approx' then {{ column }} * (1 {{ direction }} {{ var('approx_tolerance') }})
        else {{ column }}
    end
{%- endmacro %}

{#- How far the intervals of a group reach: open where one of them is open. -#}
{% macro lower_end(column) -%}
    case when not bool_or({{ column }} is null) then min({{ column }}) end
{%- endmacro %}

{% macro upper_end(column) -%}
    case when not bool_or({{ column }} is null) then max({{ column }}) end
{%- endmacro %}

{#- Do two intervals have a value in common? -#}
{% macro meets(one, other) -%}
    (
        coalesce({{ one }}.low <= {{ other }}.high, true)
        and coalesce({{ other }}.low <= {{ one }}.high, true)
    )
{%- endmacro %}

{#- The middle of an interval, or the end that is stated. For ratios only. -#}
{% macro figure(low, high) -%}
    coalesce(({{ low }} + {{ high }}) / 2, {{ low }}, {{ high }})
{%- endmacro %}

{#- Lowest and highest of the compared claims of a group. An open end is said, never guessed. -#}
{% macro extremes() -%}
    min(value_low) filter (where comparable) as lowest,
    max(value_high) filter (where comparable) as highest,
    coalesce(bool_or(value_low is null) filter (where comparable), false) as open_below,
    coalesce(bool_or(value_high is null) filter (where comparable), false) as open_above
{%- endmacro %}

{#- The sum of the ends of several intervals, the same in whatever order they come: open where one of them is open. -#}
{% macro total(column) -%}
    case when not bool_or({{ column }} is null) then cast(sum({{ fixed(column) }}) as double) end
{%- endmacro %}

{#- What an interval of a question is looked up by: an open end is equal to an open end. -#}
{% macro interval_key() -%}
    {%- do return([
        'question_id', "coalesce(value_low, cast('nan' as double))", "coalesce(value_high, cast('nan' as double))"
    ]) -%}
{%- endmacro %}
