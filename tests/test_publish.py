"""The file that readers open: what it holds, that they hinder no run, and that nothing ever stands there by half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import built
import duckdb
import polars as pl
import pytest
from other_clients import reader, rows

from riscontro import publish_about, publish_content
from riscontro.errors import RiscontroError
from riscontro.paths import DBT_PROJECT, ROOT
from riscontro.publish import beside, export, publish
from riscontro.warehouse import finish_run, query

MARTS = sorted(path.stem for path in DBT_PROJECT.glob("models/marts/*.sql"))
ABOUT = sorted(publish_about.TABLES)  # what the file says of the run
OLDEST = ROOT / ".venv" / "oldest"  # `make test` puts the oldest client there that must read the file
DIES = """
import os, sys
from pathlib import Path
from riscontro import publish, publish_content
copy = publish_content.copy
publish_content.copy = lambda con: (copy(con), os.kill(os.getpid(), 9))
publish.publish(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture
def warehouse(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A copy of the fixture's warehouse, after a run that came to its end."""
    path = Path(shutil.copy(built.built_warehouse(tmp_path_factory.getbasetemp()), tmp_path / "w.duckdb"))
    finish_run(path, run_id=1, finished_at=built.START)
    return path


@pytest.fixture
def published(warehouse: Path) -> Path:
    publish(warehouse, beside(warehouse))
    return beside(warehouse)


def run_again(warehouse: Path) -> None:
    """What a second run leaves in the warehouse: one more line in raw.runs."""
    with duckdb.connect(str(warehouse)) as con:
        con.execute("insert into raw.runs select * replace (2 as run_id) from raw.runs")


def beside_the_file(published: Path) -> list[str]:
    return sorted(path.name for path in published.parent.iterdir() if path.name.startswith(f".{published.name}"))


def test_it_holds_the_marts_and_nothing_else(warehouse: Path, published: Path) -> None:
    tables = "select schema_name || '.' || table_name from duckdb_tables() order by 1"
    assert [name for (name,) in rows(published, tables)] == [f"marts.{name}" for name in sorted([*MARTS, *ABOUT])]
    for mart in MARTS:
        every = f"from marts.{mart} order by all"
        assert rows(published, every) == query(warehouse, every), mart


@pytest.mark.parametrize(
    "kind",
    [
        "duckdb_views() where not internal",
        "duckdb_indexes()",
        "duckdb_constraints()",
        "duckdb_sequences()",
        "duckdb_functions() where not internal",
        "duckdb_types() where not internal",
        "duckdb_columns() where not internal and data_type similar to '.*(ENUM|TIME ZONE|UNION|VARIANT).*'",
    ],
)
def test_it_holds_nothing_that_an_older_client_cannot_read(published: Path, kind: str) -> None:
    assert rows(published, f"from {kind}") == []


def test_every_table_and_column_keeps_its_description(warehouse: Path, published: Path) -> None:
    sql = "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' order by all"
    of_marts = [row for row in rows(published, sql) if row[0] not in ABOUT]
    assert of_marts == query(warehouse, sql)
    assert rows(published, "select table_name from duckdb_tables() where comment is null") == []
    assert rows(published, "select column_name from duckdb_columns() where not internal and comment is null") == []


def test_it_says_of_when_it_is_and_what_the_run_did(warehouse: Path, published: Path) -> None:
    shared = "run_id, started_at, finished_at, version, facts, quarantined, documents_read, documents_new, problems"
    assert rows(published, f"select {shared} from marts.publication") == query(
        warehouse, f"select {shared} from raw.runs"
    )
    latest = "select max(published)::timestamp, count(*) from raw.documents"
    assert rows(published, "select published_at, documents from marts.publication") == query(warehouse, latest)


def test_the_oldest_client_reads_every_table(published: Path) -> None:
    if not OLDEST.exists():
        pytest.skip("no old client: `make test` installs it where the package index has one for this Python")
    code = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=True)
for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall():
    print(duckdb.__version__[:3], name, len(con.execute(f"select * from marts.{name}").fetchall()))
"""
    line = [sys.executable, "-c", code, published]
    done = subprocess.run(
        line, env={**os.environ, "PYTHONPATH": str(OLDEST)}, capture_output=True, text=True, check=True
    )
    version = next(path.name for path in OLDEST.glob("duckdb-*.dist-info")).split("-")[1][:3]
    counts = [
        f"{version} {name} {rows(published, f'select count(*) from marts.{name}')[0][0]}"
        for name in sorted([*MARTS, *ABOUT])
    ]
    assert done.stdout.splitlines() == counts


@pytest.mark.parametrize("how", ["reads", "may write"])
def test_an_open_reader_hinders_nobody(warehouse: Path, published: Path, how: str) -> None:
    with reader(published, how) as sees:
        assert sees() == 1
        run_again(warehouse)
        publish(warehouse, published)
        with reader(published, "reads") as new_reader_sees:
            assert (sees(), new_reader_sees()) == (1, 2)
    assert rows(published, "select run_id from marts.publication") == [(2,)]


def test_the_log_of_the_old_file_is_not_replayed_on_the_new(warehouse: Path, published: Path) -> None:
    log = published.with_name(f"{published.name}.wal")
    log.write_bytes(b"what a reader has scribbled")
    publish(warehouse, published)
    assert not log.exists()
    assert rows(published, "select run_id from marts.publication") == [(1,)]


def test_a_process_that_is_killed_leaves_the_old_file(warehouse: Path, published: Path) -> None:
    run_again(warehouse)
    done = subprocess.run([sys.executable, "-c", DIES, warehouse, published], check=False)
    assert done.returncode == -9
    assert len(beside_the_file(published)) > 0
    assert rows(published, "select run_id from marts.publication") == [(1,)]
    publish(warehouse, published)
    assert rows(published, "select run_id from marts.publication") == [(2,)]
    assert beside_the_file(published) == []


def test_an_error_in_the_middle_leaves_the_old_file(
    warehouse: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published.read_bytes()
    copy = publish_content.copy
    monkeypatch.setattr(publish_content, "copy", lambda con: (copy(con), con.execute("from no_such_table")))
    with pytest.raises(RiscontroError, match=r"could not be written .*; what was there stays"):
        publish(warehouse, published)
    assert published.read_bytes() == before
    assert beside_the_file(published) == []


def test_only_a_run_that_came_to_its_end_is_published(warehouse: Path, published: Path) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute("insert into raw.runs select * replace (2 as run_id, null as finished_at) from raw.runs")
    with pytest.raises(RiscontroError, match="its last run did not come to its end"):
        publish(warehouse, published)
    assert rows(published, "select run_id from marts.publication") == [(1,)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("w.duckdb", "is the warehouse itself"),
        ("other.duckdb", "is no file of published marts"),
        ("notes.txt", "is no file of published marts"),
        ("marts.duckdb", "one of its own words"),
        ("notes.txt/p.duckdb", "choose a place that can be written"),
    ],
)
def test_no_other_file_is_replaced(warehouse: Path, name: str, said: str) -> None:
    (warehouse.parent / "notes.txt").write_text("mine")
    shutil.copy(warehouse, warehouse.parent / "other.duckdb")
    with pytest.raises(RiscontroError, match=said):
        publish(warehouse, warehouse.parent / name)
    assert (warehouse.parent / "notes.txt").read_text() == "mine"
    assert query(warehouse.parent / "other.duckdb", "select count(*) from raw.facts") == [(40,)]


def test_the_marts_as_parquet(published: Path, tmp_path: Path) -> None:
    export(published, tmp_path / "deep" / "marts")
    files = sorted((tmp_path / "deep" / "marts").iterdir())
    assert [path.name for path in files] == sorted(f"{name}.parquet" for name in [*MARTS, *ABOUT])
    for path in files:
        assert sorted(pl.read_parquet(path).rows(), key=str) == sorted(
            rows(published, f"from marts.{path.stem}"), key=str
        )


def test_a_folder_that_cannot_be_written_is_told(published: Path) -> None:
    with pytest.raises(RiscontroError, match="choose a place that can be written"):
        export(published, published)


def test_the_command_publishes_what_the_last_run_left(
    cli: Callable[..., Any], warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = cli("publish", "--warehouse", warehouse, "--parquet", tmp_path / "p").stdout
    assert shown == f"published   {beside(warehouse)}\nparquet     {tmp_path / 'p'}\n"
    monkeypatch.setenv("RISCONTRO_PUBLISHED", str(tmp_path / "elsewhere.duckdb"))
    assert cli("publish", "--warehouse", warehouse).stdout == f"published   {tmp_path / 'elsewhere.duckdb'}\n"
    assert rows(tmp_path / "elsewhere.duckdb", "select run_id from marts.publication") == [(1,)]


def test_it_says_what_was_checked_and_which_fact_failed(published: Path) -> None:
    failed = "select fact_id, expectation, observed, actor, quote is not null from marts.publication_quarantine"
    assert rows(published, failed) == [("f40", "value_in_range", "9000000", "PRK", True)]
    assert rows(published, "select distinct checked, failed from marts.publication_checks") == [(40, 0)]
    assert rows(published, "select expectation from marts.publication_checks where accepts_outliers") != []


def test_the_value_is_where_the_quote_has_it(published: Path) -> None:
    sql = "select substring(quote, char_start - quote_start + 1, char_end - char_start) from marts.fct_facts"
    assert ("1.500",) in rows(published, f"{sql} where fact_id = 'f01'")
    assert rows(published, "select fact_id from marts.fct_facts where quote_start is null") == []
