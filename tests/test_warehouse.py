"""The warehouse from outside: what a load leaves in the file, and what a user reads when there can be none."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import built
import duckdb
import pytest

from riscontro import warehouse
from riscontro.errors import Problem, RiscontroError
from riscontro.model import FACT_COLUMNS, Document, Extraction, Rejected
from riscontro.warehouse_files import connect
from riscontro.warehouse_schema import TABLES


def load(path: Path, documents: Iterable[Document] | None = None, **options: Any) -> warehouse.LoadSummary:
    given = {"extract": built.extract, "fingerprints": {"it": "1"}, "started_at": built.START} | options
    return warehouse.load(path, built.documents() if documents is None else documents, **given)


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("documents", "facts", "rejections")
    return {table: warehouse.query(path, f"select * from raw.{table} order by all") for table in tables}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "w.duckdb"


def without_facts(batch: Iterable[Document]) -> Iterator[Extraction]:
    for one in batch:
        rejected = Rejected(document_id=one.id, char_start=0, char_end=1, text="1", quote=one.text, reason="age")
        yield Extraction(one, (), (rejected,))


def test_first_load_counts_what_it_finds(path: Path) -> None:
    summary = load(path)
    assert (summary.read, summary.new, summary.unchanged, summary.facts) == (10, 10, 0, 40)
    assert warehouse.query(path, "select documents_new, facts, problems from raw.runs") == [(10, 40, 0)]


def test_same_input_again_changes_no_row(path: Path) -> None:
    load(path)
    before = content(path)
    summary = load(path, extract=without_facts)
    assert (summary.run_id, summary.new, summary.changed, summary.unchanged) == (2, 0, 0, 10)
    assert content(path) == before


def test_a_new_file_gets_the_same_rows(path: Path, tmp_path: Path) -> None:
    load(path)
    load(tmp_path / "other.duckdb")
    assert content(path) == content(tmp_path / "other.duckdb")


@pytest.mark.parametrize("change", [{"text": "another text"}, {"publisher": "other.test"}, {"published": None}])
def test_a_changed_document_replaces_its_facts(path: Path, change: dict[str, Any]) -> None:
    load(path)
    first, *others = built.documents()
    summary = load(path, [dataclasses.replace(first, **change), *others], extract=without_facts)
    assert (summary.changed, summary.unchanged, summary.facts, summary.rejections) == (1, 9, 36, 1)


def test_changed_rules_extract_stored_documents_again(path: Path) -> None:
    load(path)
    summary = load(path, built.documents()[:1], extract=without_facts, fingerprints={"it": "2"})
    assert (summary.read, summary.reextracted, summary.facts, summary.rejections) == (1, 10, 0, 10)
    assert load(path, [], fingerprints={"it": "2"}).reextracted == 0


def test_changed_rules_of_another_language_change_nothing(path: Path) -> None:
    load(path)
    assert load(path, [], extract=without_facts, fingerprints={"it": "1", "xx": "2"}).reextracted == 0


def test_replaced_facts_leave_the_quarantine(path: Path) -> None:
    load(path)
    with duckdb.connect(str(path)) as con:
        con.execute("insert into raw.quarantine values ('f40', 'a', 'b', 'c'), ('f01', 'a', 'b', 'c')")
    first, *others = built.documents()
    load(path, [dataclasses.replace(first, text="new"), *others], extract=without_facts)
    assert warehouse.query(path, "select fact_id from raw.quarantine") == [("f40",)]


class Stopped(Exception):
    """Whatever ends a load from outside."""


def stopping_after(number: int, documents: list[Document]) -> Iterator[Document]:
    yield from documents[:number]
    raise Stopped


def test_a_stopped_load_keeps_whole_batches_and_the_next_one_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warehouse, "BATCH", 3)
    with pytest.raises(Stopped):
        load(path, stopping_after(8, built.documents()))
    ids = warehouse.query(path, "select distinct document_id from raw.facts order by 1")
    assert ids == [(d.id,) for d in built.documents()[:6]]
    assert warehouse.query(path, "select documents_read, finished_at from raw.runs") == [(6, None)]
    summary = load(path)
    assert (summary.run_id, summary.new, summary.unchanged) == (2, 4, 6)


def test_a_stopped_load_and_another_one_leave_what_one_load_leaves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "BATCH", 2)
    with pytest.raises(Stopped):
        load(path, stopping_after(5, built.documents()))
    load(path)
    load(path.with_name("whole.duckdb"))
    assert content(path) == content(path.with_name("whole.duckdb"))


def test_a_failure_inside_a_batch_leaves_the_batch_out(path: Path) -> None:
    load(path, built.documents()[:2])
    before = content(path)
    with pytest.raises(ZeroDivisionError):
        load(path, built.documents(), extract=lambda batch: [1 // 0])
    assert content(path) == before


def test_a_failed_first_load_leaves_no_file(path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        load(path, extract=lambda batch: [1 // 0])
    assert not path.exists()


def test_batches_do_not_show_in_the_result(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(path)
    monkeypatch.setattr(warehouse, "BATCH", 3)
    load(tmp_path / "batched.duckdb", iter(built.documents()))
    assert content(path) == content(tmp_path / "batched.duckdb")


def test_an_id_counts_once_in_an_input(path: Path) -> None:
    assert load(path, built.documents() * 2).read == 10


def test_rows_lie_in_text_order(path: Path) -> None:
    load(path)
    rows = warehouse.query(path, "select document_id, char_start, metric, actor from raw.facts")
    assert rows == sorted(rows)


def test_problems_are_kept_with_their_run(path: Path) -> None:
    problem = Problem(place="a.txt", reason="empty", expected="expected text", action="fill it")
    assert load(path, problems=[problem]).problems == 1
    assert warehouse.query(path, "select * from raw.problems") == [(1, "a.txt", "empty", "expected text", "fill it")]


def test_finish_writes_end_and_quarantine(path: Path) -> None:
    load(path)
    with duckdb.connect(str(path)) as con:
        con.execute(
            "insert into raw.quarantine values ('f40', 'a', '', ''), ('f40', 'b', '', ''), ('f39', 'a', '', '')"
        )
    assert warehouse.finish_run(path, run_id=1, finished_at=built.START) == 2
    assert warehouse.query(path, "select finished_at, quarantined from raw.runs") == [(built.START, 2)]


def test_facts_have_the_columns_of_a_fact_in_plain_types(path: Path) -> None:
    load(path)
    assert tuple(TABLES["facts"]) == FACT_COLUMNS
    kinds = {
        row[0]
        for row in warehouse.query(
            path,
            "select distinct data_type from duckdb_columns() where not internal"
            " and column_name not in ('signature', 'buckets')",
        )
    }
    assert kinds == {"VARCHAR", "DOUBLE", "DATE", "BOOLEAN", "BIGINT", "TIMESTAMP"}


def test_older_clients_can_read_the_file(path: Path) -> None:
    load(path)
    (tags,) = warehouse.query(path, "select tags from duckdb_databases() where not internal")[0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_the_document_of_a_fact_comes_back_as_it_was(path: Path) -> None:
    load(path)
    assert warehouse.stored_document(path, fact_id="f16") == next(d for d in built.documents() if d.id == "d06")


def refusal(action: Any) -> str:
    with pytest.raises(RiscontroError) as caught:
        action()
    assert caught.value.exit_code == 1
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_unknown_fact_is_told(path: Path) -> None:
    load(path)
    assert "no fact 'f99'" in refusal(lambda: warehouse.stored_document(path, fact_id="f99"))


def test_a_missing_warehouse_is_told(path: Path) -> None:
    assert "no such warehouse; make it with" in refusal(lambda: warehouse.query(path, "select 1"))


def test_a_file_of_another_kind_is_told_and_left_alone(path: Path) -> None:
    path.write_text("not a database")
    assert "not a DuckDB file" in refusal(lambda: load(path))
    assert path.read_text() == "not a database"


def test_a_database_of_somebody_else_is_told_and_left_alone(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("create table mine as select 1 as one")
    assert "not a warehouse of riscontro" in refusal(lambda: load(path))
    with duckdb.connect(str(path)) as con:
        assert con.execute("select table_name from duckdb_tables()").fetchall() == [("mine",)]


def test_tables_of_another_version_are_told(path: Path) -> None:
    load(path)
    with duckdb.connect(str(path)) as con:
        con.execute("alter table raw.facts drop column quote")
    assert "raw.facts not as this version makes it" in refusal(lambda: load(path))


def test_an_empty_database_becomes_a_warehouse(path: Path) -> None:
    duckdb.connect(str(path)).close()
    assert load(path).new == 10


@pytest.mark.parametrize("name", ["raw.duckdb", "marts.duckdb", "a.b.duckdb", "o'brien.duckdb"])
def test_a_name_that_means_something_else_to_the_database_is_told(tmp_path: Path, name: str) -> None:
    assert "choose another, for example riscontro.duckdb" in refusal(lambda: load(tmp_path / name))


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "is a folder" in refusal(lambda: load(tmp_path))


def test_a_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "choose a" in refusal(lambda: load(tmp_path / "file" / "w.duckdb"))


def test_a_warehouse_that_another_process_holds_is_told(path: Path) -> None:
    load(path)
    code = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert f"process {holder.pid} holds this warehouse open" in refusal(lambda: load(path))
        holder.communicate(b"\n")
    assert load(path).unchanged == 10


UNLOGGED = """
import os, sys
from pathlib import Path
from riscontro.warehouse_files import connect
with connect(Path(sys.argv[1]), logged=False) as con:
    con.execute("delete from raw.facts")
    for statement in sys.argv[2:]:
        con.execute(statement)
    os._exit(0)  # as if it were killed
"""


@pytest.mark.parametrize(("then", "facts"), [([], 40), (["checkpoint"], 0)])
def test_what_is_not_logged_is_there_from_a_checkpoint_on(path: Path, then: list[str], facts: int) -> None:
    load(path)
    subprocess.run([sys.executable, "-c", UNLOGGED, path, *then], check=True)
    assert warehouse.query(path, "select count(*) from raw.facts") == [(facts,)]


def test_what_does_not_fit_into_memory_goes_beside_the_file(path: Path) -> None:
    load(path)
    for logged in (True, False):
        with connect(path, logged=logged) as con:
            assert con.execute("select current_setting('temp_directory')").fetchall() == [(f"{path}.tmp",)]
