"""Where it happens, where things come from, and the place that heads a line."""

from __future__ import annotations

from riscontro.assemble.event import Happening
from riscontro.assemble.shapes import Name, Number, Parsed, Spot, Verb

_ASIDE, WHERE = ("of", "from", "with", "against", "between"), ("in", "on", "to", "toward")  # ids of prepositions
_FAR, _JOINED, _ORIGIN_FAR = 20.0, 0.5, 4.5


def place_near(parsed: Parsed, number: Number | None, verb: Verb | None) -> Spot | None:
    """The place nearest to the number or its predicate, if it is one where things happen."""
    best, best_cost = None, _FAR
    for spot in parsed.spots:
        acts = not spot.prep and any(n.core <= spot.first < n.last for n in parsed.names)
        if (acts and not heads_line(parsed, spot)) or speaks(parsed, spot):
            continue  # "Seul calcola": who speaks or acts is no place
        cost = _FAR if number is not None or verb is not None else 0.0
        if number is not None:
            joined = any(parsed.reading(i, "and") for i in range(spot.last, number.full))  # "in Siria e 300 in Turchia"
            cost = min(cost, _apart(parsed, spot, number.full, number.tail) + (_JOINED if joined else 0.0))
        if verb is not None:
            cost = min(cost, _apart(parsed, spot, verb.first, verb.last))
        cost += 6.0 if spot.prep in _ASIDE else 0.0 if spot.prep in WHERE else 4.0
        if cost < best_cost:
            best, best_cost = spot, cost
    return best


def heads_line(parsed: Parsed, spot: Spot | Name) -> bool:
    """ "Haiti, 40 morti", "Mali: due uccisi": a place before all that is said; but "Berna, dopo tre anni, paga"."""
    norms = parsed.tokens.norm
    if spot.first > 0 or spot.last >= len(norms) or norms[spot.last] not in (",", ":"):
        return False
    said = next((v.first for v in parsed.verbs if v.finite), len(norms))
    return not any(norms[i] == "," for i in range(spot.last + 1, said)) or said == len(norms)


def _apart(parsed: Parsed, spot: Spot, first: int, last: int) -> float:
    """What lies between a place and tokens `first` to `last`, on whichever side it stands."""
    return min(parsed.cost(spot.last, first), parsed.cost(last, spot.first))


def speaks(parsed: Parsed, spot: Spot) -> bool:
    """ "per la Corea del Sud", "stimati a Washington": a place that stands for who says so."""
    speakers = parsed.speakers
    return bool(speakers) and any(s.name is not None and s.name.core <= spot.first < s.name.last for s in speakers)


def origin_place(parsed: Parsed, happening: Happening) -> Spot | None:
    """The place that things come from, as this predicate reads prepositions; also through "il porto di"."""
    entry, verb = happening.entry, happening.verb
    preps = [p for p, r in entry.get("roles", {}).items() if r == "origin"] if entry is not None else ["from"]
    for spot in parsed.spots:
        prep = spot.prep
        if prep == "of":
            outer = parsed.reading(spot.first - (4 if parsed.reading(spot.first - 2, "actor") else 3), "prep")
            prep = outer.id if outer is not None else prep  # "dal porto di", "dal porto russo di"
        if prep in preps and (verb is None or _apart(parsed, spot, verb.first, verb.last) < _ORIGIN_FAR):
            return spot
    return None
