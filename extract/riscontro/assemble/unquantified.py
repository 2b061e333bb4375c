"""Supplies, deployments and losses that the text states plainly without any number."""

from __future__ import annotations

from functools import cache

from riscontro import catalog
from riscontro.assemble import roles
from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.beside import noun_beside
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.fill import fill
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.assemble.state import Draft, Lead, Setting, State
from riscontro.assemble.things import describes
from riscontro.frames import flows, frame
from riscontro.vocabulary import Entry, Word

_REACH = 6.5
_PHASE = 9  # words between a deed and the verb that says that it goes on
_BEHIND = 1.6  # how near "arrivano proiettili" stand together


def of_sentence(parsed: Parsed, state: State, setting: Setting) -> list[Draft]:
    """One draft for each thing that a finite predicate of the sentence gives, sends or loses without a number."""
    drafts: list[Draft] = []
    things: list[Word] | None = None
    events = _events() if parsed.verbs else frozenset()
    for verb in parsed.verbs:
        if verb.nominal:
            things = _things(parsed) if things is None else things
            drafts += _of_deed(parsed, verb, events, things, state, setting)
            continue
        told = verb.finite or verb.slot == "participle" or _still_goes_on(parsed, verb)
        if verb.adjectival or not told:
            continue
        for entry in verb.entries:
            if entry.get("held_by") and roles.agent_of_holder(parsed, Happening("", verb, entry, (), 0.0)) is None:
                continue
            if entry.get("event") in events and not (entry.get("light") and _gives_nobody(parsed, verb, entry)):
                things = _things(parsed) if things is None else things
                drafts += _of_verb(parsed, verb, entry, things, state, setting)
    if drafts or state.lead is None:
        return drafts
    return _answer(parsed, state.lead, state, setting)


def _still_goes_on(parsed: Parsed, verb: Verb) -> bool:
    """ "continua a fornire armi": the verb before says that it is done."""
    i = verb.first - 1
    return verb.slot == "infinitive" and prep_at(parsed, i) == "to" and parsed.reading(i - 1, "phase") is not None


def _of_deed(
    parsed: Parsed, verb: Verb, events: frozenset[str], things: list[Word], state: State, setting: Setting
) -> list[Draft]:
    """ "Prosegue la fornitura di petrolio russo a Pyongyang": the noun of a deed, with who gives and who gets."""
    entry = next((e for e in verb.entries if e.get("event") in events), None)
    word = next((w for w in things if w.first == verb.last + 1 and prep_at(parsed, verb.last) == "of"), None)
    found = frame(entry.get("event"), word.form.by_kind["noun"].get("entity")) if entry and word else None
    if entry is None or word is None or found is None or not found.unquantified or _is_counted(parsed, word):
        return []
    if prep_at(parsed, verb.first - 1) or prep_at(parsed, verb.first - 2) or not _is_going_on(parsed, verb):
        return []
    counted = Counted((word.form.by_kind["noun"],), word.first, word.last, "beside")
    happening = Happening(entry.get("event"), verb, entry, (found,), 0.0)
    gives = roles.owner(parsed, word.first, word.last) or roles.agent(parsed, happening)
    if gives is None or gives is roles.by_role(parsed, happening, "recipient"):
        return []
    draft = fill(parsed, None, counted, happening, None, state, setting)
    draft.actor = draft.actor or gives.actor
    plain = draft.actor != draft.counterpart and draft.status != "denied"
    return [draft] if plain and draft.counterpart else []


def _is_going_on(parsed: Parsed, verb: Verb) -> bool:
    """ "Prosegue la fornitura", "La fornitura non si ferma": what is feared, forbidden or asked for is not yet done."""
    return any(min(abs(verb.first - w.last), abs(w.first - verb.last)) < _PHASE for w in parsed.of("phase"))


def _gives_nobody(parsed: Parsed, verb: Verb, entry: Entry) -> bool:
    """ "dà prova di forza", but "dà armi ai ribelli"."""
    return roles.by_role(parsed, Happening(entry.get("event"), verb, entry, (), 0.0), "recipient") is None


def _things(parsed: Parsed) -> list[Word]:
    """The nouns that name a thing, and nothing that happens."""
    return [w for w in parsed.of("noun") if (noun := w.form.by_kind["noun"]).get("entity") and not noun.get("event")]


@cache
def _events() -> frozenset[str]:
    """What may be told without a number, of some thing or other (seeds/frames.csv)."""
    return frozenset(row["event"] for row in catalog.rows("frames") if row["unquantified"] == "true")


def _answer(parsed: Parsed, lead: Lead, state: State, setting: Setting) -> list[Draft]:
    """ "Che cosa riceve il regime? Grano e gasolio": things without a predicate, after a question that had one."""
    if not lead.asks or any(v.finite for v in parsed.verbs):
        return []
    drafts = []
    for word in _things(parsed):
        noun = word.form.by_kind["noun"]
        if not _is_named(parsed, word):
            continue
        for happening in lead.happenings:
            found = frame(happening.event, noun.get("entity"))
            if found is None or not found.unquantified:
                continue
            counted = Counted((noun,), word.first, word.last, "beside")
            told = Happening(happening.event, None, happening.entry, (found,), 0.0)
            draft = fill(parsed, None, counted, told, None, state, setting)
            if draft.actor and draft.actor != draft.counterpart and draft.status != "denied":
                drafts.append(draft)
            break
    return drafts


def _is_named(parsed: Parsed, word: Word) -> bool:
    """The noun heads its phrase and has no number of its own."""
    prep = parsed.reading(word.first - 1, "prep") or parsed.reading(word.first - 2, "prep")
    beside = any(n.full - 1 <= word.first <= n.tail + 3 for n in parsed.numbers if n.quantity.kind != "indefinite")
    return prep is None and not beside and not _is_adjective(parsed, word)


def _of_verb(
    parsed: Parsed, verb: Verb, entry: Entry, things: list[Word], state: State, setting: Setting
) -> list[Draft]:
    drafts = []
    event, reach = entry.get("event"), verb.last
    for word in things:
        noun = word.form.by_kind["noun"]
        found = frame(event, noun.get("entity"))
        if found is None or not found.unquantified or not _is_object(parsed, verb, entry, word, reach):
            continue
        reach = max(reach, word.last)  # a list goes on from its last item
        counted = Counted((noun,), word.first, word.last, "beside")
        happening = Happening(event, verb, entry, (found,), 0.0)
        if not _has_giver(parsed, counted, happening, setting):
            continue
        draft = fill(parsed, None, counted, happening, None, state, setting)
        if draft.actor and draft.actor != draft.counterpart and draft.status != "denied":
            drafts.append(draft)
    return drafts


def _is_object(parsed: Parsed, verb: Verb, entry: Entry, word: Word, reach: int) -> bool:
    """An uncounted noun on the object side of the verb (on the subject side of a passive or an intransitive one)."""
    if entry.get("held_by"):
        return _is_behind(parsed, verb, word, reach) and not _is_counted(parsed, word)
    if entry.get("intransitive") or (verb.passive and verb.finite):
        if entry.get("intransitive") and _is_behind(parsed, verb, word, reach):
            return not _is_counted(parsed, word)  # "Dalla Russia arrivano grano e gasolio"
        if word.last > verb.first or parsed.cost(word.last, verb.first) >= _REACH / 2:
            return False
        if any(word.last <= n.first < verb.first and not n.prep and n.core > word.last for n in parsed.names):
            return False  # "limiti all'uso delle armi se Pyongyang entrerà": another subject
    elif word.first < reach or parsed.cost(reach, word.first) >= _REACH or _other_verb_between(parsed, reach, word):
        return False
    before = kinds_at(parsed, word.first - 1).get("prep")
    by = entry.get("by")
    listed = reach > verb.last and "and" in kinds_at(parsed, word.first - 1)
    if by is not None and not listed and (before is None or before.id not in by):
        return False  # "paga in gasolio e grano": the preposition is part of the predicate
    if (by is None and before is not None and before.id != "of") or _is_adjective(parsed, word):
        return False
    if describes(parsed, word) or (entry.get("intransitive") and before is not None):
        return False  # "sotto il controllo delle truppe è passato il borgo": no subject stands behind "of"
    if before is not None and any(v.nominal and v.last == word.first - 1 for v in parsed.verbs):
        return False  # "chiede l'invio di missili": of the sending
    if before is not None and (head := parsed.reading(word.first - 2, "noun")) is not None and head.get("entity"):
        return False  # "la tecnologia dei missili": only that is given
    if any(s.first < word.first < s.last for s in parsed.speakers):
        return False  # "…, dice un ufficiale turco": who speaks
    return not _is_counted(parsed, word)


def _is_behind(parsed: Parsed, verb: Verb, word: Word, reach: int) -> bool:
    """ "arrivano grano e gasolio": the subject right behind its verb."""
    named = any(n.last == word.first for n in parsed.names)  # "arrivano in Russia proiettili"
    governed = prep_at(parsed, word.first - 1) or (prep_at(parsed, word.first - 2) and not named)
    return verb.finite and word.first >= reach and not governed and parsed.cost(reach, word.first) < _BEHIND


def _is_counted(parsed: Parsed, word: Word) -> bool:
    """A number stands so near that it may be the noun's own."""
    for n in parsed.numbers:
        reaches = n.full - 3 <= word.first <= n.tail + 5 and parsed.cost(n.tail, word.first) < 2.0
        if reaches and n.quantity.kind != "indefinite" and not _counts_another(parsed, n, word):
            return True
    return False


def _counts_another(parsed: Parsed, number: Number, word: Word) -> bool:
    """ "lanciarazzi da 240 millimetri": the number behind the noun tells a size."""
    found = noun_beside(parsed, number) if number.full > word.last and prep_at(parsed, number.full - 1) else None
    return found is not None and found.first >= number.tail and bool(found.ignored)


def _is_adjective(parsed: Parsed, word: Word) -> bool:
    """Behind an unknown word the form is an adjective: "scambi militari"."""
    i = word.first - 1
    if i < 0 or not parsed.tokens.norm[i][0].isalpha():
        return False
    form = parsed.forms[i]
    if form is None:
        return True
    kinds = form.by_kind
    return ("noun" in kinds or "event_noun" in kinds) and "and" not in kinds and "aux" not in kinds


def _other_verb_between(parsed: Parsed, reach: int, word: Word) -> bool:
    """Another predicate, unless it only introduces examples: "un aiuto che include cibo"."""
    between = (v for v in parsed.verbs if v.finite and reach <= v.first < word.first)
    return any(not any(e.get("held_by") for e in v.entries) for v in between)


def _has_giver(parsed: Parsed, found: Counted, happening: Happening, setting: Setting) -> bool:
    if happening.frames[0].actor[0] in ("owner", "subject") and roles.owner(parsed, found.first, found.last):
        return True
    entry = happening.entry
    if entry is not None and entry.get("held_by"):
        return True  # "tra le armi cedute da Oslo ci sono missili": seen before
    if entry is not None and entry.get("intransitive"):
        behind = happening.verb is not None and found.first > happening.verb.first
        return roles.owner(parsed, found.first, found.last) is not None or (
            behind and roles.by_role(parsed, happening, "origin") is not None
        )
    if entry is not None and entry.get("subject") == "recipient":
        if roles.by_role(parsed, happening, "agent") is not None:
            return True
        gets = roles.subject(parsed, happening.verb) if happening.verb is not None and entry.get("given") else None
        known = (g for g, t in flows(happening.frames[0].entity) if gets is not None and t == gets.actor)
        return any(g in setting.cast for g in known)  # "Pyongyang riceve petrolio": from whom, the story tells
    name = roles.agent(parsed, happening)
    verb = happening.verb
    return name is not None and verb is not None and (verb.passive or name.last <= verb.first)
