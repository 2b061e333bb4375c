{#- A build of what changed checks what it has written: each data test of the project, over the rows that came and those
    that they must agree with. `dbt test` checks all rows. -#}

{#- A pre-hook at the beginning: what an unfinished build has left cannot be built upon. -#}
{% macro begin_build() -%}
    {%- set build = adapter.get_relation(this.database, 'intermediate', 'int_build') if execute -%}
    {%- if partly() and run_query('from ' ~ built_before('int_build')) | length == 0 -%}
        {%- do exceptions.raise_compiler_error('the last build did not come to its end; dbt build --full-refresh') -%}
    {%- endif -%}
    {{ 'delete from ' ~ built_before('int_build') if build else 'select 1' }}
{%- endmacro %}

{#- A pre-hook at the end: checks what changed; a whole build writes down how. -#}
{% macro check_what_changed() -%}
    {%- set wrong = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.resource_type == 'model' and node.name != this.identifier and ('settled' not in node.tags or node.config.get('gone')) -%}
        {%- set check = wrong_rows(node) -%}
        {%- if check and partly() -%}
            {%- for name, rows in run_query(check).rows -%} {%- do wrong.append(name ~ ': ' ~ rows) -%} {%- endfor -%}
        {%- elif check -%}
            {%- do write_down(node, [], check) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if wrong -%} {%- do exceptions.raise_compiler_error(wrong | join(', ')) -%} {%- endif -%}
    {{ forget_others() if execute and not partly() else 'select 1' }}
{%- endmacro %}

{#- A query: the data tests of a model that what changed in it does not pass, with the number of rows. -#}
{% macro wrong_rows(node) -%}
    {%- set checks = [] -%}
    {%- set gone = node.config.get('gone', []) -%}
    {%- set is_view = node.config.materialized == 'view' -%}
    {%- set table = built_table(node) if gone or is_view else rows_come(node.name) -%}
    {%- for test in graph.nodes.values() if test.resource_type == 'test' and test.attached_node == node.unique_id -%}
        {%- set said = test.test_metadata.kwargs -%}
        {%- set rows = '(select * from come where ' ~ test.config.where ~ ')' if test.config.where else 'come' -%}
        {%- set failing = rows_that_fail(test.test_metadata.name, table, rows, said, gone) -%}
        {%- do checks.append("select '" ~ test.name ~ "', count(*) from (" ~ failing ~ ") having count(*) > 0") -%}
    {%- endfor -%}
    {%- if not checks -%} {%- do return('') -%} {%- endif -%}
    {%- set columns = [] -%}
    {%- for column in node.columns if column in checks | join(' ') -%} {%- do columns.append('kept.' ~ column) -%} {%- endfor -%}
    {%- set columns = columns | join(', ') -%}
    {%- if is_view and gone -%}
        {%- set come = named_rows(table, gone, ' union all ', columns) -%}
    {%- else -%}
        {%- set come = 'select ' ~ columns ~ ' from ' ~ (table if is_view else rows_come(node.name)) ~ ' as kept' -%}
    {%- endif -%}
    {%- do return('with come as materialized (' ~ come ~ ') ' ~ checks | join(' union all ')) -%}
{%- endmacro %}

{#- Of the rows that came those whose key another row may have too: none whose key `gone` names, where it goes by the key alone.
    Of those all were taken out (or, of a view, all came). -#}
{% macro beside_others(rows, keys, gone) -%}
    {%- set named = [] -%}
    {%- for changed, condition in gone if modules.re.findall('kept[.](\\w+)', condition) | reject('in', keys) | list | length == 0 -%}
        {%- set one = 'gone_' ~ loop.index -%}
        {%- do named.append('anti join ' ~ rows_come(changed) ~ ' as ' ~ one ~ ' on ' ~ condition | replace('gone.', one ~ '.')) -%}
    {%- endfor -%}
    (select kept.* from {{ rows }} as kept {{ named | join(' ') }})
{%- endmacro %}

{#- Of the rows that came those that fail a test; a key that they have twice, or that other rows have too. -#}
{% macro rows_that_fail(test, table, rows, said, gone) -%}
    {%- set column = said.column_name -%}
    {%- if test in ('unique', 'unique_combination') -%}
        {%- set keys = said.columns or [column] -%}
        {%- set same = [] -%}
        {%- for name in keys -%}
            {%- do same.append('kept.' ~ name ~ (' = ' if column else ' is not distinct from ') ~ 'came.' ~ name) -%}
        {%- endfor -%}
        {%- set columns = keys | join(', ') -%}
        {{ told_twice(rows ~ (' where ' ~ column ~ ' is not null' if column else ''), columns) }}
        {%- if gone %}
        union
        select {{ columns }} from {{ table }} as kept
        semi join (from {{ beside_others(rows, keys, gone) }} where {{ as_if_filtered() }}) as came on {{ same | join(' and ') }}
        group by {{ columns }} having count(*) > 1
        {%- endif %}
    {%- elif test == 'relationships' -%}
        {%- set other = built_table(graph.nodes.values() | selectattr('name', 'equalto', said.to.split("'")[1]) | first) -%}
        select {{ column }} from {{ rows }}
        where {{ column }} is not null and {{ column }} not in (
            select {{ said.field }} from {{ other }}
            where {{ said.field }} in (select {{ column }} from {{ rows }} where {{ as_if_filtered() }})
        )
    {%- elif test == 'not_null' -%}
        select {{ column }} from {{ rows }} where {{ column }} is null
    {%- elif test == 'accepted_values' -%}
        select {{ column }} from {{ rows }} where {{ column }} not in ('{{ said['values'] | join("', '") }}')
    {%- elif test == 'at_least' -%} {{ test_at_least(rows, column, said.low) }}
    {%- elif test == 'interval_in_order' -%} {{ test_interval_in_order(rows, said.low, said.high) }}
    {%- else -%} {%- do exceptions.raise_compiler_error('no check of what changed for the test ' ~ test) -%}
    {%- endif -%}
{%- endmacro %}

{#- The relation of a node, without its database. -#}
{% macro built_table(node) -%}
    {%- do return(api.Relation.create(schema=node.schema, identifier=node.name)) -%}
{%- endmacro %}
