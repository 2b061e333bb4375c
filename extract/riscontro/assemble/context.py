"""What a number leans on when nothing beside it names the thing: "of them", "another 300", the story so far."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

from riscontro.assemble.around import kinds_at, prep_at, sides_between
from riscontro.assemble.beside import whole_behind
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import NO_EVENT, Happening, frames_for, is_within, of_most
from riscontro.assemble.pointing import gapped as gapped
from riscontro.assemble.pointing import has_own_subject, is_amount, points_back, stands_alone
from riscontro.assemble.pointing import is_reversed as is_reversed
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.assemble.state import Draft, Setting, State, foe_of
from riscontro.assemble.things import Thing as Thing
from riscontro.assemble.things import named as named
from riscontro.assemble.things import of_draft as of_draft
from riscontro.frames import is_a, is_dated, usual
from riscontro.vocabulary import Entry

_ASIDE = 9  # words of an aside between commas
_JOINED = 5  # words between two numbers that "and" joins, a noun among them
PLAIN = ("person", "people", "resident", "civilian")  # rows of seeds/entities.csv: no army's people
_NEAR_LINES, _NEAR_VERB, _NEAR_PART, _NEAR_NOUN, _NEAR_COLON = 2, 2.6, 5.0, 1.0, 9.0
_PERSON = "person"  # a row of seeds/entities.csv
_MONEY, _LARGE = "money", 1e6  # a row of seeds/entities.csv; from where on a sum may stand without its currency
_RECENT = 12  # things of the sentences before that a number may mean


def antecedent(
    parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None
) -> tuple[Thing, Happening | None] | None:
    """The earlier thing that this number counts and what happens to it here, when the wording points back."""
    if found is None and (not stands_alone(parsed, number) or has_own_subject(parsed, number)):
        return None  # "units", or a part of what was just named, need not
    verbs = _predicates(parsed, number)
    if found is None and not verbs and not points_back(parsed, number, state, here):
        return None
    amount = found is None and not verbs and not here and is_amount(parsed, number)
    pool = _pool(parsed, number, state, here, found)
    verbs = [(entry, told) for entry, told in verbs if not _is_idle(told, pool)]
    for verb_entry, happening, thing in _pairs(verbs, pool):
        frames = frames_for(happening.event, thing.entities)
        if thing.draft is not None and thing.draft.happening.event == happening.event:
            frames = thing.draft.happening.frames  # "le salme di 800 caduti … ne hanno consegnate 24": bodies again
        if thing.people and thing.draft is None and not is_dated(happening.event):
            continue  # "the Italians … eleven" sends nobody anywhere
        if thing.draft is not None and verb_entry.get("intransitive") and _stays(thing, happening):
            return thing, None
        if frames and (verb_entry.get("only") is None or all(e in verb_entry.get("only") for e in thing.entities)):
            return thing, Happening(happening.event, happening.verb, verb_entry, frames, happening.cost)
    if verbs and verbs[0][1].event == NO_EVENT and not _also_says(parsed, verbs[0][1]):
        return None
    pointing = any(w.last <= number.full for w in parsed.of("anaphor"))
    if pointing and (not verbs or verbs[0][1].event == NO_EVENT):
        line = parsed.sentence.line
        verbs, pool = [], sorted(pool, key=lambda t: (t.draft is None and not _heads(t, line)) or line - t.line > 1)
    whole = pool and found is not None and found.part and pool[0].draft is not None
    for verb_entry, happening in verbs:
        narrow = verb_entry.get("within") or (verb_entry.get("only") and verb_entry.get("intransitive"))
        if found is None and not narrow and (entity := usual(happening.event)):
            if entity == _MONEY and not _is_sum(parsed, number):
                continue  # "ne ha offerti 300": of something else
            thing = Thing((), "", "", None, parsed.sentence.line, entity)
            return thing, Happening(
                happening.event, happening.verb, verb_entry, frames_for(happening.event, (entity,)), happening.cost
            )
    lead = state.lead  # "Quanti sono morti? Seul ne conta 300"
    asked = lead is not None and (lead.how_many or (pointing and lead.asks))
    if amount and not pointing and pool and (untold := _untold(state, pool[0])):
        return untold, None
    if amount and (not pool or pool[0].draft is None) and not (pointing and pool and _tells(pool[0])) and not asked:
        return None
    heads = found is None and number.full == 0 and not verbs
    if heads and pool and parsed.sentence.line - pool[0].line <= 1:
        return pool[0], None
    return (pool[0], None) if pool and (whole or not verbs or pool[0].draft is not None) else None


def _is_idle(happening: Happening, pool: list[Thing]) -> bool:
    """ "Il conto dei caduti: 300 …": a noun that is no deed where it cannot befall what is counted."""
    nominal = happening.verb is not None and happening.verb.nominal
    return nominal and bool(pool) and not any(frames_for(happening.event, thing.entities) for thing in pool)


def _untold(state: State, thing: Thing) -> Thing | None:
    """ "Ha mandato soldati. Sarebbero 12mila": the claim before told all but how many."""
    return next((of_draft(d) for d in state.unnumbered if d.entity in thing.entities), None)


def _is_sum(parsed: Parsed, number: Number) -> bool:
    """ "un prestito da 90 miliardi": a number so large, with a word for its millions, that only money is given so."""
    value, text = number.quantity.value, number.quantity.text
    return value is not None and value >= _LARGE and (text[-1].isalpha() or whole_behind(parsed, number) is not None)


def _tells(thing: Thing) -> bool:
    """ "Gli sfollati. L'agenzia ne conta 300": the noun itself says what happened."""
    return any(n.get("event") for n in thing.nouns)


def _heads(thing: Thing, line: int) -> bool:
    """ "▪ Gli sfollati. L'agenzia ne conta 300": named on this very line, with what happened to them."""
    return thing.line == line and _tells(thing)


def _stays(thing: Thing, happening: Happening) -> bool:
    """ "ne sono arrivati 71mila": those who fled are not sent, whatever way they went."""
    before = thing.draft.happening if thing.draft is not None else None
    plain = all(e in PLAIN for e in thing.entities)
    return before is not None and plain and is_dated(before.event) and not is_dated(happening.event)


def _also_says(parsed: Parsed, happening: Happening) -> bool:
    """ "ne denuncia trentamila": a verb of saying, whatever else it may mean."""
    verb = happening.verb
    return verb is not None and any("say" in kinds_at(parsed, i) for i in range(verb.first, verb.last))


def _pairs(verbs: list[tuple[Entry, Happening]], pool: list[Thing]) -> list[tuple[Entry, Happening, Thing]]:
    """Predicates with things: the nearest predicate first, then the likeliest thing, then its readings."""
    groups: list[list[tuple[Entry, Happening]]] = []
    for pair in verbs:
        if groups and groups[-1][0][1].verb is pair[1].verb:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return [
        (entry, happening, thing)
        for group in groups
        for thing in pool
        for entry, happening in _same_first(group, thing)
    ]


def _same_first(group: list[tuple[Entry, Happening]], thing: Thing) -> list[tuple[Entry, Happening]]:
    """The readings of a predicate, first the very one by which the thing was counted before."""
    told = thing.draft.happening.entry if thing.draft is not None else None
    return sorted(group, key=lambda pair: pair[0].id != told.id) if told is not None else group


def _pool(parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None) -> list[Thing]:
    """Candidates, the likeliest first: in a list of parts the whole; else what was named last."""
    drafts = [of_draft(d) for d in reversed(here)]
    if found is not None and found.part and here:
        whole = next((d for d in reversed(here) if not d.found.part), here[-1])
        drafts = [of_draft(whole), *drafts]
    before = [t for t in reversed(named(parsed, number.full)) if not _is_one_person(t)]
    earlier = [t for t in state.things[: -_RECENT - 1 : -1] if parsed.sentence.line - t.line <= _NEAR_LINES]
    earlier = [t for t in earlier if not _is_one_person(t)]
    return [
        *_respective(parsed, number, state),
        *_all_of(parsed, number, state),
        *drafts,
        *before,
        *_totals_first(earlier),
    ]


def _is_one_person(thing: Thing) -> bool:
    """ "Una ragazza è morta, in quattordici sono feriti": she is none of those who are counted behind."""
    return thing.one and thing.draft is None and all(is_a(e, _PERSON) for e in thing.entities)


def _all_of(parsed: Parsed, number: Number, state: State) -> list[Thing]:
    """ "120 droni e otto missili. Ne hanno abbattuti 98": of them all, where there are not so many of the last."""
    if not any(w.last <= number.full for w in parsed.of("anaphor")) or len(state.drafts) < 2:
        return []
    first, second = state.drafts[-2:]
    if first.parsed is not second.parsed or first.number is None or second.number is None:
        return []
    value, counted = number.quantity.value, second.number.quantity.value
    if value is None or counted is None or value <= counted or first.happening.verb is not second.happening.verb:
        return []
    if first.actor != second.actor or not _joined(first.parsed, first.number, second.number):
        return []
    return [Thing((*first.found.nouns, *second.found.nouns), "", first.actor, None, second.line)]


def _respective(parsed: Parsed, number: Number, state: State) -> list[Thing]:
    """ "127 missiles and 109 drones … 102 and 99 were stopped": the first of two is the first of the two before."""
    pair = _pair(parsed, number)
    before = [d for d in state.drafts if d.parsed is not parsed][-2:] if pair else []
    if len(before) < 2 or before[0].parsed is not before[1].parsed:
        return []
    first, second = before
    if first.number is None or second.number is None or not _joined(first.parsed, first.number, second.number):
        return []
    return [of_draft(before[pair.index(number)])]


def _pair(parsed: Parsed, number: Number) -> list[Number]:
    """The two numbers without nouns that "and" joins, where `number` is one of them."""
    for one, two in pairwise(parsed.numbers):
        if (number is one or number is two) and two.full == one.tail + 1 and "and" in kinds_at(parsed, one.tail):
            return [one, two]
    return []


def _joined(parsed: Parsed, one: Number, two: Number) -> bool:
    return 0 < two.full - one.tail <= _JOINED and "and" in kinds_at(parsed, two.full - 1)


def _totals_first(things: list[Thing]) -> list[Thing]:
    """Where the parts just named add up to a total named with them, "of these" means the total."""
    counted = [t for t in things if t.draft is not None and t.draft.number is not None and t.line == things[0].line]
    values = [t.draft.number.quantity.value or 0.0 for t in counted if t.draft and t.draft.number]
    for i in range(2, len(values)):
        if values[i] and values[i] == sum(values[:i]):
            return [counted[i], *things]
    return things


def _predicates(parsed: Parsed, number: Number) -> list[tuple[Entry, Happening]]:
    """Predicates that touch the number, nearest first; frames are still open."""
    near, after = [], _behind_aside(parsed, number)
    joined = "and" in kinds_at(parsed, number.tail) and parsed.tokens.norm[number.tail] != ","
    for verb in parsed.verbs:
        if joined and verb.first > number.tail:
            break  # "è andata oltre le 6.000 e non è più tornata": of another clause
        before = verb.last <= number.full
        begin = after if verb.finite else number.tail
        cost = parsed.cost(verb.last, number.full) if before else parsed.cost(begin, verb.first)
        if cost < _reach(parsed, number, verb, before=before) and not of_most(parsed, verb, number.tail - 1):
            near.append((cost, verb.first, verb))
    near.sort(key=itemgetter(0, 1))
    return [
        (entry, Happening(entry.get("event"), verb, entry, (), cost))
        for cost, _, verb in near
        for entry in verb.entries
        if not entry.get("needs") and not entry.get("held_by") and is_within(parsed, verb, entry)
        if verb.passive or not entry.get("passive")
    ]


def _behind_aside(parsed: Parsed, number: Number) -> int:
    """ "Altri 5.000, a suo giudizio, saranno inviati": where the sentence goes on."""
    norms = parsed.tokens.norm
    if number.tail >= len(norms) or norms[number.tail] != ",":
        return number.tail
    for i in range(number.tail + 1, min(number.tail + _ASIDE, len(norms))):
        if norms[i] == ",":
            return i + 1
        if any(v.first <= i < v.last and v.finite for v in parsed.verbs) or parsed.is_numeral(i):
            break
    return number.tail


def _reach(parsed: Parsed, number: Number, verb: Verb, *, before: bool) -> float:
    """How far from the number such a predicate may stand."""
    if before and "copula" in kinds_at(parsed, verb.last - 1) and prep_at(parsed, number.full - 1):
        return 0.0  # "è arrivato a 264" counts, nobody arrives
    if before and verb.nominal:
        after_colon = number.full > 0 and parsed.tokens.norm[number.full - 1] == ":"
        return _NEAR_COLON if after_colon else _NEAR_NOUN
    return _NEAR_PART if _has_pronoun(parsed, number) else _NEAR_VERB


def _has_pronoun(parsed: Parsed, number: Number) -> bool:
    """ "of them", "of whom" stands before the number."""
    for kind in ("anaphor", "partitive"):
        words = parsed.of(kind)
        if words and words[0].last <= number.full:
            return True
    return False


def other_side(draft: Draft, setting: Setting) -> str:
    """Who stands against the actor of a claim: as it is said, whom it fights, the other one of the story."""
    between = (actor for actor in sides_between(draft.parsed) if actor != draft.actor)
    named = draft.counterpart or next(between, "") or foe_of(draft.actor, setting)
    return named or next((a for a in setting.top_two if a != draft.actor), "")
