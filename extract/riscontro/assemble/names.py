"""Actors and places of a sentence, each with the head of its noun phrase and the preposition that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from riscontro.assemble.shapes import Name, Parsed, Spot
from riscontro.catalog import is_group
from riscontro.vocabulary import Word

WEAPON = "weapon"  # the kind of name that stands for who alone has such arms
_GIVEN = 2  # given names before the one that is known
_GROUP_LINES = 6  # how far back "the group" points
_WORDS, _LIGHT_WORDS = 8, 3  # how far a body stands before its state, and a preposition before its noun phrase
_NO_PART = frozenset({"aux", "verb", "clause", "and", "say", "according", "copula"})  # of a body's name
_STATES = {"name", "capital"}  # kinds of names of states
_LIGHT = frozenset({"article", "filler", "possessive"})  # between a preposition and its noun


def names_of(parsed: Parsed) -> list[Name]:
    """All actors of a sentence, in text order."""
    found: list[Name] = []
    bodies = parsed.of("institution")
    for word in parsed.of("actor"):
        entry = word.form.by_kind["actor"]
        if parsed.is_numeral(word.first) and parsed.reading(word.last, "noun"):
            continue  # "Ventisette soldati"
        given = _first_name(parsed, word.first)
        begins = found[-1].last if found else 0
        reach = _head(parsed, given, begins) if bodies and _follows(bodies, given, begins) else given
        prep = _prep_before(parsed, reach)
        body = reach < given
        if not prep and found and 0 <= reach - 1 - found[-1].last <= 1 and _joins(parsed, reach - 1, word.last):
            prep = found[-1].prep  # "tra Mosca e Pyongyang": both are under the preposition
            body = body or _is_alike(found[-1], entry.slot)
        kind = "name" if entry.slot == "demonym" and prep in ("in", "toward") else entry.slot  # "in ucraina"
        found.append(Name(entry.id, kind, reach, word.last, prep, body, entry, word.first))
    return found


def name_groups(told: Sequence[Parsed]) -> None:
    """ "gli insorti", "il gruppo": the armed group that was named last, a few lines before at most."""
    last: Name | None = None
    line = 0
    for parsed in told:
        own = [n for n in parsed.names if is_group(n.actor)] if parsed.names else []
        for word in parsed.of("the_group"):
            before = next((n for n in reversed(own) if n.last <= word.first), last)
            if before is None or parsed.sentence.line - line > _GROUP_LINES or not _is_the_group(parsed, word):
                continue
            prep = _prep_before(parsed, word.first)
            name = Name(before.actor, "name", word.first, word.last, prep, False, before.entry, word.first)
            parsed.names = sorted([*parsed.names, name], key=attrgetter("first"))
        if own:
            last, line = own[-1], parsed.sentence.line


def _is_the_group(parsed: Parsed, word: Word) -> bool:
    """An article and nothing else before it, no name behind it: "i ribelli", not "i ribelli siriani"."""
    if parsed.reading(word.first - 1, "article") is None and parsed.reading(word.first - 1, "prep") is None:
        return False
    if any(n.first <= word.first < n.last or 0 <= n.core - word.last <= 1 for n in parsed.names):
        return False
    return word.last >= len(parsed.tokens) or not parsed.tokens.capital(word.last)


def _is_alike(before: Name, kind: str) -> bool:
    """ "i ministri russo e ucraino", "gli inviati di Kiev e Mosca": each speaks for his own."""
    return before.institution and (before.kind == kind == "demonym" or {before.kind, kind} <= _STATES)


def _joins(parsed: Parsed, i: int, last: int) -> bool:
    """ "and" at `i`, or a comma of a list that "and" ends: "tra Mosca, Minsk e Pyongyang"."""
    if parsed.reading(i, "and") is None:
        return False
    return parsed.tokens.norm[i] != "," or (parsed.reading(last, "and") is not None and parsed.tokens.norm[last] != ",")


def _first_name(parsed: Parsed, first: int) -> int:
    """Where a person's name begins: capitalised words that the vocabulary does not know stand before it."""
    i = first
    while i > 1 and first - i < _GIVEN and parsed.forms[i - 1] is None and parsed.tokens.capital(i - 1):
        i -= 1
    return i


def _follows(bodies: Sequence[Word], first: int, floor: int) -> bool:
    """Whether a body stands so near before `first` that its name can go on there."""
    for body in bodies:  # noqa: SIM110
        if body.first < first and body.last > floor and first - body.last < _WORDS:
            return True
    return False


def _head(parsed: Parsed, first: int, floor: int) -> int:
    """Where the noun phrase begins whose state or body stands at `first`: "il ministero della Difesa sudcoreano"."""
    best, i, steps = first, first - 1, 0
    while i >= floor and steps < _WORDS:
        if parsed.is_numeral(i):
            break
        if parsed.reading(i, "institution"):
            best = parsed.at[i].first  # type: ignore[union-attr]
            i = best - 1
            steps += 1
            continue
        prep = parsed.reading(i, "prep")
        if prep is not None and prep.id != "of":
            break
        if best < first and prep is None and parsed.reading(i, "article"):
            break  # "ai deputati il ministro": another phrase begins
        if parsed.is_any(i, _NO_PART) or not parsed.tokens.norm[i][0].isalpha():
            break
        i -= 1
        steps += 1
    return best


def spots_of(parsed: Parsed) -> list[Spot]:
    """All places of a sentence, in text order."""
    found: list[Spot] = []
    for word in parsed.of("place"):
        entry = word.form.by_kind["place"]
        found.append(Spot(entry.id, word.first, word.last, _prep_before(parsed, word.first), entry))
    return found


def _prep_before(parsed: Parsed, first: int) -> str:
    """The class of the preposition that governs the phrase that begins at `first`."""
    for i in range(first - 1, max(first - _LIGHT_WORDS, 0) - 1, -1):
        form = parsed.forms[i]
        if form is None:
            return ""
        prep = form.by_kind.get("prep")
        if prep is not None:
            return prep.id
        if _LIGHT.isdisjoint(form.by_kind):
            return ""
    return ""
