"""What a number leans on when nothing beside it names the thing: "of them", "another 300", lists, the story so far."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from riscontro.assemble import roles
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import NO_EVENT, Happening, frames_for, of_most
from riscontro.assemble.shapes import Name, Number, Parsed
from riscontro.assemble.state import Draft, Setting, State, foe_of
from riscontro.frames import is_dated, usual, usual_event
from riscontro.vocabulary import Entry

_SMALL = 10
_JOINED = 5  # words between two numbers that "and" joins, a noun among them
_PLAIN = ("person", "people", "resident", "civilian")  # rows of seeds/entities.csv: no army's people
_OTHER_THING = "other_thing"  # why a noun is never counted here
_NEAR_LINES, _NEAR_VERB, _NEAR_PART, _NEAR_NOUN, _NEAR_COLON = 2, 2.6, 5.0, 1.0, 9.0


_MAY_FOLLOW = (
    "prep",
    "filler",
    "verb",
    "aux",
    "adverb",
    "say",
    "clause",
    "and",
    "event_noun",
    "plan",
    "negation",
    "modal",
    "anaphor",
    "copula",
)


@dataclass(slots=True, eq=False)
class Thing:
    """Something named earlier that a number may count: its nouns, whose it is, and the claim it stood in, if any."""

    nouns: tuple[Entry, ...]
    people: str
    owner: str
    draft: Draft | None
    line: int
    entity: str = ""  # where no noun names it

    @property
    def entities(self) -> tuple[str, ...]:
        """What it is in the entities' hierarchy."""
        if self.entity:
            return (self.entity,)
        return ("people",) if self.people else tuple(n.get("entity") for n in self.nouns)


def of_draft(draft: Draft) -> Thing:
    """The thing that a claim counted."""
    return Thing(draft.found.nouns, draft.found.people, draft.actor, draft, draft.line)


def named(parsed: Parsed, upto: int | None = None) -> list[Thing]:
    """Things that a sentence names before token `upto`, in text order: nouns without a count, and bare demonyms."""
    if parsed.named is None:  # asked for again and again, once the names are settled
        parsed.named = _named(parsed)
    if upto is None:
        return [thing for _, thing in parsed.named]
    return [thing for last, thing in parsed.named if last <= upto]


def _named(parsed: Parsed) -> list[tuple[int, Thing]]:
    """The things with where they end."""
    things = []
    for word in parsed.of("noun", "actor"):
        noun = word.reading("noun")
        if noun and noun.get("entity") and not noun.get("measure") and noun.get("entity") != "unit":
            if _is_contents(parsed, word.first):
                continue
            owner = roles.owner(parsed, word.first, word.last)
            things.append((word.last, Thing((noun,), "", owner.actor if owner else "", None, parsed.sentence.line)))
            continue
        people = word.reading("actor")
        if (
            people
            and people.slot == "demonym"
            and parsed.reading(word.first - 1, "article", "prep")
            and not _adjective(parsed, word.last)
        ):
            things.append((word.last, Thing((), people.id, people.id, None, parsed.sentence.line)))
    return things


def _is_contents(parsed: Parsed, first: int) -> bool:
    """ "container di granate": the head is what "of them" points to."""
    prep = parsed.reading(first - 1, "prep")
    head = parsed.reading(first - 2, "noun")
    return (
        prep is not None and prep.id == "of" and head is not None and bool(head.get("entity")) and not head.get("event")
    )


def _adjective(parsed: Parsed, last: int) -> bool:
    return bool(parsed.reading(last, "noun", "institution"))


def antecedent(
    parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None
) -> tuple[Thing, Happening | None] | None:
    """The earlier thing that this number counts and what happens to it here, when the wording points back."""
    verbs = _predicates(parsed, number)
    if not _points_back(parsed, number, state, here, found, bool(verbs)):
        return None
    amount = found is None and not verbs and not here and _is_amount(parsed, number)
    pool = _pool(parsed, number, state, here, found)
    for verb_entry, happening, thing in _pairs(verbs, pool):
        frames = frames_for(happening.event, thing.entities)
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
        verbs, pool = [], sorted(pool, key=lambda t: t.draft is None or parsed.sentence.line - t.line > 1)
    whole = pool and found is not None and found.part and pool[0].draft is not None
    for verb_entry, happening in verbs:
        if entity := usual(happening.event):
            thing = Thing((), "", "", None, parsed.sentence.line, entity)
            return thing, Happening(
                happening.event, happening.verb, verb_entry, frames_for(happening.event, (entity,)), happening.cost
            )
    if amount and (not pool or pool[0].draft is None):
        return None
    heads = found is None and number.full == 0 and not verbs
    if heads and pool and parsed.sentence.line - pool[0].line <= 1:
        return pool[0], None
    return (pool[0], None) if pool and (whole or not verbs or pool[0].draft is not None) else None


def _stays(thing: Thing, happening: Happening) -> bool:
    """ "ne sono arrivati 71mila": those who fled are not sent, whatever way they went."""
    before = thing.draft.happening if thing.draft is not None else None
    plain = all(e in _PLAIN for e in thing.entities)
    return before is not None and plain and is_dated(before.event) and not is_dated(happening.event)


def _also_says(parsed: Parsed, happening: Happening) -> bool:
    """ "ne denuncia trentamila": a verb of saying, whatever else it may mean."""
    verb = happening.verb
    return verb is not None and any(parsed.reading(i, "say") for i in range(verb.first, verb.last))


def _pairs(verbs: list[tuple[Entry, Happening]], pool: list[Thing]) -> list[tuple[Entry, Happening, Thing]]:
    """Predicates with things: the nearest predicate first, then the likeliest thing, then its readings."""
    groups: list[list[tuple[Entry, Happening]]] = []
    for pair in verbs:
        if groups and groups[-1][0][1].verb is pair[1].verb:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return [(entry, happening, thing) for group in groups for thing in pool for entry, happening in group]


def _pool(parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None) -> list[Thing]:
    """Candidates, the likeliest first: in a list of parts the whole; else what was named last."""
    drafts = [of_draft(d) for d in reversed(here)]
    if found is not None and found.part and here:
        whole = next((d for d in reversed(here) if not d.found.part), here[-1])
        drafts = [of_draft(whole), *drafts]
    before = list(reversed(named(parsed, number.full)))
    earlier = [t for t in state.things[-12:][::-1] if parsed.sentence.line - t.line <= _NEAR_LINES]
    return [*_respective(parsed, number, state), *drafts, *before, *_totals_first(earlier)]


def _respective(parsed: Parsed, number: Number, state: State) -> list[Thing]:
    """ "127 missiles and 109 drones … 102 and 99 were stopped": the first of two is the first of the two before."""
    pair = _pair(parsed.numbers, parsed, number)
    before = [d for d in state.drafts if d.parsed is not parsed][-2:]
    if not pair or len(before) < 2 or before[0].parsed is not before[1].parsed:
        return []
    first, second = before
    if first.number is None or second.number is None or not _joined(first.parsed, first.number, second.number):
        return []
    return [of_draft(before[pair.index(number)])]


def _pair(numbers: list[Number], parsed: Parsed, number: Number) -> list[Number]:
    """The two numbers without nouns that "and" joins, where `number` is one of them."""
    for one, two in pairwise(numbers):
        if number in (one, two) and two.full == one.tail + 1 and parsed.reading(one.tail, "and"):
            return [one, two]
    return []


def _joined(parsed: Parsed, one: Number, two: Number) -> bool:
    return 0 < two.full - one.tail <= _JOINED and parsed.reading(two.full - 1, "and") is not None


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
    found = []
    after_colon = number.full > 0 and parsed.tokens.norm[number.full - 1] == ":"
    pointing = any(w.last <= number.full for w in parsed.of("anaphor", "partitive"))
    for verb in parsed.verbs:
        before = verb.last <= number.full
        if of_most(parsed, verb, number.tail - 1):
            continue
        if before and parsed.reading(verb.last - 1, "copula") and parsed.reading(number.full - 1, "prep"):
            continue  # "è arrivato a 264" counts, nobody arrives
        cost = parsed.cost(verb.last, number.full) if before else parsed.cost(number.tail, verb.first)
        reach = _NEAR_NOUN if verb.nominal and before else _NEAR_PART if pointing else _NEAR_VERB
        if verb.nominal and before and after_colon:
            reach = _NEAR_COLON
        if cost < reach:
            found += [(cost, verb.first, entry, verb) for entry in verb.entries if not entry.get("needs")]
    found.sort(key=lambda f: (f[0], f[1]))
    return [(entry, Happening(entry.get("event"), verb, entry, (), cost)) for cost, _, entry, verb in found]


def _is_of_period(parsed: Parsed, number: Number, state: State) -> bool:
    """ "725 a novembre, 610 a ottobre" after a count: the same thing in other months."""
    followed = any(0 <= t.first - number.tail <= 1 and t.mention.kind == "period" for t in parsed.times)
    if _speaks_of_others(parsed, number.full):
        return False
    return followed and bool(state.drafts) and parsed.sentence.line == state.drafts[-1].line


def _gapped(parsed: Parsed, number: Number) -> Name | None:
    """ "Oslo ha dato 300 milioni, Berna 260": the name right before a bare number does what the one before did."""
    prep = parsed.reading(number.full - 1, "prep")
    last = number.full - 1 if prep is not None and prep.id == "with" else number.full
    return next((n for n in parsed.names if n.last == last and not n.prep), None)


def gapped(parsed: Parsed, number: Number) -> str:
    """Who stands right before a number that counts what the number before counted."""
    name = _gapped(parsed, number)
    return name.actor if name is not None else ""


def _is_pronoun(parsed: Parsed, number: Number) -> bool:
    """ "un incontro tra i due": a small number behind its article and a preposition stands for persons just named."""
    value = number.quantity.value
    small = value is not None and value < _SMALL
    return small and bool(parsed.reading(number.full - 1, "article") and parsed.reading(number.full - 2, "prep"))


def _is_item(parsed: Parsed, number: Number, state: State) -> bool:
    """The number opens a line of a list, or an answer: "– 44 sul territorio di …", "Quindici, secondo …"."""
    lead = state.lead
    opens = all(not parsed.tokens.norm[i][0].isalpha() for i in range(number.full))
    return lead is not None and opens and (lead.asks or lead.counted) and not parsed.reading(number.tail, "noun")


def _points_back(
    parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None, predicate: bool
) -> bool:
    if found is not None:  # "units", or a part of what was just named
        return True
    before = number.full - 1
    following = parsed.reading(number.tail, *_MAY_FOLLOW)
    if following is not None and following.slot in ("subjunctive", "infinitive"):
        following = None
    at_end = number.tail >= len(parsed.tokens) or not parsed.tokens.norm[number.tail][0].isalpha()
    if not (at_end or following) or _is_pronoun(parsed, number):
        return False
    if any(parsed.reading(i, "anaphor") for i in range(max(0, number.full - 9), number.full)) or predicate:
        return True
    if number.full == 0 and number.tail < len(parsed.tokens) and parsed.tokens.norm[number.tail] in (",", "("):
        return True
    if here and _gapped(parsed, number) is not None:
        return True
    prep = parsed.reading(before, "prep")
    if prep is not None and parsed.reading(before - 1, "sum") and not parsed.reading(number.tail, "noun"):
        return True
    if _is_amount(parsed, number) or _is_of_period(parsed, number, state) or _is_item(parsed, number, state):
        return True
    if before > 2 and parsed.tokens.norm[before] == ":" and named(parsed, number.full):
        return True
    if here and is_reversed(parsed, number):
        return True
    if before >= 0 and (parsed.tokens.norm[before] == "+" or parsed.reading(before, "filler")):
        return bool(here)
    if number.quantity.text.startswith("+"):
        return bool(here)
    in_list = following is not None and following.kind == "prep" and following.id in ("in", "on", "to", "from")
    return bool(here) and (at_end or in_list)


def _is_amount(parsed: Parsed, number: Number) -> bool:
    """ "erano saliti a 300", "potrebbero diventare 300": the subject was named before."""
    i = number.first - 1
    while i >= 0 and (i >= number.full or parsed.reading(i, "filler", "article", "adverb", "prep")):
        if parsed.reading(i, "copula"):
            break
        i -= 1
    if parsed.reading(i, "copula", "say") is None or any(
        parsed.reading(k, "first_person") for k in range(max(0, i - 2), i)
    ):
        return False
    return not _speaks_of_others(parsed, i)


def _speaks_of_others(parsed: Parsed, upto: int) -> bool:
    """The last thing named before is one that is never counted here: "gli attacchi … sono stati 2.165"."""
    nouns = [noun for word in parsed.of("noun") if word.last <= upto and (noun := word.reading("noun"))]
    counted = [noun for noun in nouns if noun.get("entity") or noun.get("ignore") == _OTHER_THING]
    return bool(counted) and counted[-1].get("ignore") == _OTHER_THING


def _opens(parsed: Parsed, number: Number, newsworthy: str) -> bool:
    """The number stands at the head of its sentence, or of what follows a colon or another number."""
    if number.full <= 2:
        return True
    i = number.full - 1
    before = parsed.tokens.norm[i]
    if newsworthy and parsed.reading(i, "say", "copula"):
        return True
    if newsworthy and (parsed.reading(i, "prep") and parsed.reading(i - 1, "say", "copula", "adverb")):
        return True
    return before in (":", "(", '"') or any(0 <= number.full - n.last <= 6 for n in parsed.numbers if n is not number)


def is_reversed(parsed: Parsed, number: Number) -> bool:
    """ "in senso inverso", "mille salme contro 31": the same thing, the other way round."""
    prep = parsed.reading(number.full - 1, "prep")
    if prep is not None and prep.id == "against":
        return True
    return any(w.last <= number.full for w in parsed.of("reverse"))


def other_side(draft: Draft, setting: Setting) -> str:
    """Who stands against the actor of a claim."""
    named = draft.counterpart or foe_of(draft.actor, setting)
    return named or next((a for a in setting.top_two if a != draft.actor), "")


def inherited_event(entities: tuple[str, ...], parsed: Parsed, number: Number, state: State) -> Happening | None:
    """The event of the story so far that fits these things, where the sentence has no predicate of its own."""
    if any(v.finite for v in parsed.verbs):
        return None
    for happening in state.lead.happenings if state.lead else ():
        frames = frames_for(happening.event, entities)
        if frames:
            return Happening(happening.event, None, happening.entry, frames, 0.0)
    if not _opens(parsed, number, usual_event(entities[0])[0] if entities else ""):
        return None
    for draft in reversed(state.drafts[-4:]):
        frames = frames_for(draft.happening.event, entities)
        if frames and parsed.sentence.line == draft.line:
            return Happening(draft.happening.event, None, None, frames, 0.0, draft)
    for happening in state.headline:
        frames = frames_for(happening.event, entities)
        if frames:
            return Happening(happening.event, None, None, frames, 0.0)
    return _same_question(entities, parsed, number, state)


def _same_question(entities: tuple[str, ...], parsed: Parsed, number: Number, state: State) -> Happening | None:
    """ "X parla di 5.600 chilometri quadrati" after another's count of them: the same question, another answer."""
    i = number.full - 1
    while i >= 0 and parsed.reading(i, "prep", "filler", "adverb", "article"):
        i -= 1
    opens = all(not parsed.tokens.norm[k][0].isalpha() for k in range(number.full))
    if not (opens or parsed.reading(i, "say", "copula")) or not entities:
        return None
    last = next((d for d in reversed(state.drafts[-6:]) if d.entity == entities[0]), None)
    frames = frames_for(last.happening.event, entities) if last is not None else ()
    return Happening(last.happening.event, None, None, frames, 0.0) if last is not None and frames else None
