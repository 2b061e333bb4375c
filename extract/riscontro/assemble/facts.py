"""Drafts → fact rows: once per document, with ids, quotes and what each was built from."""

from __future__ import annotations

from riscontro import catalog
from riscontro.assemble.document import Reading
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import Draft
from riscontro.model import TOLD, Document, Evidence, Fact, Rejected, stable_id
from riscontro.sentences import Sentence

_HEADLINE, _STOPS = 140, ".!?…:;"
_UNQUANTIFIED, _EXACT = "unquantified", "exact"
_OCCURRENCE = "event"  # the unit of what simply happens, either way round


def facts(document: Document, reading: Reading) -> tuple[Fact, ...]:
    """All facts of a document in text order."""
    rows = [_fact(document, d) for d in _without_headlines(document, reading.drafts)]
    numbered = {(f.actor, f.metric) for f in rows if f.modifier != _UNQUANTIFIED}
    rows = [f for f in rows if f.modifier != _UNQUANTIFIED or (f.actor, f.metric) not in numbered]
    kept: dict[tuple[str, float | None, float | None], list[Fact]] = {}
    for row in sorted(rows, key=_in_text_order):
        alike = kept.setdefault((row.metric, row.value_low, row.value_high), [])
        twin = next((i for i, k in enumerate(alike) if _same_claim(k, row)), None)
        if twin is None:
            alike.append(row)
        elif _detail(row) > _detail(alike[twin]):
            alike[twin] = row
    return tuple(sorted((f for alike in kept.values() for f in alike), key=_in_text_order))


def _without_headlines(document: Document, drafts: list[Draft]) -> list[Draft]:
    """A headline that gives a number which the text below it explains is not a claim of its own."""
    headlines = [d.number is not None and _is_headline(document, d) for d in drafts]
    if not any(headlines):
        return drafts
    told = {_interval(d) for d, is_headline in zip(drafts, headlines, strict=True) if d.number and not is_headline}
    return [d for d, is_headline in zip(drafts, headlines, strict=True) if not (is_headline and _interval(d) in told)]


def _interval(draft: Draft) -> tuple[float | None, float | None]:
    quantity = draft.number.quantity if draft.number else None
    return (quantity.low, quantity.high) if quantity else (None, None)


def _is_headline(document: Document, draft: Draft) -> bool:
    """A short line of one sentence that does not end as a sentence does, with text below it."""
    text, sentence = document.text, draft.parsed.sentence
    end = text.find("\n", sentence.end)
    if end < 0:
        return False
    line = text[text.rfind("\n", 0, sentence.start) + 1 : end].strip()
    return len(line) < _HEADLINE and line[-1] not in _STOPS


def _in_text_order(fact: Fact) -> tuple[int, int, str, str]:
    return fact.char_start, fact.char_end, fact.metric, fact.actor


def rejections(document: Document, reading: Reading) -> tuple[Rejected, ...]:
    """The numbers that became no fact, with the reason."""
    slow = [_slow(document, sentence, rule_id) for sentence, rule_id in reading.unread]
    numbers = [_rejected(document, parsed, number, reason) for parsed, number, reason in reading.refused]
    return tuple(sorted([*slow, *numbers], key=lambda r: (r.char_start, r.char_end)))


def _slow(document: Document, sentence: Sentence, rule_id: str) -> Rejected:
    text = document.text[sentence.start : sentence.end]
    return Rejected(
        document_id=document.id,
        char_start=sentence.start,
        char_end=sentence.end,
        text=text,
        quote=text,
        reason="pattern_timeout",
        detail=rule_id,
    )


def _same_claim(a: Fact, b: Fact) -> bool:
    """The same claim said twice: one of the two may say less of when and who."""
    if a.modifier == _UNQUANTIFIED and b.modifier == _UNQUANTIFIED:
        return (a.actor, a.metric) == (b.actor, b.metric)
    if (a.metric, a.value_low, a.value_high, a.status) != (b.metric, b.value_low, b.value_high, b.status):
        return False
    if a.actor != b.actor and not (a.unit == _OCCURRENCE and {a.actor, a.counterpart} == {b.actor, b.counterpart}):
        return False
    same_date = (a.date, a.date_end) == (b.date, b.date_end)
    looser_date = not (a.date_basis in TOLD and b.date_basis in TOLD)
    same_speaker = a.claimant == b.claimant or a.claimant is None or b.claimant is None
    return (same_date or looser_date) and same_speaker


def _detail(fact: Fact) -> tuple[int, int, int]:
    return (fact.date_basis in TOLD, fact.claimant is not None, len(fact.quote))


def _fact(document: Document, draft: Draft) -> Fact:
    parsed, number = draft.parsed, draft.number
    metric = catalog.metrics()[draft.metric]
    quantity = number.quantity if number else None
    start, end = _span(draft)
    value = (
        (quantity.value, quantity.low, quantity.high)
        if quantity
        else (1.0, 1.0, 1.0)
        if draft.occurrence
        else (None, None, None)
    )
    modifier = quantity.modifier if quantity else _EXACT if draft.occurrence else _UNQUANTIFIED
    source = document.publisher or document.origin or document.id
    quote = document.text[parsed.sentence.start : parsed.sentence.end]
    return Fact(
        fact_id=stable_id(document.id, draft.metric, draft.actor, start, end),
        document_id=document.id,
        actor=draft.actor,
        metric=draft.metric,
        value=value[0],
        value_low=value[1],
        value_high=value[2],
        modifier=modifier,
        unit=_currency(draft) or metric.unit,
        date=draft.period.start,
        date_end=draft.period.end,
        date_precision=draft.period.precision,
        date_basis=draft.period.basis,
        source=source,
        claimant=draft.claimant or None,
        counterpart=draft.counterpart or None,
        location=draft.place or None,
        status=draft.status,
        hedged=draft.hedged,
        language=document.language,
        quote=quote,
        char_start=start,
        char_end=end,
        rule_id=_rule(draft),
        evidence=_evidence(document.text, draft),
    )


def _span(draft: Draft) -> tuple[int, int]:
    if draft.number is not None:
        begin = draft.parsed.sentence.start
        return begin + draft.number.quantity.start, begin + draft.number.quantity.end
    return draft.parsed.chars(draft.found.first, draft.found.last)


def _currency(draft: Draft) -> str:
    """The currency code that the counted noun names."""
    nouns = draft.found.nouns
    return nouns[0].get("currency", "") if nouns else ""


def _rule(draft: Draft) -> str:
    entry = draft.happening.entry or (draft.found.nouns[0] if draft.found.nouns else None)
    return entry.rule_id if entry else (draft.number.quantity.rule_id if draft.number else "")


def _evidence(text: str, draft: Draft) -> tuple[Evidence, ...]:
    number, counted, happening = draft.number, draft.found, draft.happening
    parts: list[tuple[str, str, int, int]] = []
    if number is not None:
        parts.append(("value", number.quantity.rule_id, number.full, number.tail))
    for noun in counted.nouns:
        parts.append(("counted", noun.rule_id, counted.first, counted.last))
    if happening.verb is not None and happening.entry is not None:
        parts.append(("predicate", happening.entry.rule_id, happening.verb.first, happening.verb.last))
    parts += draft.evidence
    starts, ends = draft.parsed.tokens.start, draft.parsed.tokens.end
    found: list[Evidence] = []
    size = len(ends)
    for part, rule_id, first, last in parts:
        if 0 <= first < last <= size:
            begin, end = starts[first], ends[last - 1]
            found.append(Evidence(part, rule_id, begin, end, text[begin:end]))
    return tuple(found)


def _rejected(document: Document, parsed: Parsed, number: Number, reason: str) -> Rejected:
    begin = parsed.sentence.start
    start, end = begin + number.quantity.start, begin + number.quantity.end
    written, quote = document.text[start:end], document.text[begin : parsed.sentence.end]
    evidence = Evidence("value", number.quantity.rule_id, start, end, written)
    return Rejected(document.id, start, end, written, quote, reason, "", (evidence,))
