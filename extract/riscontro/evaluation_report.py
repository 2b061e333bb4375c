"""A score → lines for people: the table of figures and, on demand, why each fact was missed or invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from riscontro.evaluation import LEVELS, Row, Score
from riscontro.explain import evidence_line, seen_line
from riscontro.model import Document, Extraction

Seen = Callable[[Document], Iterable[Mapping[str, Any]]]


def table(score: Score) -> Iterator[str]:
    """One line a level, then one a metric (at card level)."""
    figures = score.figures()
    yield f"{'':26}precision  recall      f1   found  missed  invented   ({figures['documents']} documents)"
    lines = [(level, figures[level]) for level in LEVELS]
    lines += [(f"  {name}", tally) for name, tally in figures["by_metric"].items()]
    for name, tally in lines:
        ratios = "".join(f"{tally[key]:>8.3f}" for key in ("precision", "recall", "f1"))
        yield f"{name:26} {ratios}{tally['found']:>8}{tally['missed']:>8}{tally['invented']:>10}"


def differences(score: Score, extractions: Mapping[str, Extraction], *, mentions: Seen) -> Iterator[str]:
    """Each miss with what was rejected and seen in its sentence; each invention with its evidence.

    `extractions` by document id; empty where the rows came from elsewhere.
    """
    for document_id, fact in score.missed:
        yield f"missed    {document_id} {_summary(fact, fact.get('value'))}: {_flat(fact['quote'])}"
        if document_id in extractions:
            yield from _around(extractions[document_id], fact["quote"], mentions)
    for document_id, row in score.invented:
        yield f"invented  {document_id} {_summary(row, row.get('value'))}: {_flat(str(row.get('quote')))}"
        if document_id in extractions:
            yield from _evidence(extractions[document_id], row)


def _summary(row: Row, value: Any) -> str:
    actor = "/".join(row["actor"]) if isinstance(row.get("actor"), list) else row.get("actor")
    when = " to ".join(dict.fromkeys((str(row.get("date")), str(row.get("date_end")))))
    number = f"{value:,.10g}" if isinstance(value, int | float) else "none"
    return f"{actor} {row['metric']} {row.get('modifier')} {number} {when}"


def _around(extraction: Extraction, quote: str, mentions: Seen) -> Iterator[str]:
    """Facts, rejections and mentions in the sentences that the gold quote touches."""
    start, end = _sentence(extraction.document, quote)
    for fact in extraction.facts:
        if start <= fact.char_start < end:
            yield f"            fact      {_summary(fact.row(), fact.value)}"
    for rejected in extraction.rejected:
        if start <= rejected.char_start < end:
            detail = f" ({rejected.detail})" if rejected.detail else ""
            yield f"            rejected  {rejected.text!r}: {rejected.reason}{detail}"
    for mention in mentions(extraction.document):
        if start <= mention["char_start"] < end:
            yield f"            seen      {seen_line(mention)}"


def _evidence(extraction: Extraction, row: Row) -> Iterator[str]:
    for fact in extraction.facts:
        if fact.fact_id == row.get("fact_id"):
            yield f"            rule      {fact.rule_id}"
            yield from (f"            from      {evidence_line(item)}" for item in fact.evidence)


def _sentence(document: Document, quote: str) -> tuple[int, int]:
    """The span of the sentences that hold the quote; an empty one where the text does not have it."""
    from riscontro.lexicon import load
    from riscontro.sentences import split

    begin = document.text.find(quote)
    if begin < 0:
        return 0, 0
    touched = [
        s for s in split(document.text, load(document.language)) if s.start < begin + len(quote) and s.end > begin
    ]
    return (touched[0].start, touched[-1].end) if touched else (begin, begin + len(quote))


def _flat(text: str) -> str:
    return " ".join(text.split())
