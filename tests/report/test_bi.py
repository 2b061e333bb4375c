"""The recipes of docs/bi.md as they stand there: each client prints what DuckDB answers."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import built
import duckdb
import pytest

from riscontro.paths import ROOT
from riscontro.publish import beside, export, publish
from riscontro.warehouse import finish_run

pytestmark = pytest.mark.xdist_group("report")  # what it builds is built once

PAGE = (ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
CLIENTS = ROOT / ".venv" / "bi"  # `make test-bi` puts the clients there that are not Python's
IN_THE_RECIPE = {"published": "warehouse/riscontro_published.duckdb", "parquet": "marts/"}


def recipe(heading: str) -> str:
    """The code below a heading."""
    found = re.search(rf"^## {heading}\n.*?^```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return found[1]


@pytest.fixture
def warehouse(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    path = Path(shutil.copy(built.built_warehouse(tmp_path_factory.getbasetemp()), tmp_path / "w.duckdb"))
    finish_run(path, run_id=1, finished_at=built.START)
    publish(path, beside(path))
    return path


def answer(warehouse: Path) -> str:
    """What DuckDB itself says to the page's query."""
    sql = re.search(r"^```sql\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert sql is not None
    with duckdb.connect(str(beside(warehouse)), read_only=True) as con:
        rows = con.execute(sql[1]).fetchall()
    assert rows
    return "".join(" ".join(map(str, row)) + "\n" for row in rows)


def code(heading: str, warehouse: Path) -> str:
    """The recipe with this file in the place of the usual one."""
    return recipe(heading).replace(IN_THE_RECIPE["published"], str(beside(warehouse)))


@pytest.mark.parametrize("heading", ["SQLAlchemy, Superset", "Python and notebooks"])
def test_python_clients(heading: str, warehouse: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(code(heading, warehouse), {})
    assert said.getvalue() == answer(warehouse)


def test_parquet(warehouse: Path, tmp_path: Path) -> None:
    export(beside(warehouse), tmp_path / "marts")
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(recipe("Parquet").replace(IN_THE_RECIPE["parquet"], f"{tmp_path}/marts/"), {})
    assert said.getvalue() == answer(warehouse)


def test_the_command_line(warehouse: Path) -> None:
    if not (CLIENTS / "duckdb_cli" / "duckdb").exists():
        pytest.skip("no DuckDB command line: `make test-bi` installs it where the package index has it")
    env = {**os.environ, "PATH": os.pathsep.join([str(CLIENTS / "duckdb_cli"), os.environ["PATH"]])}
    line = ["sh", "-c", code("DuckDB command line", warehouse)]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.replace("\r", "") == answer(warehouse)


def test_node(warehouse: Path) -> None:
    if shutil.which("node") is None or not (CLIENTS / "node_modules" / "@duckdb").exists():
        pytest.skip("no node, or no client for it: `make test-bi` installs the client where there is npm")
    script = CLIENTS / f"recipe-{os.getpid()}.mjs"
    script.write_text(code("Node", warehouse), encoding="utf-8")
    try:
        done = subprocess.run(["node", script], capture_output=True, text=True, check=True)
    finally:
        script.unlink()
    assert done.stdout == answer(warehouse)


def test_a_query_after_a_publish_sees_the_new_file(warehouse: Path) -> None:
    known: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code("SQLAlchemy, Superset", warehouse), known)
    with duckdb.connect(str(warehouse)) as con:
        con.execute("insert into raw.runs select * replace (2 as run_id) from raw.runs")
    publish(warehouse, beside(warehouse))
    with known["engine"].connect() as con:  # type: ignore[attr-defined]
        run_id = con.execute(known["text"]("select run_id from marts.publication")).scalar()  # type: ignore[operator]
    assert run_id == 2
