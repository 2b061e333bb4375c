"""The synthetic warehouse and the benchmark of the marts: the same rows each time, news-like, limits that are told."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from riscontro.paths import ROOT
from riscontro.warehouse import query

FACTS = 4_000
TABLES = ("documents", "facts", "document_origins", "rejections", "quarantine", "runs")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("synthetic"), importlib.import_module("bench_marts")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        path = tmp_path_factory.mktemp("made") / "big.duckdb"
        importlib.import_module("synthetic").make(path, FACTS)
        return path


def one(path: Path, sql: str) -> Any:
    return query(path, sql)[0][0]


def test_the_same_number_gives_the_same_rows(made: Path, tools: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    tools[0].make(tmp_path / "again.duckdb", FACTS)
    for table in TABLES:
        every = f"from raw.{table} order by all"
        assert query(made, every) == query(tmp_path / "again.duckdb", every), table


def test_about_as_many_facts_as_asked_for_and_each_once(made: Path) -> None:
    assert one(made, "select count(*) from raw.facts") == pytest.approx(FACTS, rel=0.1)
    assert one(made, "select count(distinct fact_id) = count(*) from raw.facts")
    assert one(made, "select count(distinct document_id) = count(*) from raw.documents")


@pytest.mark.parametrize("column", ["actor", "metric", "claimant", "location", "source", "counterpart"])
def test_a_few_make_most_of_it(made: Path, column: str) -> None:
    counts = [
        row[0] for row in query(made, f"select count(*) from raw.facts where {column} is not null group by {column}")
    ]
    tenth = sorted(counts, reverse=True)[: len(counts) // 10 + 1]
    assert sum(tenth) > 0.25 * sum(counts)


def test_copies_say_what_their_origin_says_and_come_later(made: Path) -> None:
    origins = "raw.document_origins o join raw.documents d using (document_id)"
    joined = f"{origins} join raw.documents f on o.origin_id = f.document_id"
    assert 0.1 < one(made, "select avg((copy_of is not null)::int) from raw.document_origins") < 0.5
    assert one(made, f"select bool_and(d.published >= f.published) from {joined}")
    claims = "select document_id, actor, metric, value_low, value_high, modifier, claimant, status from raw.facts"
    copies = f"({claims}) c join raw.document_origins o using (document_id) where o.copy_of is not null"
    copied = f"select o.origin_id, c.* exclude (document_id) from {copies}"
    assert one(made, f"select count(*) from ({copied} except {claims})") == 0


def test_every_fact_is_in_the_text_of_its_document(made: Path) -> None:
    whole = "raw.facts f join raw.documents d using (document_id) where f.value_low is not null"
    span = "substring(d.text, char_start + 1, char_end - char_start) = f.value_low::bigint::varchar"
    assert one(made, f"select bool_and({span} and contains(d.text, quote)) from {whole}")


def test_more_documents_come_on_top(made: Path, tools: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "more.duckdb"
    tools[0].make(path, FACTS)
    documents, facts = tools[0].add(path, FACTS, 0.1)
    before, after = (one(file, "select count(*) from raw.facts") for file in (made, path))
    assert (documents, after) == (round(0.1 * one(made, "select count(*) from raw.documents")), before + facts)
    assert one(path, "select count(distinct fact_id) = count(*) from raw.facts")


def bench(
    tools: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch, costs: list[float], tries: int = 1
) -> int:
    """The benchmark over builds and publications of such costs: what it returns."""
    left = iter(costs)

    def measured(step: str, path: Path) -> Any:
        cost = 1.0 if step == "publish" else next(left)
        return tools[1].Cost(processor=cost, wall=cost, peak=int(cost * 1e6), models={"fct": cost})

    monkeypatch.setattr(tools[1], "_measured", measured)
    monkeypatch.setattr(tools[0], "make", lambda path, facts: (path.touch() or facts, facts))
    monkeypatch.setattr(tools[0], "add", lambda path, facts, share: (1, 1))
    sizes = ["--sizes", "100", "1000", "10000", "--add-to", "1000"]
    return int(tools[1].main([*sizes, "--tries", str(tries)]))


@pytest.mark.parametrize(
    ("costs", "missed"),
    [
        ([10, 100, 9, 1000], []),
        ([10, 100, 9, 1300], ["1,000 to 10,000 facts: growth 13.0x, at most 12.0x expected"]),
        ([10, 100, 11, 1000], ["1% of documents more: of a whole build 11.0%, at most 10.0% expected"]),
        ([10, 800, 9, 9000], ["10,000 facts: peak 9,000 MB, at most 8,000 MB expected"]),
    ],
)
def test_a_limit_that_is_missed_is_told(
    tools: tuple[ModuleType, ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    costs: list[float],
    missed: list[str],
) -> None:
    code = bench(tools, monkeypatch, costs)
    told = [line.removeprefix("missed: ") for line in capsys.readouterr().out.splitlines() if line.startswith("missed")]
    assert (code, told) == (int(bool(missed)), missed)


@pytest.mark.parametrize(
    ("middle", "missed"),
    [
        ((100, 9), []),
        ((80, 6), ["1,000 to 10,000 facts: growth 12.5x, at most 12.0x expected"]),
        ((100, 11), ["1% of documents more: of a whole build 11.0%, at most 10.0% expected"]),
    ],
)
def test_of_several_builds_the_middle_one_counts(
    tools: tuple[ModuleType, ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    middle: tuple[float, float],
    missed: list[str],
) -> None:
    before, after = [10, 300, 1], [50, *middle, 1, 20, 90]
    assert bench(tools, monkeypatch, [*before, 1000, *after], tries=3) == int(bool(missed))
    out = capsys.readouterr().out
    assert [line.removeprefix("missed: ") for line in out.splitlines() if line.startswith("missed")] == missed
    assert "  1, 10, 50\n" in out
