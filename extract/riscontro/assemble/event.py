"""What happened to what is counted: the predicate of the sentence that fits the noun and stands nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.befall import NO_EVENT as NO_EVENT
from riscontro.assemble.befall import may_befall, only_counts
from riscontro.assemble.befall import of_most as of_most
from riscontro.assemble.beside import is_whole, whole_behind
from riscontro.assemble.counted import Counted
from riscontro.assemble.owners import ADJECTIVES
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.frames import Frame, frame, is_a, is_toll
from riscontro.vocabulary import Entry

# rows of seeds/entities.csv: a bare nation by how it is named
_BARE = {"people": "people", "community": "resident", "fighters": "militant"}
_RESIDENT = "resident"  # a row of seeds/entities.csv
CRAFT = ("ship", "truck", "aircraft")  # rows of seeds/entities.csv: what carries things
_BESIDE = 0.25  # what the "of" between a noun and its number costs
_ASIDE = 8  # words between a noun and its "of" that stand between commas
_TOO_FAR, _NEEDED = 16.0, 5.0
_ADJECTIVE_BONUS, _OBJECT_BONUS, _NOMINAL_PENALTY, _OTHER_CLAUSE = 4.0, 1.5, 0.6, 1.0


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
        return (_BARE.get(found.link, "people"),)
    return tuple([entity for noun in found.nouns if (entity := noun.get("entity"))])


@lru_cache(maxsize=4096)
def frames_for(event: str, entities: tuple[str, ...]) -> tuple[Frame, ...]:
    """One frame for each entity, or nothing where one of them has none."""
    frames = tuple([found for entity in entities if (found := frame(event, entity))])
    return frames if len(frames) == len(entities) else ()


def candidates(
    parsed: Parsed, number: Number | None, first: int, last: int, entities: tuple[str, ...]
) -> list[Happening]:
    """All predicates of the sentence that fit these entities, the likeliest first."""
    found: list[Happening] = []
    whole = number is not None and _is_whole(parsed, number)
    part = number is not None and whole_behind(parsed, number) is not None
    prep = prep_at(parsed, number.full - 1) if number is not None else ""
    for verb in parsed.verbs:
        fitting = _fitting(verb, entities)  # first, for few verbs have a frame for these entities
        if not fitting or not may_befall(parsed, verb, number, first, last, [entry for entry, _ in fitting]):
            continue
        beside = verb.adjectival and verb.first - last < 2  # "the soldiers sent by …"
        cost = _cost(parsed, verb, number, first, last)
        if part if beside else whole:
            continue  # "67 dei 134 droni lanciati": what stands beside the noun is said of the whole
        counts = number is not None and only_counts(parsed, verb, number, first)
        acts = prep == "from" and _is_agent(parsed, verb, number)
        struck = verb.passive and prep not in ("from", "with") and any(e.get("passive") for e, _ in fitting)
        for entry, frames in fitting:
            if (acts and not entry.get("doer")) or (counts and entry.get("event") != NO_EVENT):
                continue
            if entry.get("passive") if not struck else entry.get("doer"):
                continue  # "sono stati centrati 60 droni": what a strike is made with is struck itself
            if cost >= entry.get("reach", _TOO_FAR) or not _has_what_it_needs(parsed, entry, number, last):
                continue
            if not is_within(parsed, verb, entry) or (entry.get("craft") and not _craft_acts(parsed, verb)):
                continue
            if entry.get("held_by") and not holders(parsed, verb, entry, entities):
                continue
            if prep == "with" and not beside and not entry.get("instrument"):
                continue  # "sbarcati con quattro navi": what something is done with is not what it is done to
            found.append(Happening(entry.get("event"), verb, entry, frames, cost))
    if len(found) > 1:
        found.sort(key=lambda h: (h.cost, h.verb.first if h.verb else 0))
        first_entry = found[0].entry
        stays = first_entry is not None and first_entry.get("intransitive") and not first_entry.get("settles")
        if stays and not is_toll(found[0].event):  # "nelle carceri turche sono morti 300 soldati"
            found.sort(key=_unsettled)
        past = found[0].verb is not None and found[0].verb.adjectival
        if (found[0].event == NO_EVENT or past) and prep == "of" and number is not None:
            return _of_its_noun(parsed, found, number)
        if number is not None and found[0].verb is not None and (found[0].verb.adjectival or found[0].verb.nominal):
            return _done_to_it(parsed, found, number, last)
    return found


def _unsettled(happening: Happening) -> bool:
    """ "Nelle prigioni turche restano 300 soldati": a place that says more than the verb of being there."""
    return happening.entry is None or not happening.entry.get("settles")


def _of_its_noun(parsed: Parsed, found: list[Happening], number: Number) -> list[Happening]:
    """ "ha verificato la morte di 90 civili", "il ritorno, ieri, di 90 detenuti": the number belongs to the noun of the
    deed."""
    ends = _before_of(parsed, number)
    nominal = (h for h in found if h.verb is not None and h.verb.nominal and h.verb.last in ends)
    return [own for own in nominal if own.event != NO_EVENT] or found


def _before_of(parsed: Parsed, number: Number) -> set[int]:
    """Where the noun ends whose "of" stands before the number: right before it, or before what is between commas."""
    norms, of = parsed.tokens.norm, number.full - 1
    ends = {of}
    if of > 1 and norms[of - 1] == ",":
        ends |= {i for i in range(max(0, of - _ASIDE), of - 1) if norms[i] == ","}
    return ends


def _done_to_it(parsed: Parsed, found: list[Happening], number: Number, last: int) -> list[Happening]:
    """ "ha distrutto otto droni lanciati dallo Yemen": what the verb right before does to them, not their own past;
    "sono stati feriti 20 soldati di stanza in Siria"."""
    acts = (h for h in found if h.entry is not None and not h.entry.get("intransitive"))
    near = found[0].verb
    behind = near is not None and near.nominal and near.first == last
    beside = (h for h in acts if h.verb is not None and h.verb.perfect and h.verb.passive == behind)
    joined = "and" in kinds_at(parsed, number.full - 1)
    before = [n for n in parsed.numbers if n.full < number.full][-1:] if joined else []
    begins = [n.full for n in (*before, number)]
    direct = [
        h
        for h in beside
        if h.verb is not None and h.event != NO_EVENT and any(0 <= b - _behind(parsed, h.verb) <= 1 for b in begins)
    ]
    return direct or found


def _behind(parsed: Parsed, verb: Verb) -> int:
    """Where the clause goes on behind a verb and an aside: "sono rimasti feriti, non gravemente, 20"."""
    norms = parsed.tokens.norm
    if verb.last < len(norms) and norms[verb.last] == "," and "," in norms[verb.last + 1 : verb.last + _ASIDE]:
        return norms.index(",", verb.last + 1) + 1
    return verb.last


def _fitting(verb: Verb, entities: tuple[str, ...]) -> list[tuple[Entry, tuple[Frame, ...]]]:
    """The readings of a predicate that have a frame for these entities, or say that no metric counts it."""
    fitting = []
    for entry in verb.entries:
        event = entry.get("event")
        frames = frames_for(event, entities) or _as_kind(entry, entities)
        if (frames or event == NO_EVENT) and allows(entry, entities):
            fitting.append((entry, frames))
    return fitting


def _as_kind(entry: Entry, entities: tuple[str, ...]) -> tuple[Frame, ...]:
    """ "155 cittadini turchi combattono per Damasco": what people do makes inhabitants people of a kind."""
    kind = entry.get("as")
    return frames_for(entry.get("event"), (kind,)) if kind and entities == (_RESIDENT,) else ()


def _has_what_it_needs(parsed: Parsed, entry: Entry, number: Number | None, last: int) -> bool:
    """ "ha 900 soldati in Siria", "in Siria ha 900 soldati": the noun behind the number, the part that makes it this
    predicate on either side."""
    part = entry.get("needs")
    if part is None:
        return True
    if number is not None and last <= number.tail:
        return False
    roles = entry.get("roles", {})
    played = [(s.first, s.last) for s in parsed.spots if roles.get(s.prep) == part]
    played += [(n.first, n.last) for n in parsed.names if roles.get(n.prep) == part]
    low = number.full if number is not None else last
    norms = parsed.tokens.norm
    if last < len(norms) and norms[last] == "(" and ")" in norms[last:]:
        last = norms.index(")", last) + 1  # "6 miliardi di corone (500 milioni di euro) per Kiev"
    return any(
        (parsed.cost(last, first) if first >= last else parsed.cost(end, low)) < _NEEDED
        for first, end in played
        if first >= last or end <= low
    )


def is_within(parsed: Parsed, verb: Verb, entry: Entry) -> bool:
    """ "nello scambio sono tornati 205 militari": a reading that holds where another word tells of such an event."""
    event = entry.get("within")
    if event is None or event in parsed.about:
        return True
    return any(
        e.get("event") == event and not e.get("within") for v in parsed.verbs if v is not verb for e in v.entries
    )


def holders(parsed: Parsed, verb: Verb, entry: Entry, entities: tuple[str, ...] = ()) -> list[Verb]:
    """ "il pacchetto comprende 12 obici", "tra le armi fornite ci sono 12 obici": the words of giving, nearest first,
    that name what holds them, with no verb of its own between."""
    found: list[Verb] = []
    for other in reversed([v for v in parsed.verbs if v.last <= verb.first]):
        if other.finite:
            break
        if any(e.get("event") in entry.get("held_by") and allows(e, entities) for e in other.entries):
            found.append(other)
    return found


def _craft_acts(parsed: Parsed, verb: Verb) -> bool:
    """ "le petroliere hanno caricato": what carries things is the subject of the active verb."""
    if verb.passive or verb.adjectival:
        return False
    for word in parsed.of("noun"):
        entity = word.form.by_kind["noun"].get("entity") or ""
        near = word.last <= verb.first and parsed.cost(word.last, verb.first) < _NEEDED
        governed = prep_at(parsed, word.first - 1) or prep_at(parsed, word.first - 2)
        if near and not governed and any(is_a(entity, craft) for craft in CRAFT):
            return True
    return False


def _is_whole(parsed: Parsed, number: Number) -> bool:
    """ "Dei 99 carri ne sono andati perduti 28", "67 dei 134 droni": the whole is told by "of"."""
    prep = prep_at(parsed, number.full - 1)
    if prep != "of" and not (prep == "on" and number.full == 1):  # "Su 99 carri ne sono andati perduti 28"
        return False
    if is_whole(parsed, number):
        return True
    if number.full > 2:
        return False
    rest = next((n for n in parsed.numbers if n.first > number.last), None)
    if rest is None:
        return False
    norms = parsed.tokens.norm
    bare = not any(number.tail <= v.first < rest.full for v in parsed.verbs)
    apart = norms[rest.full - 1] == "," or (bare and "and" not in kinds_at(parsed, rest.full - 1))
    opens = apart and any(0 <= v.first - rest.tail <= 1 and v.finite for v in parsed.verbs)
    return opens or bool(parsed.of("anaphor"))  # "Dei 99 carri(,) 28 sono andati perduti"


def _is_agent(parsed: Parsed, verb: Verb, number: Number | None) -> bool:
    """ "trasportate da 113 autocarri": what a passive is done by is not what it is done to.
    "colpita da 90 droni": unless the predicate is said of what does it."""
    if number is None or not verb.passive or verb.nominal or verb.last > number.full:
        return False
    return parsed.cost(verb.last, number.full) < 1.5


def allows(entry: Entry, entities: tuple[str, ...]) -> bool:
    """Whether the predicate may be said of such things."""
    if entry.get("only_persons") and not all(is_a(e, "person") for e in entities):
        return False
    if entry.get("things_only") and any(is_a(e, "person") and not is_a(e, "prisoner") for e in entities):
        return False
    never, only = entry.get("never"), entry.get("only")
    if never and any(is_a(e, kind) for e in entities for kind in never):
        return False
    return only is None or all(e in only for e in entities)


def _cost(parsed: Parsed, verb: Verb, number: Number | None, first: int, last: int) -> float:
    low = min(first, number.full) if number else first
    high = max(last, number.tail) if number else last
    if verb.first >= high:
        cost = parsed.cost(high, verb.first)
        if verb.adjectival and _is_aside(parsed, verb, high):
            cost += _ADJECTIVE_BONUS
        elif verb.adjectival and cost < 0.9:
            cost -= _ADJECTIVE_BONUS
    else:
        cost = parsed.cost(verb.last, low)
        if verb.nominal and number is not None and cost > 1.0 and prep_at(parsed, number.full - 1) == "of":
            cost = _BESIDE if verb.last in _before_of(parsed, number) else cost  # "la perdita, ieri, di 300 uomini"
        if not verb.nominal and cost < 1.6:
            cost += _OTHER_CLAUSE if _opens_clause(parsed, low, high) else -_OBJECT_BONUS
    return cost + (_NOMINAL_PENALTY if verb.nominal else 0.0)


def _is_aside(parsed: Parsed, verb: Verb, high: int) -> bool:
    """ "Due soldati, feriti, sono stati catturati": a state told in passing."""
    norms = parsed.tokens.norm
    return verb.last < len(norms) and norms[verb.last] == "," and "," in norms[high : verb.first]


def _opens_clause(parsed: Parsed, low: int, high: int) -> bool:
    """ "uno ha perso la vita e otto persone sono ferite": what "and" joins here is the subject of the next verb."""
    while low and "filler" in kinds_at(parsed, low - 1):
        low -= 1
    if "and" not in kinds_at(parsed, low - 1):
        return False
    if any(n.core == high and n.kind in ADJECTIVES for n in parsed.names):
        high += 1  # "otto persone maliane sono rimaste ferite"
    return any(v.finite and 0 <= v.first - high <= 1 for v in parsed.verbs)
