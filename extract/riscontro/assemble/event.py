"""What happened to what is counted: the predicate of the sentence that fits the noun and stands nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riscontro.assemble.counted import Counted
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.frames import Frame, frame, is_a
from riscontro.vocabulary import Entry

NO_EVENT = "none"  # the row of seeds/events.csv for what no metric counts
_PEOPLE, _COMMUNITY = "people", "resident"  # rows of seeds/entities.csv: a bare nation, a community
_TOO_FAR, _NEEDED = 16.0, 5.0
_ADJECTIVE_BONUS, _OBJECT_BONUS, _NOMINAL_PENALTY = 4.0, 1.5, 0.6


@dataclass(slots=True, eq=False)
class Happening:
    """An event with its predicate (None where the noun itself says it) and the frame of each entity."""

    event: str
    verb: Verb | None
    entry: Entry | None
    frames: tuple[Frame, ...]
    cost: float
    told: Any = None  # the claim that it is taken over from, where the sentence has no predicate


def entities_of(found: Counted) -> tuple[str, ...]:
    """The entities of the counted nouns."""
    if found.people:
        return (_COMMUNITY,) if found.link == "community" else (_PEOPLE,)
    return tuple(n.get("entity") for n in found.nouns if n.get("entity"))


def frames_for(event: str, entities: tuple[str, ...]) -> tuple[Frame, ...]:
    """One frame for each entity, or nothing where one of them has none."""
    frames = tuple(f for e in entities if (f := frame(event, e)))
    return frames if len(frames) == len(entities) else ()


def candidates(
    parsed: Parsed, number: Number | None, first: int, last: int, entities: tuple[str, ...]
) -> list[Happening]:
    """All predicates of the sentence that fit these entities, the likeliest first."""
    found = []
    whole = number is not None and _is_whole(parsed, number)
    for verb in parsed.verbs:
        if verb.first < last and first < verb.last and not verb.nominal:
            continue
        if _is_its_subject(parsed, verb, last) or of_most(parsed, verb, last):
            continue
        if number is not None and number.first <= verb.first < number.last:
            continue
        for entry in verb.entries:
            frames = frames_for(entry.get("event"), entities)
            if (not frames and entry.get("event") != NO_EVENT) or not _allows(entry, entities):
                continue
            if not _has_what_it_needs(parsed, entry, number, last):
                continue
            cost = _cost(parsed, verb, number, first, last)
            if whole and not (verb.adjectival and verb.first - last < 2):
                continue
            if (
                cost < entry.get("reach", _TOO_FAR)
                and not _is_agent(parsed, verb, number)
                and not (_is_means(parsed, entry, number) and not (verb.adjectival and verb.first - last < 2))
            ):
                found.append(Happening(entry.get("event"), verb, entry, frames, cost))
    return sorted(found, key=lambda h: (h.cost, h.verb.first if h.verb else 0))


def _has_what_it_needs(parsed: Parsed, entry: Entry, number: Number | None, last: int) -> bool:
    """ "ha 900 soldati in Siria": the noun, and the part that makes it this predicate, stand behind the number."""
    part = entry.get("needs")
    if part is None:
        return True
    if number is not None and last <= number.tail:
        return False
    roles = entry.get("roles", {})
    played = [s.first for s in parsed.spots if roles.get(s.prep) == part]
    played += [n.first for n in parsed.names if roles.get(n.prep) == part]
    return any(0 <= parsed.cost(last, first) < _NEEDED for first in played if first >= last)


def of_most(parsed: Parsed, verb: Verb, last: int) -> bool:
    """ "180 missili, quasi tutti intercettati": what befell most of them is not what is counted."""
    return verb.first > last and any(parsed.reading(i, "most_of") for i in range(max(last, verb.first - 3), verb.first))


def _is_whole(parsed: Parsed, number: Number) -> bool:
    """ "Dei 99 carri ne sono andati perduti 28": at the head, "of" names the whole of which something is said."""
    prep = parsed.reading(number.full - 1, "prep")
    partial = any(n.first > number.last for n in parsed.numbers) and bool(parsed.of("anaphor"))
    return prep is not None and prep.id == "of" and number.full <= 2 and partial


def _is_its_subject(parsed: Parsed, verb: Verb, last: int) -> bool:
    """The counted noun stands as the subject of an active transitive verb: it acts, nothing happens to it."""
    if not verb.finite or verb.passive or verb.nominal or verb.first < last:
        return False
    if all(e.get("intransitive") or e.get("subject") in ("owner", "subject") for e in verb.entries):
        return False
    between = range(last, verb.first)
    if any(
        parsed.reading(i, "clause", "anaphor")
        or any(
            n.first <= i < n.last for n in parsed.names if not n.prep and not (n.kind == "demonym" and n.first == last)
        )
        for i in between
    ):
        return False
    clitic = parsed.reading(verb.first - 1, "article", "anaphor")
    return not clitic and parsed.cost(last, verb.first) < 9.0


def _is_means(parsed: Parsed, entry: Entry, number: Number | None) -> bool:
    """ "sbarcati con quattro navi": what something is done with is not what it is done to."""
    prep = parsed.reading(number.full - 1, "prep") if number is not None else None
    return prep is not None and prep.id == "with" and not entry.get("instrument")


def _is_agent(parsed: Parsed, verb: Verb, number: Number | None) -> bool:
    """ "trasportate da 113 autocarri": what a passive is done by is not what it is done to."""
    if number is None or not verb.passive or verb.nominal or verb.last > number.full:
        return False
    prep = parsed.reading(number.full - 1, "prep")
    return prep is not None and prep.id == "from" and parsed.cost(verb.last, number.full) < 1.5


def _allows(entry: Entry, entities: tuple[str, ...]) -> bool:
    if entry.get("only_persons") and not all(is_a(e, "person") for e in entities):
        return False
    only = entry.get("only")
    if entry.get("things_only") and any(is_a(e, "person") and not is_a(e, "prisoner") for e in entities):
        return False
    if any(is_a(e, kind) for e in entities for kind in entry.get("never", ())):
        return False
    return only is None or all(e in only for e in entities)


def _cost(parsed: Parsed, verb: Verb, number: Number | None, first: int, last: int) -> float:
    low = min(first, number.full) if number else first
    high = max(last, number.tail) if number else last
    if verb.first >= high:
        cost = parsed.cost(high, verb.first)
        if verb.adjectival and cost < 0.9:
            cost -= _ADJECTIVE_BONUS
    else:
        cost = parsed.cost(verb.last, low)
        if not verb.nominal and cost < 1.6:
            cost -= _OBJECT_BONUS
    return cost + (_NOMINAL_PENALTY if verb.nominal else 0.0)
