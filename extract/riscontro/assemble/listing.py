"""What was seen in a sentence, as rows: quantities, measures and codes (id: the kind of number), times, actors, places,
nouns, predicates, cues."""

from __future__ import annotations

from typing import Any

from riscontro.assemble.shapes import Parsed
from riscontro.mentions.time import resolve
from riscontro.model import Document

_SKIPPED = ("article", "and", "filler")
_NO_QUANTITY = ("measure", "code")  # kinds of number that say how long or which one, and not how many
_COLUMNS = ("value", "low", "high", "modifier", "date", "date_end", "precision")


def rows_of(parsed: Parsed, document: Document) -> list[dict[str, Any]]:
    """One row for each mention of the sentence, every column on every row."""
    begin = parsed.sentence.start
    rows = []
    for number in parsed.numbers:
        q = number.quantity
        extra: dict[str, Any] = {"value": q.value, "low": q.low, "high": q.high, "modifier": q.modifier, "id": q.kind}
        kind = q.kind if q.kind in _NO_QUANTITY else "quantity"
        rows.append(_row(document, kind, begin + q.start, begin + q.end, q.rule_id, extra))
    for when in parsed.times:
        m = when.mention
        period = resolve(m, published=document.published)
        extra = {"date": period.start, "date_end": period.end, "precision": period.precision} if period else {}
        rows.append(_row(document, "time", begin + m.start, begin + m.end, m.rule_id, extra))
    for word in parsed.words:
        start, end = parsed.chars(word.first, word.last)
        for kind in sorted({e.kind for e in word.entries} - set(_SKIPPED)):
            entry = word.reading(kind)
            assert entry is not None
            rows.append(_row(document, kind, start, end, entry.rule_id, {}) | {"id": entry.id})
    return rows


def _row(document: Document, kind: str, start: int, end: int, rule_id: str, extra: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "document_id": document.id,
        "kind": kind,
        "text": document.text[start:end],
        "char_start": start,
        "char_end": end,
        "rule_id": rule_id,
        "id": None,
    }
    return row | dict.fromkeys(_COLUMNS) | extra
