"""Which stored texts are copies of which, from outside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import built
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
