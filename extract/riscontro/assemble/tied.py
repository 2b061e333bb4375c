"""The copula that ties a number to the noun before it: "sono saliti a 30", "sono, per l'agenzia, 300"."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.shapes import Number, Parsed
from riscontro.vocabulary import Entry

_INSERTED = 9  # words between the commas of an insertion
_AMOUNT_PREPS = ("to", "in", "of")
_NO_SUBJECT = frozenset({"prep", "verb", "noun", "clause"})  # what may not stand between a copula and its number


def is_transitive(parsed: Parsed, copula: int) -> bool:
    """ "porta a 300 il numero …": its subject is who counts."""
    entry = kinds_at(parsed, copula).get("copula")
    return entry is not None and bool(entry.get("transitive"))


def copula_before(parsed: Parsed, number: Number) -> int | None:
    """Where the copula stands that ties the number to its noun."""
    for k in range(number.full, number.first):
        if "copula" in kinds_at(parsed, k):
            return k
    i = number.full - 1
    while i >= 0 and number.full - i < 4 and _is_filling(kinds_at(parsed, i)):
        i -= 1
    if prep_at(parsed, i) in _AMOUNT_PREPS and "copula" in kinds_at(parsed, i - 1):
        i -= 1  # "sono saliti a 30", "ne calcola in 300"
    if prep_at(parsed, i) == "to" and (before := _amount_before(parsed, i)) is not None:
        return before
    inserted = _before_insertion(parsed, i)
    if inserted is not None:
        return inserted
    norms, gap = parsed.tokens.norm, 0
    while i >= 0 and gap < 3:
        kinds = kinds_at(parsed, i)
        if "copula" in kinds or "aux" in kinds:
            return i
        if norms[i] == '"':
            i -= 1
            continue
        if not norms[i][0].isalpha() or not _NO_SUBJECT.isdisjoint(kinds):
            return None
        i, gap = i - 1, gap + 1
    return None


def _amount_before(parsed: Parsed, i: int) -> int | None:
    """ "sono saliti da tre a cinque": the copula before the amount that was."""
    was = next((n for n in parsed.numbers if n.tail == i), None)
    if was is None or prep_at(parsed, was.full - 1) != "from":
        return None
    copula = was.full - 2
    return copula if "copula" in kinds_at(parsed, copula) else None


def _is_filling(kinds: dict[str, Entry]) -> bool:
    return "filler" in kinds or "article" in kinds


def _before_insertion(parsed: Parsed, i: int) -> int | None:
    """ "gli sfollati sono, per l'agenzia, 300": the copula before what stands between commas."""
    norms = parsed.tokens.norm
    if i < 0 or norms[i] != ",":
        return None
    for k in range(i - 1, max(0, i - _INSERTED), -1):
        if norms[k] == ",":
            return k - 1 if "copula" in kinds_at(parsed, k - 1) else None
    return None
