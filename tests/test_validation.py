"""Every check has rows that fail it and rows that pass, all planted in one warehouse that is validated once."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from riscontro.errors import RiscontroError
from riscontro.model import Fact
from riscontro.paths import EXPECTATIONS, SEEDS
from riscontro.validation import ValidationSummary, failing_expectations, load_accepted, validate
from riscontro.validation_suites import load_suites
from riscontro.warehouse_files import connect
from riscontro.warehouse_schema import TABLES

pytestmark = pytest.mark.xdist_group("validation")  # what it builds is built once

# Before the value: letters of more than one byte, a combining accent, a character beyond the basic plane.
QUOTE = "Perche\u0301 così — 😀 — ne contano 1.200 in due città."
TEXT = f"Un titolo è qui.\n\n{QUOTE} E poi altro."
START = TEXT.index("1.200")
PUBLISHED = dt.date(2025, 3, 10)
DAY = dt.date(2025, 3, 1)
SEED_FILES = {
    "metrics.csv": 'id,label,unit,parents,min,max,symmetric,why\ngeese,Geese,person,,10,5000,false,"Few, or a flock."\n'
    "alms,Alms,currency,,1,900000000,false,A purse.\n",
    "places.csv": "id,label,country,kind\nsomewhere,Somewhere,AAA,town\n",
    "actors.csv": "id,label,kind,parent,country\nAAA,Aland,state,,\nBBB,Beland,state,,\n",
    "accepted_outliers.csv": "fact_id,metric,reason,added\naccepted,geese,Counted twice by hand.,2025-03-11\n"
    "accepted-but-broken,geese,Counted twice by hand.,2025-03-11\n",
}
GOOD: dict[str, Any] = {
    "document_id": "doc",
    "actor": "AAA",
    "metric": "geese",
    "value": 1200.0,
    "value_low": 1200.0,
    "value_high": 1200.0,
    "modifier": "exact",
    "unit": "person",
    "date": DAY,
    "date_end": DAY,
    "date_precision": "day",
    "date_basis": "stated",
    "source": "example.it",
    "claimant": "BBB",
    "counterpart": None,
    "location": None,
    "status": "actual",
    "hedged": False,
    "language": "it",
    "quote": QUOTE,
    "char_start": START,
    "char_end": START + 5,
    "rule_id": "rule",
}
REQUIRED = [name for name in GOOD if GOOD[name] is not None and not name.startswith(("value", "claim", "date"))]
REQUIRED += ["date_precision", "date_basis"]


def interval(low: float | None, value: float | None, high: float | None, modifier: str = "range") -> dict[str, Any]:
    return {"value_low": low, "value": value, "value_high": high, "modifier": modifier}


def period(first: dt.date | None, last: dt.date | None, precision: str, basis: str = "stated") -> dict[str, Any]:
    return {"date": first, "date_end": last, "date_precision": precision, "date_basis": basis}


FAILING: dict[str, list[dict[str, Any]]] = {
    "required_column_is_filled": [{"fact_id": None}, *({name: None} for name in REQUIRED)],
    "fact_id_is_unique": [{"fact_id": "twin"}, {"fact_id": "twin"}],
    "code_is_allowed": [{"modifier": "roughly"}, {"date_precision": "week"}, {"date_basis": "guess"}, {"status": "x"}],
    "interval_in_order": [interval(90, None, 20, "vague"), interval(90, 50, 99), interval(20, 100, 99)],
    "modifier_agrees_with_interval": [
        interval(20, None, 20, "exact"),
        interval(20, 50, 99, "vague"),
        interval(None, 50, 50, "approx"),
        interval(50, 50, 50, "at_most"),
        interval(50, 50, None, "range"),
        interval(50, 50, 50, "at_least"),
        interval(20, 50, None, "at_least"),
        interval(None, 50, 99, "at_most"),
        interval(20, 20, 99, "exact"),
    ],
    "period_in_order": [
        period(DAY, dt.date(2025, 2, 1), "range"),
        period(DAY, None, "day"),
        period(None, DAY, "none", "none"),
    ],
    "precision_agrees_with_period": [
        period(DAY, DAY, "none"),
        period(None, None, "day", "none"),
        period(DAY, DAY, "day", "none"),
        period(None, None, "none", "stated"),
        period(DAY, dt.date(2025, 3, 2), "day"),
    ],
    "span_in_order": [{"char_start": -1}, {"char_end": START}],
    "value_in_plausible_range": [
        interval(950e6, 950e6, 950e6, "exact"),
        interval(9, 9, 9, "exact"),
        interval(0, 2500, 5000),
        interval(2000, None, 9999, "vague"),
        interval(float("nan"), float("nan"), float("nan"), "exact"),
    ],
    "metric_is_known": [{"metric": "swans"}],
    "unit_is_the_metrics": [{"unit": "tonne"}, {"metric": "alms", "unit": "pounds"}, {"unit": "EUR"}],
    "party_is_known": [{"actor": "ZZZ"}, {"counterpart": "ZZZ"}, {"claimant": "ZZZ"}],
    "location_is_known": [{"location": "nowhere"}],
    "year_is_plausible": [
        period(dt.date(1899, 1, 1), dt.date(1899, 12, 31), "year"),
        period(DAY, dt.date(2046, 1, 1), "range"),
        {"document_id": "undated", **period(dt.date(2101, 1, 1), dt.date(2101, 1, 1), "day")},
    ],
    "document_is_stored": [{"document_id": "lost"}],
    "quote_is_in_document": [{"quote": "Ne contano 1.200, o così dicono."}],
    "quote_contains_value": [
        {"quote": "E poi altro."},
        {"char_start": START - 40},
        {"char_end": len(TEXT) + 9, "quote": TEXT},
    ],
}
PASSING: dict[str, list[dict[str, Any]]] = {
    "required_column_is_filled": [{"claimant": None, "counterpart": "BBB", "location": "somewhere", "hedged": True}],
    "fact_id_is_unique": [{}, {}],
    "code_is_allowed": [{"status": "planned"}, {"status": "denied"}, {"date_basis": "relative"}],
    "interval_in_order": [interval(20, 59.5, 99), interval(20, 20, 20)],
    "modifier_agrees_with_interval": [
        interval(50, 50, 50, "approx"),
        interval(50, 50, None, "at_least"),
        interval(None, 50, 50, "at_most"),
        interval(20, None, 99, "vague"),
        interval(None, None, None, "unquantified"),
    ],
    "period_in_order": [period(DAY, dt.date(2025, 3, 31), "month")],
    "precision_agrees_with_period": [period(None, None, "none", "none")],
    "span_in_order": [{"char_end": START + 1}],
    "value_in_plausible_range": [interval(10, 10, 10, "exact"), interval(5000, 5000, 5000, "exact")],
    "metric_is_known": [{"metric": "alms", "unit": "USD"}],
    "unit_is_the_metrics": [{"metric": "alms", "unit": "EUR"}],
    "party_is_known": [{"actor": "BBB", "counterpart": "AAA", "claimant": None}],
    "location_is_known": [{"location": "somewhere"}],
    "year_is_plausible": [
        period(dt.date(1900, 1, 1), dt.date(1900, 1, 1), "day"),
        period(dt.date(2045, 1, 1), dt.date(2045, 12, 31), "year"),
        {"document_id": "undated", **period(dt.date(2099, 1, 1), dt.date(2099, 1, 1), "day")},
    ],
    "document_is_stored": [{"document_id": "undated"}],
    "quote_is_in_document": [{"quote": "😀 — ne contano 1.200"}],
    "quote_contains_value": [{"quote": "1.200"}],
}


def facts(rows: dict[str, list[dict[str, Any]]], kind: str) -> list[Fact]:
    named = [(f"{kind}-{check}-{n}", changes) for check, cases in rows.items() for n, changes in enumerate(cases)]
    return [Fact(**{"fact_id": fact_id} | GOOD | changes) for fact_id, changes in named]


def case_ids(rows: dict[str, list[dict[str, Any]]]) -> list[Any]:
    return [pytest.param(check, n, id=f"{check}-{n}") for check, cases in rows.items() for n in range(len(cases))]


def make(path: Path, rows: Iterable[Fact]) -> Path:
    documents = [("doc", TEXT, PUBLISHED), ("undated", TEXT, None)]
    with connect(path) as con:
        con.executemany("insert into raw.documents (document_id, text, published) values (?, ?, ?)", documents)
        marks = ", ".join("?" for _ in TABLES["facts"])
        con.executemany(f"insert into raw.facts values ({marks})", [list(fact.row().values()) for fact in rows])
    return path


def quarantine(path: Path) -> list[tuple[str, ...]]:
    with connect(path, read_only=True) as con:
        return con.execute("select fact_id, expectation, observed, expected from raw.quarantine").fetchall()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds of one's own")
    for name, content in SEED_FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    huge = GOOD | interval(6000, 6000, 6000, "exact")
    broken = huge | {"quote": "E poi altro."}
    accepted = [Fact(fact_id="accepted", **huge), Fact(fact_id="accepted-but-broken", **broken)]
    path = tmp_path_factory.mktemp("planted") / "planted.duckdb"
    return make(path, [*facts(FAILING, "bad"), *facts(PASSING, "good"), *accepted])


@pytest.fixture(scope="module")
def summary(warehouse: Path, seeds: Path) -> ValidationSummary:
    return validate(warehouse, seeds=seeds)


@pytest.fixture(scope="module")
def found(warehouse: Path, summary: ValidationSummary) -> dict[str, dict[str, tuple[str, ...]]]:
    """By fact_id and check: what was observed and what was expected."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for fact_id, check, *words in quarantine(warehouse):
        rows.setdefault(fact_id, {})[check] = tuple(words)
    return rows


@pytest.mark.parametrize(("check", "n"), case_ids(FAILING))
def test_planted_fact_fails_its_check(found: dict[str, Any], check: str, n: int) -> None:
    fact_id = FAILING[check][n].get("fact_id", f"bad-{check}-{n}")
    assert check in found.get(fact_id or "", {})


@pytest.mark.parametrize(("check", "n"), case_ids(PASSING))
def test_good_fact_passes_every_check(found: dict[str, Any], check: str, n: int) -> None:
    assert f"good-{check}-{n}" not in found


def test_every_check_has_failing_and_passing_rows() -> None:
    checks = [check.name for suite in load_suites(EXPECTATIONS) for check in suite.checks]
    assert sorted(checks) == sorted(FAILING) == sorted(PASSING)


@pytest.mark.parametrize("suite", load_suites(EXPECTATIONS), ids=lambda suite: suite.path.stem)
def test_every_expectation_of_the_suites_is_used(suite: Any, warehouse: Path, seeds: Path) -> None:
    with connect(warehouse, read_only=True) as con:
        failing = failing_expectations(con, suite, seeds=seeds, rows=1000)
    used = {one for checks in failing.values() for failed in checks.values() for one in failed}
    unused = [one for check in suite.checks for one in check.expectations if one not in used]
    assert [(one.type, one.kwargs) for one in unused] == []


def test_reason_is_told_in_words(found: dict[str, Any]) -> None:
    observed, expected = found["bad-value_in_plausible_range-0"]["value_in_plausible_range"]
    assert observed == "value 950000000"
    assert expected == "between 10 and 5000 (metric geese: Few, or a flock.)"


def test_what_is_missing_is_named(found: dict[str, Any]) -> None:
    assert found["bad-required_column_is_filled-1"]["required_column_is_filled"][0] == "no document_id"


def test_accepted_outlier_is_not_quarantined(found: dict[str, Any], summary: ValidationSummary) -> None:
    assert "accepted" not in found
    assert summary.lines[1] == "2 accepted outliers (seeds/accepted_outliers.csv)"


def test_accepted_outlier_still_needs_its_quote(found: dict[str, Any]) -> None:
    assert list(found["accepted-but-broken"]) == ["quote_contains_value"]


def test_summary_counts_facts(found: dict[str, Any], summary: ValidationSummary) -> None:
    assert summary.checked == sum(len(cases) for rows in (FAILING, PASSING) for cases in rows.values()) + 2
    assert summary.failed == len(found)
    assert summary.lines[0].startswith(f"{len(found)} facts quarantined: required_column_is_filled (")


def test_second_validation_writes_the_same_rows(warehouse: Path, seeds: Path, summary: ValidationSummary) -> None:
    before = quarantine(warehouse)
    assert validate(warehouse, seeds=seeds) == summary
    assert quarantine(warehouse) == before == sorted(before)


def test_clean_warehouse_empties_quarantine_in_silence(
    tmp_path: Path, seeds: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path / "clean.duckdb", [Fact(fact_id="one", **GOOD)])
    with connect(path) as con:
        con.execute("insert into raw.quarantine values ('gone', 'x', 'y', 'z')")
    assert validate(path, seeds=seeds).lines == ("1 fact checked, none quarantined",)
    assert quarantine(path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["clean.duckdb"]
    assert capfd.readouterr() == ("", "")


def test_warehouse_without_facts_passes(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "empty.duckdb").close()
    with connect(tmp_path / "empty.duckdb"):
        pass  # makes the tables
    assert validate(tmp_path / "empty.duckdb").lines == ("0 facts checked, none quarantined",)


def test_shipped_seeds_judge(tmp_path: Path) -> None:
    path = make(tmp_path / "shipped.duckdb", [Fact(fact_id="one", **GOOD)])
    validate(path)
    assert {row[1] for row in quarantine(path)} == {"metric_is_known", "party_is_known"}


@pytest.mark.parametrize("content", [None, "not a database, whatever its name says"])
def test_no_warehouse_is_one_line(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "w.duckdb"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(RiscontroError, match=r"w\.duckdb: [^\n]+$"):
        validate(path)


def test_outlier_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accepted_outliers.csv"
    path.write_text("fact_id,metric,reason,added\na,geese,true,2025-01-01\nb,geese, ,2025-01-01\n", encoding="utf-8")
    with pytest.raises(RiscontroError, match=r"accepted_outliers\.csv:3: .* a fact_id and a reason; fill both in"):
        load_accepted(path)


def test_shipped_outliers_can_be_read() -> None:
    assert isinstance(load_accepted(SEEDS / "accepted_outliers.csv"), frozenset)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("checks: [", "not a suite"),
        ("table: raw.facts\n", "not a suite"),
        ("table: raw.facts\nchecks: [{check: x, expected: e, expectations: []}]", "'x' has no observed"),
    ],
)
def test_broken_suite_is_named(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "odd.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(RiscontroError, match=rf"odd\.yaml: .*{problem}"):
        load_suites(tmp_path)


@pytest.mark.parametrize(
    "expectation",
    ["{type: expect_magic, kwargs: {}}", "{type: expect_column_values_to_be_null, kwargs: {column: nowhere}}"],
)
def test_expectation_that_cannot_run_is_named(tmp_path: Path, warehouse: Path, expectation: str) -> None:
    suite = f"table: raw.facts\nchecks: [{{check: x, expected: e, observed: o, expectations: [{expectation}]}}]"
    (tmp_path / "odd.yaml").write_text(suite, encoding="utf-8")
    with pytest.raises(RiscontroError, match=r"odd\.yaml: .*; correct the suite"):
        validate(warehouse, expectations=tmp_path)


def test_import_is_light() -> None:
    code = "import sys, riscontro.validation; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
