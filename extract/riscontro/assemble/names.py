"""Actors and places of a sentence, each with the head of its noun phrase and the preposition that governs it."""

from __future__ import annotations

from riscontro.assemble.shapes import Name, Parsed, Spot

WEAPON = "weapon"  # the kind of name that stands for who alone has such arms
_GIVEN = 2  # given names before the one that is known


def names_of(parsed: Parsed) -> list[Name]:
    """All actors of a sentence, in text order."""
    found: list[Name] = []
    for word in parsed.of("actor"):
        entry = word.form.by_kind["actor"]
        first = word.first
        given = _first_name(parsed, first)
        reach = _head(parsed, given, found)
        prep = _prep_before(parsed, reach)
        if not prep and found and _joins(parsed, reach - 1, word.last) and 0 <= reach - 1 - found[-1].last <= 1:
            prep = found[-1].prep  # "tra Mosca e Pyongyang": both are under the preposition
        kind = "name" if entry.slot == "demonym" and prep in ("in", "toward") else entry.slot  # "in ucraina"
        found.append(Name(entry.id, kind, reach, word.last, prep, reach < given, entry, word.first))
    return found


def _joins(parsed: Parsed, i: int, last: int) -> bool:
    """ "and" at `i`, or a comma of a list that "and" ends: "tra Mosca, Minsk e Pyongyang"."""
    if parsed.reading(i, "and") is None:
        return False
    return parsed.tokens.norm[i] != "," or (parsed.reading(last, "and") is not None and parsed.tokens.norm[last] != ",")


def _first_name(parsed: Parsed, first: int) -> int:
    """Where a person's name begins: capitalised words that the vocabulary does not know stand before it."""
    i = first
    while i > 1 and first - i < _GIVEN and parsed.at[i - 1] is None and parsed.tokens.capital(i - 1):
        i -= 1
    return i


def _head(parsed: Parsed, first: int, found: list[Name]) -> int:
    """Where the noun phrase begins whose state or body stands at `first`: "il ministero della Difesa sudcoreano"."""
    if not parsed.of("institution"):
        return first
    best, i, steps = first, first - 1, 0
    floor = found[-1].last if found else 0
    while i >= floor and steps < 8:
        if any(n.first <= i < n.last for n in parsed.numbers):
            break
        if parsed.reading(i, "institution"):
            best = parsed.at[i].first  # type: ignore[union-attr]
            i = best - 1
            steps += 1
            continue
        prep = parsed.reading(i, "prep")
        if prep is not None and prep.id != "of":
            break
        if (
            parsed.reading(i, "aux", "verb", "clause", "and", "say", "according", "copula")
            or not parsed.tokens.norm[i][0].isalpha()
        ):
            break
        i -= 1
        steps += 1
    return best


def spots_of(parsed: Parsed) -> list[Spot]:
    return [
        Spot(entry.id, word.first, word.last, _prep_before(parsed, word.first), entry)
        for word in parsed.of("place")
        for entry in (word.form.by_kind["place"],)
    ]


def _prep_before(parsed: Parsed, first: int) -> str:
    """The class of the preposition that governs the phrase that begins at `first`."""
    i = first - 1
    for _ in range(3):
        if i < 0:
            return ""
        if entry := parsed.reading(i, "prep"):
            return entry.id
        if not parsed.reading(i, "article", "filler", "possessive"):
            return ""
        i -= 1
    return ""
