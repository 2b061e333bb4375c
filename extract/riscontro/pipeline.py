"""START HERE: documents in, facts and rejections out. Pure: no file, no clock, no database, so any engine can map it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riscontro.model import Document, Extraction


def extract(document: Document) -> Extraction:
    """All facts and rejections of one document, in text order."""
    return Extraction(document, (), ())


def extract_all(documents: Iterable[Document]) -> Iterator[Extraction]:
    """`extract`, streamed."""
    return map(extract, documents)


def mentions(document: Document) -> list[dict[str, Any]]:
    """What was seen before it was judged: rows with document_id, kind, text, char_start, char_end, rule_id and, for
    quantities, value, low, high, modifier; for times, date, date_end, precision."""
    return []


def fingerprint(language: str) -> str:
    """A hash of everything that decides what a document of this language yields: code, wording, seeds."""
    return ""
