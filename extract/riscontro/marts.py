"""A validated warehouse in; seeds and models built and tested in it, or one line that says why not."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from riscontro import origins, what_changed
from riscontro.errors import RiscontroError
from riscontro.model import stable_id
from riscontro.paths import DBT_PROJECT, SEEDS
from riscontro.warehouse import query

# What a build may hold in memory and in temporary files: as in dbt_project/profiles.yml, for dbt by hand.
_LIMITS = {"memory_limit": ("RISCONTRO_MEMORY", "5GB"), "max_temp_directory_size": ("RISCONTRO_SPILL", "20GB")}


def build(warehouse: Path, *, as_of: dt.date | None = None) -> dict[str, float]:
    """The marts of all documents, or of those that were published by a day. Seconds by model.

    What an earlier build with the same models and seeds has left is kept where its documents are as before.
    """
    origins.find(warehouse)  # also tells in plain words of a file that is missing, foreign or held by another process
    warehouse = warehouse.resolve()
    inputs = _inputs(as_of)
    if _built_with(warehouse) == inputs:
        limits = {setting: os.environ.get(name, usual) for setting, (name, usual) in _LIMITS.items()}
        return what_changed.follow(warehouse, limits)
    return _build_whole(warehouse, {"inputs": inputs, "as_of": str(as_of or "")})


def _build_whole(warehouse: Path, given: Mapping[str, str]) -> dict[str, float]:
    """`dbt build` in this process. What dbt leaves goes into `<warehouse>.dbt/`, beside the file."""
    from dbt.cli.main import dbtRunner

    leavings = warehouse.with_suffix(".dbt")
    command = ["build", "--full-refresh", "--no-write-json"]
    command += ["--quiet", "--log-level", "none", "--log-level-file", "warn"]
    places = {"project": DBT_PROJECT, "profiles": DBT_PROJECT}
    command += [word for name, place in places.items() for word in (f"--{name}-dir", str(place))]
    command += ["--target-path", str(leavings / "target"), "--log-path", str(leavings / "logs")]
    command += ["--vars", json.dumps(given), "--exclude-resource-type", "unit_test"]
    with _environment(warehouse), _let_go():
        outcome = dbtRunner().invoke(command)
    if not outcome.success:
        raise RiscontroError(f"{warehouse}: {_why_not(outcome)}; the whole story is in {leavings / 'logs' / 'dbt.log'}")
    results: Any = outcome.result
    return {one.node.name: one.execution_time for one in results.results}


def _inputs(as_of: dt.date | None) -> str:
    """A hash of the models, their descriptions and tests, the seeds and the day."""
    patterns = ("*.yml", "m*/**/*.sql", "m*/**/*.yml", "tests/**/*.sql")
    files = [*(file for pattern in patterns for file in DBT_PROJECT.glob(pattern)), *SEEDS.glob("*.csv")]
    texts = (part for path in sorted(files) for part in (path.name, path.read_text(encoding="utf-8")))
    return stable_id(str(as_of or ""), *texts)


def _built_with(warehouse: Path) -> str | None:
    """The hash of the last build; None where there was none, or it did not come to its end."""
    there = "select 1 from duckdb_tables() where schema_name = 'intermediate' and table_name = 'int_build'"
    rows = query(warehouse, "select inputs from intermediate.int_build") if query(warehouse, there) else []
    return rows[0][0] if rows else None


@contextmanager
def _environment(warehouse: Path) -> Iterator[None]:
    """What dbt reads from the process while it runs; everything as before afterwards."""
    wanted = {"RISCONTRO_WAREHOUSE": str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    before = {name: os.environ.get(name) for name in wanted}
    folder = Path.cwd()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.chdir(folder)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


@contextmanager
def _let_go() -> Iterator[None]:
    """The file is left to others afterwards: dbt would hold it until the process ends."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    connections: Any = DuckDBConnectionManager  # it has no types
    try:
        yield
    finally:
        with suppress(Exception):  # nothing more precise is raised where dbt never came to open it
            connections.env().close()
        connections.close_all_connections()


def _why_not(outcome: Any) -> str:
    """The first thing that went wrong, in one line."""
    results = getattr(outcome.result, "results", None) or ()
    failed = [one for one in results if str(one.status) in ("error", "fail")]
    if not failed:
        return f"the marts could not be built: {_one_line(outcome.exception or 'dbt gave no reason')}"
    first, others = failed[0], f", and {len(failed) - 1} more" if len(failed) > 1 else ""
    return f"the marts are not right: {first.node.name}: {_one_line(first.message)}{others}"


def _one_line(said: object) -> str:
    return " ".join(str(said).split())
