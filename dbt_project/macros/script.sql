{#- What a build of what changed does depends on models, seeds and the day alone. A whole build writes it down, a row a model,
    so that riscontro can do it (extract/riscontro/what_changed.py) without asking dbt again. -#}

{% macro script() -%} {{ built_before('int_script') }} {%- endmacro %}

{#- Writes down the statements of this model. -#}
{% macro record() -%}
    {%- if 'settled' not in model.tags -%}
        {%- do context.update({'recording': true}) -%}
        {%- set statements = steps(render(model.raw_code)) -%}
        {%- do context.update({'recording': false}) -%}
        {%- do write_down(model, statements) -%}
    {%- endif -%}
{%- endmacro %}

{#- A row: a model with its statements, or with the one query that tells which of its checks fail. -#}
{% macro write_down(node, statements, check=none) -%}
    {%- set gone = node.config.get('gone', []) | map('first') | list -%}
    {%- if node.config.get('moved') -%} {%- do gone.append(node.config.moved.by) -%} {%- endif -%}
    {%- set kind = 'statements' if check is none else 'check' -%}
    {%- call statement('script') -%}
        create table if not exists {{ script() }} (
            model varchar, kind varchar, reads varchar[], gone varchar[], passing boolean, statements varchar[]
        );
        delete from {{ script() }} where model = '{{ node.name }}' and kind = '{{ kind }}';
        insert into {{ script() }}
        values (
            '{{ node.name }}', '{{ kind }}', {{ texts(read_tables(node)) }}, {{ texts(gone) }}, {{ node.config.get('passing', false) }},
            {{ texts(statements if check is none else [check]) }}
        )
    {%- endcall -%}
{%- endmacro %}

{#- The tables that a model reads; of a view those behind it. Those of a run are named with their schema, `raw`. -#}
{% macro read_tables(node) -%}
    {%- set tables = [] -%}
    {%- for name in node.depends_on.get('nodes', []) -%}
        {%- set one = graph.nodes.get(name, {}) -%}
        {%- set is_view = one.resource_type == 'model' and one.config.materialized == 'view' -%}
        {%- do tables.extend(read_tables(one) if is_view else [name.split('.')[2:] | join('.')]) -%}
    {%- endfor -%}
    {%- do return(tables) -%}
{%- endmacro %}

{#- Models that are no more are not done either. -#}
{% macro forget_others() -%}
    {%- set names = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | map(attribute='name') | list -%}
    delete from {{ script() }} where model not in (select unnest({{ texts(names) }}))
{%- endmacro %}

{% macro texts(values) -%}
    cast([{%- for value in values -%} '{{ value | replace("'", "''") }}'{{ ', ' if not loop.last }} {%- endfor -%}] as varchar[])
{%- endmacro %}
