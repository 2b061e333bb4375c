"""Meetings held and agreements signed: two parties and a predicate, no number."""

from __future__ import annotations

from functools import cache

from riscontro import catalog
from riscontro.assemble.around import prep_at, sides_between
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.fill import finish
from riscontro.assemble.shapes import Name, Parsed, Verb, When
from riscontro.assemble.state import Draft, Setting, State, country_of, home_of, is_party, kind_of, side_of
from riscontro.frames import Frame, frame, usual_event
from riscontro.vocabulary import Entry, Word

_NEAR, _BESIDE = 8.0, 4.5
_OCCURRENCE = "event"  # the unit of what simply happens
_BODY = 7  # words between a verb of meeting and whom it is with
_RECENT = 12  # things named before
_HAS = 2  # words in which "has" stands before its meeting: "avrà un incontro"
_PARTIES = ("state", "organisation", "coalition", "group")


def of_sentence(parsed: Parsed, state: State, setting: Setting) -> list[Draft]:
    """One draft for each predicate of an occurrence that has two different parties."""
    drafts = []
    for verb in parsed.verbs:
        for entry in verb.entries:
            if entry.get("occurrence"):
                draft = _draft(parsed, verb, entry, state, setting)
                if draft is not None:
                    drafts.append(draft)
                    break
    if drafts:
        return [d for d in drafts if not _is_named_again(d, drafts)]
    if not parsed.times:
        return []
    return _of_a_day(parsed, state, setting)


def _is_named_again(draft: Draft, drafts: list[Draft]) -> bool:
    """ "Martedì sarà ricevuto da lui: è il terzo incontro da gennaio": the noun for what a verb has told."""
    verb, sides = draft.happening.verb, {draft.actor, draft.counterpart}
    same = (d.happening.verb for d in drafts if d.metric == draft.metric and {d.actor, d.counterpart} == sides)
    return verb is not None and verb.nominal and any(v is not None and not v.nominal for v in same)


def _of_a_day(parsed: Parsed, state: State, setting: Setting) -> list[Draft]:
    """ "il trattato del 19 giugno 2024": what bears a day was signed on it, by the two sides of the story."""
    for word in parsed.of("noun"):
        entity = word.form.by_kind["noun"].get("entity")
        found = _occasion(entity) if entity else None
        when = _time_behind(parsed, word) if found is not None else None
        if found is None or when is None or prep_at(parsed, when.first) != "of":
            continue
        parties = _named_parties(parsed) or list(setting.top_two)
        if len(parties) < 2:
            continue
        happening = Happening(found.event, None, None, (found,), 0.0)
        draft = _of_parties(parsed, happening, (word.first, word.last), parties)
        draft = finish(draft, (word.first, when.last), None, state, setting)
        return [draft] if draft.period.start and draft.period.start == draft.period.end else []
    return []


@cache
def _occasion(entity: str) -> Frame | None:
    """The frame of what simply happens with such a thing, or nothing."""
    found = frame(usual_event(entity)[0], entity)
    return found if found is not None and found.metric in _occasions() else None


def _time_behind(parsed: Parsed, word: Word) -> When | None:
    for when in parsed.times:
        if word.last <= when.first and parsed.cost(word.last, when.first) < _BESIDE:
            return when
    return None


def _of_parties(parsed: Parsed, happening: Happening, span: tuple[int, int], parties: list[str]) -> Draft:
    """The claim that two parties met or signed, with its status and its time still open."""
    found = happening.frames[0]
    counted = Counted((), span[0], span[1], "occurrence")
    draft = Draft(
        parsed, None, counted, happening, found.metric, entity=found.entity, line=parsed.sentence.line, occurrence=True
    )
    draft.actor, draft.counterpart = parties[0], parties[1]
    return draft


def _named_parties(parsed: Parsed) -> list[str]:
    homes = dict.fromkeys(side_of(n.actor) for n in parsed.names if kind_of(n.actor) in _PARTIES)
    return list(homes) if len(homes) == 2 else []


@cache
def _occasions() -> frozenset[str]:
    """The metrics of what simply happens, either way round."""
    return frozenset(m.id for m in catalog.metrics().values() if m.unit == _OCCURRENCE)


def _draft(parsed: Parsed, verb: Verb, entry: Entry, state: State, setting: Setting) -> Draft | None:
    found = frame(entry.get("event"), entry.get("entity"))
    if found is None:
        return None
    if entry.get("placed") and not any(s.prep in ("to", "in") for s in parsed.spots):
        return None
    needs = entry.get("object")
    thing = _thing(parsed, verb, entry.get("entity"))
    if needs == entry.get("entity") and thing is None:
        thing = _pronoun(parsed, verb, entry.get("entity"), state)
        if thing is None:
            return None
    parties = _parties(parsed, verb, entry, people_only=thing is None and not verb.nominal, state=state)
    if thing is not None and len(parties) == 1:
        parties = _completed(parties, setting)
    if thing is None and len(parties) == 1 and not verb.nominal:
        parties += _host(parsed, verb, parties[0])
    dated = verb.adjectival and any(0 <= parsed.cost(verb.last, t.first) < _NEAR / 4 for t in parsed.times)
    if thing is not None and not parties and (_both(parsed) or dated):
        parties = list(setting.top_two)
    if thing is not None and not parties and verb.finite and _both_meet(parsed, verb):
        parties = list(state.met)  # "I due hanno firmato": who met a sentence before
    if thing is None and verb.finite and not parties and _both_meet(parsed, verb):
        parties = list(state.met) or [a for a in setting.top_two if is_party(a)]
    if len(parties) < 2 or (verb.nominal and not _is_told(parsed, verb)):
        return None
    span = (min(verb.first, thing[0]), max(verb.last, thing[1])) if thing else (verb.first, verb.last)
    happening = Happening(entry.get("event"), verb, entry, (found,), 0.0)
    return finish(_of_parties(parsed, happening, span, parties), span, None, state, setting)


def _host(parsed: Parsed, verb: Verb, party: str) -> list[str]:
    """ "è ricevuto dal leader a Pyongyang", "ha incontrato a Minsk il collega": of the state where they met."""
    body = any(0 <= w.first - verb.last <= _BODY and not _named(parsed, w) for w in parsed.of("institution"))
    where = (country_of(s.place) for s in parsed.spots if s.prep in ("to", "in") and s.first >= verb.last)
    there = next((home for home in where if home), "")
    return [there] if body and there and there != party else []


def _named(parsed: Parsed, body: Word) -> bool:
    """Whether the body's state stands with it."""
    return any(n.first <= body.first < n.last for n in parsed.names)


def _is_told(parsed: Parsed, verb: Verb) -> bool:
    """A meeting as a noun took place where it is said between whom or when; else it is only talked about."""
    between = bool(sides_between(parsed))
    dated = any(t.mention.kind == "period" for t in parsed.times)
    held = any(parsed.cost(w.first, verb.first) < _NEAR for w in parsed.of("held"))
    held = held or any(parsed.reading(i, "aux") for i in range(max(0, verb.first - _HAS), verb.first))
    return between or dated or held or any(v.finite and v.entries and v is not verb for v in parsed.verbs)


def _thing(parsed: Parsed, verb: Verb, entity: str) -> tuple[int, int] | None:
    """The noun of what is signed, near its predicate."""
    best, best_cost = None, _BESIDE
    for word in parsed.of("noun"):
        noun = word.reading("noun")
        if noun and noun.get("entity") == entity:
            cost = parsed.cost(word.last, verb.first) if word.last <= verb.first else parsed.cost(verb.last, word.first)
            if cost < best_cost:
                best, best_cost = (word.first, word.last), cost
    return best


def _parties(parsed: Parsed, verb: Verb, entry: Entry, *, people_only: bool, state: State) -> list[str]:
    near = []
    for name in parsed.names:
        before = name.last <= verb.first
        cost = parsed.cost(name.last, verb.first) if before else parsed.cost(verb.last, name.first)
        if cost > _NEAR or not _is_party(name, people_only) or not _fits(parsed, name, verb, entry):
            continue
        near.append((cost, name))
    parties: list[str] = []
    for _, name in sorted(near, key=lambda p: (p[0], p[1].first)):
        actor = side_of(name.actor)
        if actor not in parties:
            parties.append(actor)
    between = list(dict.fromkeys(map(side_of, sides_between(parsed)))) if verb.nominal else []
    if len(between) > 1:
        return between[:2]  # "Ankara propone un vertice tra Mosca e Kiev": whoever else is named
    chosen = parties[:2]
    order = {a: min(n.first for n in parsed.names if side_of(n.actor) == a) for a in chosen}
    chosen.sort(key=lambda a: order[a])
    if (
        len(chosen) == 1
        and verb.finite
        and state.person
        and state.person != chosen[0]
        and _drops_subject(parsed, verb, near)
    ):
        chosen.insert(0, state.person)
    return chosen


def _is_party(name: Name, people_only: bool) -> bool:
    if kind_of(name.actor) not in _PARTIES:
        return False
    if people_only:
        return name.kind == "leader" or name.institution
    return True


def _fits(parsed: Parsed, name: Name, verb: Verb, entry: Entry) -> bool:
    """Whether the preposition of the name lets it be a party."""
    if name.prep in ("", "with", "between"):
        return True
    if name.prep == "from":
        return verb.passive or verb.nominal
    if name.prep == "of":
        return verb.nominal
    return False


def _drops_subject(parsed: Parsed, verb: Verb, near: list[tuple[float, Name]]) -> bool:
    return all(name.first >= verb.last or name.prep == "with" for _, name in near)


def _pronoun(parsed: Parsed, verb: Verb, entity: str, state: State) -> tuple[int, int] | None:
    """ "Un testo di quattro pagine … lo hanno sottoscritto": a pronoun for what the sentences before named."""
    clitic = parsed.reading(verb.first - 1, "article")
    if clitic is None or not clitic.get("clitic") or not verb.finite:
        return None
    near = any(entity in t.entities and parsed.sentence.line - t.line <= 1 for t in state.things[-_RECENT:])
    return (verb.first - 1, verb.first) if near else None


def _both_meet(parsed: Parsed, verb: Verb) -> bool:
    """ "i due leader si erano incontrati", "i due si erano incontrati"."""
    if any(0 <= verb.first - word.last <= _HAS for word in parsed.of("both")):
        return True
    pair = (n for n in parsed.numbers if n.quantity.value == 2 and parsed.reading(n.full - 1, "article"))
    return any(0 <= verb.first - n.tail <= _HAS for n in pair)


def _both(parsed: Parsed) -> bool:
    return bool(parsed.of("both"))


def _completed(parties: list[str], setting: Setting) -> list[str]:
    home = home_of(parties[0]) if catalog.is_group(parties[0]) else ""
    if home and home in setting.cast:
        return [home, *parties]  # "il governo e i curdi hanno firmato"
    other = next((a for a in setting.top_two if a not in parties), None)
    return [*parties, other] if other else parties
