"""Planted cases, from stored documents to the marts: small worlds whose comparison is known; the marts as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import built
import pytest

from riscontro import marts
from riscontro.model import Document, Extraction, Fact, stable_id
from riscontro.warehouse import load, query

pytestmark = pytest.mark.xdist_group("comparisons")  # what it builds is built once

WIRE = (
    "Il ministero ha contato 700 feriti dopo la battaglia sul fiume. Il portavoce ha aggiunto che gli ospedali della"
    " regione sono pieni, che mancano medici e coperte, e che i convogli con gli aiuti arrivano di notte perché di"
    " giorno la strada è sotto tiro. La prossima cifra sarà resa nota venerdì, dopo la visita del governatore."
)
# publisher, day, text (None: one of its own), claims: actor, metric, claimant, low, high, what differs from the usual
ARTICLES: list[tuple[str, str, str | None, list[tuple[Any, ...]]]] = [
    ("agenziaponente.example", "2025-03-01", WIRE, [("UKR", "troops_wounded", "KOR", 700, 700)]),
    ("ponentetv.example", "2025-03-01", "Dal fronte. " + WIRE, [("UKR", "troops_wounded", "KOR", 700, 700)]),
    ("voceticinese.example", "2025-03-01", WIRE[:-60], [("UKR", "troops_wounded", "KOR", 700, 700)]),
    ("ansa.it", "2025-03-01", None, [("RUS", "troops_killed", "UKR", 3000, 3000)]),
    ("repubblica.it", "2025-03-03", None, [("RUS", "troops_killed", "RUS", 200, 200)]),
    ("ansa.it", "2025-03-04", None, [("ISR", "personnel_deployed", "USA", 6000, 6000),
        ("ISR", "sappers_deployed", "USA", 1000, 1000), ("ISR", "workers_deployed", "USA", 5000, 5000)]),
    ("ansa.it", "2025-04-01", None, [("PSE", "civilians_killed", "PSE", 100, 100)]),
    ("ansa.it", "2025-04-11", None, [("PSE", "civilians_killed", "PSE", 300, 300)]),
    ("ansa.it", "2025-05-01", None, [("PRK", "troops_deployed", "KOR", 10000, None, {"modifier": "at_least"})]),
    ("lastampa.it", "2025-05-02", None, [("PRK", "troops_deployed", "UKR", 11000, 11000)]),
    ("ansa.it", "2025-06-01", None, [("IRN", "missiles_supplied", "USA", 90, 90)]),
    ("ansa.it", "2025-06-02", None, [("IRN", "missiles_supplied", "IRN", 90, 90, {"status": "denied"})]),
    ("ansa.it", "2025-07-01", None, [("FRA", "troops_trained", "FRA", 500, 500, {"status": "planned"})]),
    ("ansa.it", "2025-07-09", None, [("FRA", "troops_trained", "UKR", 300, 300)]),
]  # fmt: skip


def documents() -> list[Document]:
    return [
        Document(id=f"d{n:02}", text=text or f"Testo numero {n}: {day}.", language="it", publisher=publisher,
                 published=dt.date.fromisoformat(day), origin=f"{n}.txt")
        for n, (publisher, day, text, _) in enumerate(ARTICLES)
    ]  # fmt: skip


def extract(batch: Iterable[Document]) -> Iterator[Extraction]:
    for document in batch:
        claims = ARTICLES[int(document.id[1:])][3]
        yield Extraction(document, tuple(fact(document, *claim) for claim in claims), ())


def fact(
    document: Document, actor: str, metric: str, claimant: str, low: float, high: float | None, other: Any = None
) -> Fact:
    usual = {"modifier": "exact", "status": "actual", "value": low, "unit": "person", "hedged": False, "location": None}
    dates = {"date": document.published, "date_end": document.published, "date_precision": "day"}
    where = {"char_start": 0, "char_end": 5, "quote": document.text, "rule_id": "by_hand", "date_basis": "published"}
    who = {"actor": actor, "metric": metric, "claimant": claimant, "counterpart": None, "source": document.publisher}
    key = {"fact_id": stable_id(document.id, metric), "document_id": document.id, "language": "it"}
    return Fact(value_low=low, value_high=high, **(usual | dates | where | who | key | (other or {})))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planted") / "planted.duckdb"
    load(path, documents(), extract=extract, fingerprints={"it": "1"}, started_at=built.START)
    marts.build(path)
    return path


def test_a_wire_copy_in_three_outlets_of_two_families_counts_once(planted: Path) -> None:
    spread = "documents, publishers, families, origins, independent_origins, copies"
    sql = f"select {spread} from marts.fct_claims where metric = 'troops_wounded'"
    assert query(planted, sql) == [(3, 3, 2, 1, 1, 2)]
    columns = "independent_origins, claimants, second_seen"
    sql = f"select {columns} from marts.cmp_corroboration where metric = 'troops_wounded'"
    assert query(planted, sql) == [(1, 1, None)]


def test_two_ministries_that_disagree_are_a_value_contradiction(planted: Path) -> None:
    sql = "select type, one_speaker, other_speaker, gap from marts.cmp_contradictions where metric = 'troops_killed'"
    assert query(planted, sql) == [("value", "UKR", "RUS", 2800)]


def test_parts_that_make_up_their_whole_are_consistent(planted: Path) -> None:
    columns = "parts, parts_low, parts_high, remainder_low, remainder_high, exceeds"
    assert query(planted, f"select {columns} from marts.cmp_totals_and_parts") == [(2, 6000, 6000, 0, 0, False)]
    assert query(planted, "select * from marts.cmp_contradictions where actor = 'ISR'") == []


def test_a_later_number_of_the_same_claimant_is_a_revision_and_no_contradiction(planted: Path) -> None:
    columns = "speaker, previous_low, new_low, direction, difference, ratio, days_between"
    assert query(planted, f"select {columns} from marts.cmp_revisions") == [("PSE", 100, 300, "up", 200, 3, 10)]
    assert query(planted, "select * from marts.cmp_contradictions where actor = 'PSE'") == []


def test_more_than_ten_thousand_and_eleven_thousand_agree(planted: Path) -> None:
    assert query(planted, "select * from marts.cmp_contradictions where actor = 'PRK'") == []
    sql = "select claimants, independent_origins, days_to_second from marts.cmp_corroboration where actor = 'PRK'"
    assert query(planted, sql) == [(2, 2, 1)] * 2


def test_a_denial_and_a_plan_that_came_out_otherwise_are_contradictions_of_status(planted: Path) -> None:
    sql = "select actor, one_status, other_status, meet from marts.cmp_contradictions where type = 'status' order by 1"
    assert query(planted, sql) == [("FRA", "planned", "actual", False), ("IRN", "actual", "denied", True)]


def test_no_sentence_is_missing(planted: Path) -> None:
    sql = "select count(*) from marts.cmp_contradictions where one_quote is null or other_quote is null"
    assert query(planted, sql) == [(0,)]


DAY = dt.date(2024, 12, 31)


def loaded(path: Path, documents: list[Document], as_of: dt.date | None = None) -> Path:
    load(path, documents, extract=built.extract, fingerprints={"it": "1"}, started_at=built.START)
    marts.build(path, as_of=as_of)
    return path


def test_as_of_a_day_the_marts_are_those_of_the_documents_up_to_then(tmp_path: Path) -> None:
    everything = loaded(tmp_path / "everything.duckdb", built.documents(), DAY)
    until_then = [one for one in built.documents() if one.published and one.published <= DAY]
    only_then = loaded(tmp_path / "only_then.duckdb", until_then)
    names = query(only_then, "select table_name from duckdb_tables() where schema_name = 'marts' order by 1")
    for (name,) in names:
        sql = f"select * from marts.{name} order by all"
        assert query(everything, sql) == query(only_then, sql), name
    assert query(only_then, "select count(*) from marts.fct_facts") == [(15,)]
    assert query(everything, "select count(*) from raw.documents") == [(10,)]
