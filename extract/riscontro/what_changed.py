"""A warehouse that was built whole in; its marts brought up to date with the documents that came, changed and went.

dbt says how: a whole build leaves the statements in `intermediate.int_script` (dbt_project/macros/script.sql). They are
the same until models, seeds or the day are others, so dbt is not asked again, and what reads nothing that changed is
left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from time import perf_counter

import duckdb

from riscontro.errors import RiscontroError
from riscontro.warehouse_files import connect, one_line

_SCRIPT = "select kind, model, reads, gone, passing, statements from intermediate.int_script"
# With little to do a second thread costs more than it gives, and so does looking for what parts of a query have in
# common; a table is written into the file once, not for each 16 MB.
_SETTINGS = {
    "threads": "1",
    "checkpoint_threshold": "1GB",
    "preserve_insertion_order": "false",
    "disabled_optimizers": "common_subplan",
}
_END = "int_build"  # written last: a build that finds nothing there does all of it
_BUILDS = f"select builds from intermediate.{_END}"  # of what changed, since the last whole one
_TIDY = 10  # after so many of them one also puts together what the others left in pieces
# The others leave pieces alone and do not pack texts: each then takes 5 MB more, at 1 million facts.
_UNTIDY = {"max_vacuum_tasks": "0", "disabled_compression_methods": "fsst"}


@dataclass(frozen=True)
class _Model:
    """A model as dbt wrote it down."""

    name: str
    reads: list[str]
    gone: list[str]  # tables that name rows which it takes out or changes; without any it makes all of its rows anew
    passing: bool  # its rows are of one build alone: in memory
    statements: list[str]


@dataclass(frozen=True)
class _Build:
    con: duckdb.DuckDBPyConnection
    models: dict[str, _Model]
    changed: dict[str, bool] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def follow(warehouse: Path, limits: Mapping[str, str]) -> dict[str, float]:
    """Does what changed and checks what it has written: seconds by model. RiscontroError where a row is not right."""
    with connect(warehouse, logged=False) as con:
        _set(con, _SETTINGS | dict(limits))
        con.execute("attach ':memory:' as scratch")  # what one model tells the next
        script = con.execute(_SCRIPT).fetchall()
        checks = [_Model(*row) for kind, *row in script if kind == "check"]
        build = _Build(con, {row[0]: _Model(*row) for kind, *row in script if kind == "statements"})
        builds = con.execute(_BUILDS).fetchall()[0][0] + 1
        if builds % _TIDY:
            _set(con, _UNTIDY)
        con.execute(f"delete from intermediate.{_END}")
        end = build.models.pop(_END)
        for model in _in_order(build.models):
            with _told(warehouse, model), _timed(build, model):
                _bring_up_to_date(build, model)
        with _told(warehouse, end), _timed(build, end):
            wrong = [line for check in checks for line in _wrong(build, check)]
            if wrong:
                raise RiscontroError(f"{warehouse}: the marts are not right: {end.name}: {', '.join(wrong)}")
            _run(build, end)
            con.execute(f"update intermediate.{_END} set builds = {builds}")
        con.execute("checkpoint")
    return build.seconds


def _set(con: duckdb.DuckDBPyConnection, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        con.execute(f"set {name} = '{value}'")


def _in_order(models: Mapping[str, _Model]) -> list[_Model]:
    """Each after those that it reads."""
    order = TopologicalSorter({model.name: model.reads for model in models.values()}).static_order()
    return [models[name] for name in order if name in models]


def _bring_up_to_date(build: _Build, model: _Model) -> None:
    """Runs a model, unless nothing that it depends on has changed."""
    if _is_touched(build, model):
        put_in, taken_out = _run(build, model)
        build.changed[model.name] = bool(put_in or taken_out)
    elif model.passing:
        build.con.execute(f"create table scratch.{model.name}__come as from intermediate.{model.name} limit 0")


def _is_touched(build: _Build, model: _Model) -> bool:
    """What takes rows out by name has nothing to do where none is named; what reads raw tables always has."""
    return any(name.startswith("raw.") or build.changed.get(name) for name in model.gone or model.reads)


def _run(build: _Build, model: _Model) -> tuple[int, int]:
    """All or none of what a model writes; how many rows it put in and took out."""
    prepared = [statement for statement in model.statements if statement.startswith("create")]
    made = 0
    for statement in prepared:  # in the other database, to which the same transaction could not write
        made = build.con.execute(statement).fetchall()[0][0]
    if model.passing:
        return made, 0
    counts = {"delete": 0, "update": 0, "insert": 0}
    build.con.execute("begin")
    for statement in model.statements[len(prepared) :]:
        counts[statement.split(maxsplit=1)[0]] += build.con.execute(statement).fetchall()[0][0]
    build.con.execute("commit")
    return counts["insert"] + counts["update"], counts["delete"]


def _wrong(build: _Build, check: _Model) -> list[str]:
    """The data tests of a model that what changed in it does not pass, with the number of rows."""
    changed = build.changed.get(check.name) if check.name in build.models else _is_touched(build, check)
    rows = build.con.execute(check.statements[0]).fetchall() if changed else []
    return [f"{name}: {count}" for name, count in rows]


@contextmanager
def _timed(build: _Build, model: _Model) -> Iterator[None]:
    start = perf_counter()
    yield
    build.seconds[model.name] = perf_counter() - start


@contextmanager
def _told(warehouse: Path, model: _Model) -> Iterator[None]:
    """What the database says, in one line."""
    try:
        yield
    except duckdb.Error as error:
        raise RiscontroError(f"{warehouse}: the marts are not right: {model.name}: {one_line(error)}") from error
