"""Which stored texts are copies of which, from outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import built
import duckdb
import pytest

from riscontro import origins
from riscontro.model import Document, Extraction
from riscontro.warehouse import load, query

STORY = (
    "La diga sopra la valle ha ceduto poco prima dell'alba. I soccorritori hanno raggiunto il paese con gli elicotteri"
    " e portato via gli anziani; il sindaco chiede tende, generatori e acqua pulita per almeno due settimane."
)
OTHER = "Il mercato del pesce riapre dopo i lavori: banchi nuovi, una fontana e il ghiaccio prodotto con il sole."


def found(path: Path, *texts: tuple[str, str, str | None]) -> list[tuple[str, str]]:
    """(document, origin) of documents (id, text, day)."""
    days = {key: dt.date.fromisoformat(day) if day else None for key, _, day in texts}
    documents = [Document(id=key, text=text, language="it", published=days[key], origin=key) for key, text, _ in texts]
    extract = lambda batch: (Extraction(one, (), ()) for one in batch)  # noqa: E731
    load(path, documents, extract=extract, fingerprints={"it": "1"}, started_at=built.START)
    origins.find(path)
    return query(path, "select document_id, origin_id from raw.document_origins order by 1")


@pytest.mark.parametrize(
    ("text", "day", "origin"),
    [
        ("Dalla valle. " + STORY, "2025-03-02", "a"),
        (STORY[:-50], "2025-03-01", "a"),
        (STORY + " Segue.", None, "a"),
        (STORY + " Segue.", "2025-06-01", "b"),
        (OTHER, "2025-03-01", "b"),
        ("", "2025-03-01", "b"),
    ],
)
def test_a_copy_is_near_in_words_and_in_time(text: str, day: str | None, origin: str, tmp_path: Path) -> None:
    assert found(tmp_path / "w.duckdb", ("a", STORY, "2025-03-01"), ("b", text, day)) == [("a", "a"), ("b", origin)]


def test_a_text_that_comes_in_late_is_the_first_where_it_was_published_first(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    assert found(path, ("b", STORY + " Segue.", "2025-03-02")) == [("b", "b")]
    assert found(path, ("a", STORY, "2025-03-01")) == [("a", "a"), ("b", "a")]


def test_two_texts_of_one_word_are_no_copies(tmp_path: Path) -> None:
    assert found(tmp_path / "w.duckdb", ("a", "Ah.", None), ("b", "Oh.", None)) == [("a", "a"), ("b", "b")]


def texts_of_a_wire(count: int) -> list[Document]:
    """Stories, each run in a few papers: cut, extended, days later, some without a day."""
    words = [f"parola{n}" for n in range(60)]
    draw = Random(1)
    documents = []
    for n in range(count):
        story = Random(n // 6).sample(words, 40)
        text = " ".join(story[: draw.randint(25, 40)] + draw.sample(words, draw.randint(0, 8)))
        day = dt.date(2025, 3, 1) + dt.timedelta(days=draw.randint(0, 25)) if draw.random() < 0.8 else None
        documents.append(Document(id=f"d{n:03}", text=text, language="it", published=day, origin=f"{n}"))
    return documents


def origins_of(path: Path, documents: list[Document]) -> list[tuple[object, ...]]:
    extract = lambda batch: (Extraction(one, (), ()) for one in batch)  # noqa: E731
    load(path, documents, extract=extract, fingerprints={"it": "1"}, started_at=built.START)
    origins.find(path)
    return query(path, "select * from raw.document_origins order by all")


def test_text_after_text_is_the_same_as_all_at_once(tmp_path: Path) -> None:
    documents = texts_of_a_wire(90)
    Random(2).shuffle(documents)
    changed = [replace(one, published=dt.date(2025, 3, 9)) for one in documents[:10]]
    changed += [replace(one, text=f"{documents[40].text} infine {one.id}") for one in documents[10:15]]
    path = tmp_path / "by_and_by.duckdb"
    for start in range(0, 90, 30):
        origins_of(path, documents[start : start + 30])
    with duckdb.connect(str(path)) as con:
        con.execute("delete from raw.documents where document_id in ('d003', 'd004', 'd020', 'd050')")
    gone = {"d003", "d004", "d020", "d050"}
    by_and_by = origins_of(path, [one for one in changed if one.id not in gone])
    now = {one.id: one for one in (*documents, *changed) if one.id not in gone}
    at_once = origins_of(tmp_path / "at_once.duckdb", [*now.values()])
    assert by_and_by == at_once
    assert 20 < sum(row[2] is not None for row in at_once) < 70


def test_what_came_before_is_not_compared_again(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    found(path, ("a", STORY, "2025-03-01"), ("b", STORY + " Segue.", "2025-03-02"))
    with duckdb.connect(str(path)) as con:
        con.execute("update raw.document_neighbours set similarity = 0.99")  # would be found anew
    found(path, ("c", OTHER, "2025-03-02"))
    assert query(path, "select document_id, similarity from raw.document_origins where copy_of is not null") == [
        ("b", 0.99)
    ]
