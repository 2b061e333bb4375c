{#- What a build need not do again. Documents that came, changed or went since the last build that ended well are looked at,
    and what hangs on them; all other rows stay. `dbt build --full-refresh` makes all of it anew. -#}

{#- Does this build only do what changed? Never in a unit test; as if it did where `record` asks what that would be. -#}
{% macro partly() -%}
    {%- if context.get('recording') -%} {%- do return(true) -%} {%- endif -%}
    {%- if execute and model.resource_type == 'model' and not flags.FULL_REFRESH -%}
        {%- do return(adapter.get_relation(this.database, 'intermediate', 'int_build') is not none) -%}
    {%- endif -%}
    {%- do return(false) -%}
{%- endmacro %}

{#- The last build's table of this name; only where this one does what changed. -#}
{% macro built_before(name) -%}
    {%- do return(api.Relation.create(schema='intermediate', identifier=name)) -%}
{%- endmacro %}

{#- Are the rows of this model of one build alone? Then a build of what changed has them in memory, not in the file. -#}
{% macro is_passing(name) -%}
    {%- set nodes = graph.nodes.values() | selectattr('name', 'equalto', name) | list -%}
    {%- do return(nodes | length > 0 and nodes[0].config.get('passing', false)) -%}
{%- endmacro %}

{#- The rows that this build has taken out of a model, in the columns that its `delta` lists, and those that it has put in:
    in a database that is gone with the process (profiles.yml). -#}
{% macro rows_gone(name) -%} scratch.main.{{ name }}__gone {%- endmacro %}
{% macro rows_come(name) -%} scratch.main.{{ name }}__come {%- endmacro %}

{#- A condition: in a build of what changed only rows whose columns a table names, in its columns of the same names or in
    others. -#}
{% macro only(columns, changed, keys=none) -%}
    {%- set table = ref(changed) if not execute or partly() -%}
    {%- if partly() -%}
        ({{ columns | join(', ') }}) in (
            select
                {% for column in columns -%}
                    {{ keys[loop.index0] if keys else 'changed.' ~ column.split('.') | last }}{{ ', ' if not loop.last }}
                {%- endfor %}
            from {{ table }} as changed
            where {{ as_if_filtered() }}
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- Always true, which DuckDB does not know: only where one side of a join is filtered does it pass over the rows of the
    other that have no partner while it scans them (by a Bloom filter), before their other columns are read. -#}
{% macro as_if_filtered() -%} random() >= 0 {%- endmacro %}

{#- The rows of a relation for which that is so: it is looked at before anything is joined to them. -#}
{% macro rows_only(relation, columns, changed) -%}
    {%- set condition = only(columns, changed) -%}
    {{ '(select * from ' ~ relation ~ ' where ' ~ condition ~ ')' if partly() else relation }}
{%- endmacro %}

{#- The rows that came, of a view that says where its rows lie in a table of the run (`found_at`). That is at the table's end:
    of all that lies before, only the key is read. -#}
{% macro rows_that_came(relation, name, key, changed) -%}
    {%- set table = source('raw', name) if not execute or partly() -%}
    {%- set condition = only([key], changed) -%}
    {%- if partly() -%}
        (select * from {{ relation }} where found_at in (select rowid from {{ table }} where {{ condition }}))
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{#- The rows of a relation that another one names in some of its columns: sentences of few claims are looked up once. -#}
{% macro rows_named(relation, key, names, columns) -%}
    {%- if partly() -%}
        (
            select * from {{ relation }} where {{ key }} in (
                {%- for column in columns %}
                    select names.{{ column }} from {{ names }} as names where {{ as_if_filtered() }}
                    {{ 'union all' if not loop.last }}
                {%- endfor %}
            )
        )
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{#- The rows of a table whose `day` is not before the first day of the position that stood when their track changed. They are
    found first, by two columns: they are few. -#}
{% macro rows_since(table, day) -%}
    {%- set tracks = ref('int_changed_tracks') if not execute or partly() -%}
    {%- if partly() -%}
        (
            select * from {{ table }} where rowid in (
                select kept.rowid from {{ table }} as kept
                semi join {{ tracks }} as changed on kept.track_id = changed.track_id and kept.{{ day }} >= changed.standing_since
            )
        )
    {%- else -%}
        {{ table }}
    {%- endif -%}
{%- endmacro %}

{#- Rows of a relation that one of the `gone` conditions of its model names; each once, or once for each condition. -#}
{% macro named_rows(relation, gone, union=' union ', columns='kept.*') -%}
    {%- for changed, condition in gone -%}
        select {{ columns }} from {{ relation }} as kept
        semi join (from {{ rows_come(changed) }} where {{ as_if_filtered() }}) as gone on {{ condition }}
        {{ union if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- A table that is written once and then kept: a build of what changed takes out the rows that `gone` names (a list of
    tables and conditions between `kept` and `gone`) and puts in what the model selects, which are the same rows as they
    are now. What was taken out can be looked at afterwards in the columns that `delta` lists. Rows that stay but for a column
    or two are given those anew (`moved`: by which table, on what condition, to what). Without `gone` all rows are made, and
    those written that were not there; `passing` says that they are of one build and mean nothing to the next, which makes
    its own in memory. -#}
{% materialization kept, adapter='duckdb' %}
    {%- if not partly() -%}
        {%- do record() -%}
        {%- do return(dbt.materialization_table_duckdb()) -%}
    {%- endif -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if pre_hooks -%} {%- do adapter.commit() -%} {%- endif -%}
    {%- for step in steps(compiled_code) -%}
        {#- One transaction cannot write to two databases: what goes into the other one is done when it is said. -#}
        {%- call statement('main' if loop.last else 'step', auto_begin=not step.startswith('create')) -%} {{ step }} {%- endcall -%}
    {%- endfor -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- if not config.get('passing') -%} {%- do adapter.commit() -%} {%- endif -%}
    {%- do return({'relations': [this]}) -%}
{% endmaterialization %}

{#- The statements by which a build of what changed brings this model up to date. -#}
{% macro steps(code) -%}
    {%- set table = this.incorporate(type='table').include(database=false) -%}
    {%- set come = rows_come(this.identifier) -%}
    {%- set gone = config.get('gone', []) -%}
    {%- if config.get('passing') -%} {%- do return(['create or replace table ' ~ come ~ ' as ' ~ code]) -%} {%- endif -%}
    {%- if not gone -%} {%- do return(steps_anew(table, come, code)) -%} {%- endif -%}
    {%- set delta = config.get('delta', []) -%}
    {%- set found = [] -%}
    {%- if delta -%}
        {%- do found.append('create or replace table ' ~ rows_gone(this.identifier) ~ ' as ' ~ named_rows(table, gone, columns='kept.rowid as found_at, kept.' ~ delta | join(', kept.'))) -%}
    {%- endif -%}
    {%- do found.append('create or replace table ' ~ come ~ ' as ' ~ code) -%}
    {%- if delta -%}
        {%- do found.append('delete from ' ~ table ~ ' where rowid in (select found_at from ' ~ rows_gone(this.identifier) ~ ' where ' ~ as_if_filtered() ~ ')') -%}
    {%- endif -%}
    {%- for changed, condition in gone if not delta -%}
        {%- do found.append('delete from ' ~ table ~ ' as kept using ' ~ rows_come(changed) ~ ' as gone where ' ~ condition) -%}
    {%- endfor -%}
    {%- set moved = config.get('moved') -%}
    {%- if moved -%}
        {%- do found.append('update ' ~ table ~ ' as kept set ' ~ moved.to ~ ' from ' ~ rows_come(moved.by) ~ ' as moved where ' ~ moved.on) -%}
    {%- endif -%}
    {%- do found.append('insert into ' ~ table ~ ' by name from ' ~ come) -%}
    {%- do return(found) -%}
{%- endmacro %}

{#- The same where all rows are made: those that are there already stay. In the order of the table's columns, so that a row
    can be compared as a whole. -#}
{% macro steps_anew(table, come, code) -%}
    {%- do return([
        'create or replace table ' ~ come ~ ' as (from ' ~ table ~ ' limit 0) union all by name (' ~ code ~ '\n)',
        'delete from ' ~ table ~ ' as kept where kept not in (select come from ' ~ come ~ ' as come)',
        'insert into ' ~ table ~ ' by name from ' ~ come ~ ' as come where come not in (select kept from ' ~ table ~ ' as kept)',
    ]) -%}
{%- endmacro %}

{#- What this build has put into a model with `delta`: all of it, or what changed. -#}
{% macro changed_rows(name) -%}
    {%- set table = ref(name) -%}
    {{ rows_come(name) if partly() else table }}
{%- endmacro %}

{#- Of the pairs of positions those of which one is compared again. -#}
{% macro only_standpoints(one, other) -%}
    ({{ only([one], 'int_changed_standpoints', ['position_id']) }} or {{ only([other], 'int_changed_standpoints', ['position_id']) }})
{%- endmacro %}

{#- Of the positions those that are in force on a day that is looked at again, or begin on it. -#}
{% macro only_met() -%}
    {%- if partly() -%}
        (
            position_id in (select force.position_id from {{ rows_come('int_in_force') }} as force)
            or (question_id, since) in (select force.question_id, force.day from {{ rows_come('int_in_force') }} as force)
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- Questions that are a whole or a part of one: a whole build passes over all others, few claims find theirs without. -#}
{% macro only_wholes_and_parts() -%}
    {%- set parts = ref('int_question_parts') -%}
    {{ 'true' if partly() else 'question_id in (select whole_id from ' ~ parts ~ ' union select question_id from ' ~ parts ~ ')' }}
{%- endmacro %}

{#- Of a question's months or days those in which something changed. -#}
{% macro only_times(question, grain, day) -%}
    {%- set times = ref('int_changed_times') if not execute or partly() -%}
    {%- if partly() -%}
        ({{ question }}, {{ start_of(grain, day) }}) in (
            select times.question_id, times.start from {{ times }} as times where times.grain = '{{ grain }}'
        )
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- `gone` of what is there by day: tracks from the day on which they changed, and days that are looked at again. -#}
{% macro gone_moments() -%}
    {%- do return([
        ['int_changed_tracks', 'kept.track_id = gone.track_id and kept.day >= gone.since'],
        ['int_changed_days', 'kept.question_id = gone.question_id and kept.day = gone.day']
    ]) -%}
{%- endmacro %}

{#- `gone` of a comparison of two claims: both sides are claims that may have changed. -#}
{% macro gone_sides(one, other) -%}
    {%- do return([
        ['int_changed_sides', 'kept.' ~ one ~ ' = gone.claim_id'], ['int_changed_sides', 'kept.' ~ other ~ ' = gone.claim_id']
    ]) -%}
{%- endmacro %}
