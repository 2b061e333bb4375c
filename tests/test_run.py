"""`run` from outside: what it prints, what it returns, what a second time finds. Extraction is by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import built
import pytest
from other_clients import reader

from riscontro import answer, lexicon, pipeline
from riscontro.errors import RiscontroError
from riscontro.publish import beside
from riscontro.run import next_commands, run
from riscontro.warehouse import query

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def line(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`line(inputs, warehouse, strict=…)`: exit code, standard output, standard error."""
    monkeypatch.setattr(pipeline, "extract_all", built.extract)
    monkeypatch.setattr(pipeline, "fingerprint", lambda language: "1")
    monkeypatch.setattr(lexicon, "available", lambda: ("it",))

    def go(*inputs: Path, warehouse: Path, strict: bool = False) -> tuple[int, str, str]:
        code = run(list(inputs), warehouse, strict)
        return code, *capfd.readouterr()

    return go


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The documents of the fixture as one file."""
    rows = [{key: value for key, value in asdict(one).items() if key != "origin"} for one in built.documents()]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8")
    return path


def test_the_line_twice(line: Run, articles: Path, tmp_path: Path) -> None:
    """The first run prints the answer; the second, told to be strict, finds nothing new and one fact in quarantine.

    A reader of the published file goes on with what it has; who comes after the second run sees that.
    """
    warehouse = tmp_path / "deep" / "w.duckdb"
    code, out, err = line(articles, tmp_path / "no-such-file", warehouse=warehouse)
    assert code == 0
    assert "documents   10 read: 10 new, 0 changed, 0 unchanged; 1 set aside" in out
    assert "facts       40 in the warehouse, of which 1 in quarantine" in out
    assert "publishers  1 without a row in seeds/publishers.csv: notizie.test" in out
    assert len(err.splitlines()) == 1
    assert "no-such-file" in err
    check_answer(out, warehouse)

    with reader(beside(warehouse), "reads") as sees:
        code, again, _ = line(articles, warehouse=warehouse, strict=True)
        with reader(beside(warehouse), "reads") as newcomer_sees:
            assert (sees(), newcomer_sees()) == (1, 2)
    assert code == 1
    assert "documents   10 read: 0 new, 0 changed, 10 unchanged; 0 set aside" in again
    assert again[again.index("facts ") :] == out[out.index("facts ") :]
    check_runs(warehouse)


def check_answer(out: str, warehouse: Path) -> None:
    lines = out.splitlines()
    assert max(len(said) for said in lines if str(warehouse) not in said) <= answer.WIDTH
    assert lines == [said.rstrip() for said in lines]
    rows = [" ".join(said.split()) for said in lines]
    assert rows.index("~ 10,000 2024-10-28 United States La Stampa, la Repubblica 2") < rows.index("≥ 6,000 " + LAST)
    assert "9,000,000" not in out
    report = warehouse.with_name(f"{warehouse.stem}_report.html")
    assert f"warehouse   {warehouse}\npublished   {beside(warehouse)}\nreport      {report}\n" in out
    assert report.stat().st_size > 900_000
    assert [said[12:] for said in lines if said.startswith("next ")] == next_commands(warehouse)


LAST = "2025-06-15 United Kingdom La Stampa 1"


def check_runs(warehouse: Path) -> None:
    columns = "run_id, documents_read, documents_new, problems, quarantined, finished_at >= started_at"
    assert query(warehouse, f"select {columns} from raw.runs order by 1") == [
        (1, 10, 10, 1, 1, True),
        (2, 10, 0, 0, 1, True),
    ]
    assert query(warehouse, "select fact_id from raw.quarantine") == [("f40",)]
    assert query(warehouse, "select count(*) from marts.fct_facts where fact_id = 'f40'") == [(0,)]


def test_a_run_that_can_read_nothing_fails(line: Run, tmp_path: Path) -> None:
    code, out, err = line(tmp_path / "a", tmp_path / "b", warehouse=tmp_path / "w.duckdb")
    assert code == 1
    assert "0 read: 0 new, 0 changed, 0 unchanged; 2 set aside" in out
    assert len(err.splitlines()) == 2


def test_a_file_that_is_no_warehouse_stops_the_run(line: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").write_text("text")
    with pytest.raises(RiscontroError, match="not a DuckDB file"):
        line(articles, warehouse=tmp_path / "w.duckdb")


def test_the_commands_to_type_are_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    explain, build = next_commands(built.built_warehouse(tmp_path_factory.getbasetemp()))
    assert " explain f" in explain
    assert build.startswith("cd ")
    assert Path(sys.executable).with_name("dbt").exists()
    assert build.endswith("dbt build")


@pytest.mark.parametrize(
    ("modifier", "low", "high", "said"),
    [
        ("exact", 11000, 11000, "11,000"),
        ("exact", 5.25, 5.25, "5.25"),
        ("approx", 11000, 11000, "~ 11,000"),
        ("at_least", 11000, None, "≥ 11,000"),
        ("at_most", None, 12000000, "≤ 12,000,000"),
        ("range", 10000, 12000, "10,000–12,000"),
        ("vague", 200, 999, "200–999"),
        ("unquantified", None, None, "no number"),
    ],
)
def test_intervals_as_a_reader_writes_them(modifier: str, low: float | None, high: float | None, said: str) -> None:
    assert answer.interval(modifier, low, high) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-07-13", "2025-07-13", "2025-07-13"),
        ("2025-02-01", "2025-02-28", "2025-02"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-10-18", "2025-01-12", "2024-10-18…2025-01-12"),
        ("2024-02-01", "2025-02-28", "2024-02-01…2025-02-28"),
        (None, None, ""),
    ],
)
def test_periods_as_a_reader_writes_them(start: str | None, end: str | None, said: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    assert answer.period(*days) == said
