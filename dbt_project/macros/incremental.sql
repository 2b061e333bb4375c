{#- What a build need not do again. Documents that came, changed or went since the last build that ended well are looked at;
    everything else in an incremental model stays. `dbt build --full-refresh` makes all of it anew. -#}

{#- The table of this name that the last build has left, or nothing. -#}
{% macro built_before(name) -%}
    {%- if execute and not flags.FULL_REFRESH -%}
        {%- set found = adapter.get_relation(database=this.database, schema=this.schema, identifier=name) -%}
        {%- if found -%} {%- do return(found.include(database=false)) -%} {%- endif -%}
    {%- endif -%}
    {%- do return(none) -%}
{%- endmacro %}

{#- A pre-hook: the rows that are about to be written again. -#}
{% macro forget(key, changed) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ key }} in (select {{ key }} from {{ ref(changed) }})
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
