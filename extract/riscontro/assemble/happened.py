"""What happened to what a number counts, by its own noun, its predicate, or what such things are in the news for."""

from __future__ import annotations

from dataclasses import replace

from riscontro.assemble import abroad, flown, roles
from riscontro.assemble.around import kinds_at
from riscontro.assemble.beside import is_whole
from riscontro.assemble.claimant import nearest
from riscontro.assemble.counted import Counted, counted
from riscontro.assemble.event import NO_EVENT, Happening, allows, candidates, entities_of, frames_for
from riscontro.assemble.inherited import inherited_event
from riscontro.assemble.owners import among_before
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.assemble.state import ABROAD, Draft, Setting, State, matter_of
from riscontro.assemble.things import Thing
from riscontro.frames import Frame, flows, is_a, is_toll, listed, matter, usual_event

_NEAR, _NEAR_SAME = 3.0, 3.0
_WEAK, _WEAK_PART = 5.0, 0.6  # from where on what the number points back to is the likelier
_DEATH, _EXCHANGE, _BODY, _HANDED = "kill", "exchange", "body", 0.6  # rows of seeds; how near the verb must stand
_TOLL, _PERSON = "casualty", "person"  # rows of seeds/events.csv and seeds/entities.csv: dead and wounded, of any kind
_GIFT = "transfer"  # a row of seeds/events.csv
_BREAKS = (":", "(")
_BOTH = 2.2  # how near "fra morti e feriti" stands to what it is said of


def happened(
    parsed: Parsed,
    number: Number,
    found: Counted,
    known: Happening | None,
    base: Thing | None,
    state: State,
    setting: Setting,
    here: list[Draft],
) -> Happening | None:
    """The event of a number that counts `found`: `known` where what it points back to has told it."""
    entities = entities_of(found)
    happening = known or _of_noun_or_verb(parsed, number, found, entities, base, state)
    happening = happening or _usual(parsed, number, found, entities, state, setting)
    happening = happening or _given(parsed, number, found, entities)
    if happening is None or not happening.frames:
        return happening
    if flight := abroad.fled(parsed, found, happening, entities, state):
        return flight
    if (
        abroad.is_nation(parsed, number, found)
        and matter_of(happening) == ABROAD
        and not (happening.entry is not None and happening.entry.get("as"))
        and not abroad.sends(found.people, state, setting)
    ):
        return None  # "i siriani in Turchia sono 900"
    happening = _in_list_of_losses(happening, entities, here)
    happening = _admitted(parsed, number, happening, entities)
    if len(parsed.numbers) > 2 and (frames := _broken_down(parsed, number, happening)):
        return Happening(frames[0].event, happening.verb, happening.entry, frames, happening.cost)
    return _both_tolls(parsed, number, happening, found, entities)


def _of_noun_or_verb(
    parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...], base: Thing | None, state: State
) -> Happening | None:
    inherent = [n.get("event") for n in found.nouns]
    if inherent and all(inherent) and found.link not in ("carried", "community"):
        another = _hurt(parsed, number, found, inherent, entities) or _handed_over(parsed, number, found, inherent)
        return another or _inherent(parsed, number, found, inherent, entities)
    ranked = candidates(parsed, number, found.first, found.last, entities)
    if found.link == "copula" and ranked and _only_counts(parsed, ranked[0]):
        ranked = [h for h in ranked if h.verb is not ranked[0].verb]
    if base is not None and (found.part or found.link == "carried") and (not ranked or _is_weak(ranked[0], found)):
        event = _event_of(base)
        if frames := frames_for(event, entities or base.entities):
            return Happening(event, None, None, frames, 0.0)
    if of_all := _of_all_before(parsed, number, found, entities, state):
        return of_all
    if ranked and (sent := flown.sent_at(parsed, found, ranked[0], entities)):
        return sent
    if ranked:
        told = ranked[0].cost <= _NEAR or flown.is_item(parsed, found, base)
        return (None if told else flown.flown(parsed, number, found, entities)) or ranked[0]
    if is_whole(parsed, number):
        return None  # "67 dei 134 droni": what is said is said of the part
    if victims := _among_victims(parsed, found, entities):
        return victims
    return _coordinated(parsed, number, entities, state) or inherited_event(entities, parsed, number, state)


def _of_all_before(
    parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...], state: State
) -> Happening | None:
    """ "hanno lanciato 500 ordigni. I droni erano 447": how many of what was counted just before."""
    last = state.drafts[-1] if state.drafts and found.link == "copula" and len(entities) == 1 else None
    if last is None or last.number is None or last.parsed is parsed or parsed.sentence.line - last.line > 1:
        return None
    if is_a(entities[0], _PERSON) or found.first > number.first:
        return None  # people may be others than those just counted
    value, all_of = number.quantity.value, last.number.quantity.value
    if value is None or all_of is None or value >= all_of or last.entity == entities[0]:
        return None
    frames = frames_for(last.happening.event, entities) if is_a(entities[0], last.entity) else ()
    return replace(last.happening, verb=None, entry=None, frames=frames, cost=0.0) if frames else None


def _only_counts(parsed: Parsed, happening: Happening) -> bool:
    """ "I soldati in Siria sono scesi a 300": the verb ties the number to them, nobody climbs down."""
    verb = happening.verb
    if verb is None or "copula" not in kinds_at(parsed, verb.last - 1):
        return False
    return all(e.get("event") == NO_EVENT for e in verb.entries)


def _only_says(parsed: Parsed, verb: Verb, entities: tuple[str, ...]) -> bool:
    """ "Washington conta 300 soldati": a verb that, said of these, tells nothing but how many they are."""
    told = [e.get("event") for e in verb.entries if allows(e, entities) and not e.get("notices")]
    if not told and any(e.get("notices") or e.get("held_by") for e in verb.entries):
        return True  # "individua 300 soldati", "aspetta 30 salme", "prevede 300 soldati"
    return "copula" in kinds_at(parsed, verb.last - 1) and all(event == NO_EVENT for event in told)


def _hurt(
    parsed: Parsed, number: Number, found: Counted, events: list[str], entities: tuple[str, ...]
) -> Happening | None:
    """ "73 profughi sono rimasti feriti", "ha ucciso 73 profughi": of those who fled, what befalls them now."""
    if is_toll(events[0]):
        return None
    for other in candidates(parsed, number, found.first, found.last, entities):
        verb = other.verb
        if not is_toll(other.event) or verb is None or verb.nominal:
            continue
        if 0 <= verb.first - found.last <= 1 or 0 <= number.full - verb.last <= 1:
            return other
    return None


def _handed_over(parsed: Parsed, number: Number, found: Counted, events: list[str]) -> Happening | None:
    """ "Kiev ha riavuto 1.400 caduti": the dead whom somebody hands over are bodies."""
    if set(events) != {_DEATH}:
        return None
    for deed in candidates(parsed, number, found.first, found.last, (_BODY,))[:1]:
        if deed.event == _EXCHANGE and deed.cost < _HANDED and deed.verb is not None and not deed.verb.nominal:
            return deed
    return None


def _among_victims(parsed: Parsed, found: Counted, entities: tuple[str, ...]) -> Happening | None:
    """ "Tra le vittime si contano 316 bambini": what befell those among whom they are."""
    among = among_before(parsed, found.first)
    noun = among.form.by_kind.get("noun") if among is not None else None
    event = noun.get("event") if noun is not None else ""
    frames = frames_for(event, entities) if event and is_toll(event) else ()
    return Happening(event, None, None, frames, 0.0) if frames else None


def _event_of(base: Thing) -> str:
    """What happened to the thing before, by its claim or its noun."""
    if base.draft is not None:
        return base.draft.happening.event
    return next((n.get("event") for n in base.nouns if n.get("event")), "")


def _is_weak(happening: Happening, found: Counted) -> bool:
    """Too far away to overrule what the number points back to."""
    return happening.cost > (_WEAK_PART if found.part else _WEAK)


def _inherent(
    parsed: Parsed, number: Number, found: Counted, events: list[str], entities: tuple[str, ...]
) -> Happening | None:
    """The noun itself says what happened; a verb of the same event lends mood and tense."""
    frames = tuple([f for event, entity in zip(events, entities, strict=True) for f in frames_for(event, (entity,))])
    if len(frames) != len(entities):
        return None
    event = events[0]
    for same in candidates(parsed, number, found.first, found.last, entities):
        if same.event == event:
            if same.cost < _NEAR_SAME:
                return Happening(event, same.verb, same.entry, frames, 0.0)
            break
    return Happening(event, None, None, frames, 0.0)


def _coordinated(parsed: Parsed, number: Number, entities: tuple[str, ...], state: State) -> Happening | None:
    """ "entrano due sistemi, fino a cento missili, …": what happens to the first happens to what is joined to it."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or last.parsed is not parsed or last.number is None or last.happening.verb is None:
        return None
    begin = max(last.found.last, last.number.tail)
    frames = frames_for(last.happening.event, entities)
    if not frames or parsed.cost(begin, number.full) > _NEAR:
        return None
    if any(begin <= v.first < number.full for v in parsed.verbs):
        return None
    return replace(last.happening, frames=frames)


def _usual(
    parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...], state: State, setting: Setting
) -> Happening | None:
    """What such things are in the news for, where the sentence has no predicate: sappers are sent, containers shipped.
    Soldiers and police are on duty only where it is said whose they are, and that is not where the story plays."""
    sends = abroad.is_nation(parsed, number, found) and abroad.sends(found.people, state, setting)
    event, only_abroad = usual_event(abroad.SOLDIER if sends else entities[0]) if entities else ("", False)
    frames = frames_for(event, entities) if event else ()
    said = (v for v in parsed.verbs if v.finite and not _only_says(parsed, v, entities))
    if not frames or any(parsed.cost(v.last, number.full) < _NEAR for v in said):
        return None
    if "target" in frames[0].counterpart:
        return flown.launched(parsed, number, found, entities)
    if frames[0].actor[0] == "recipient":
        near = any(n.prep in ("to", "toward") and 0 <= n.first - found.last <= 1 for n in parsed.names)
        return Happening(event, None, None, frames, 0.0) if near else None
    if only_abroad:
        name = roles.owner(parsed, found.first, found.last) or abroad.band_there(parsed, number)
        whose = found.people or (name.actor if name is not None else abroad.ones_own(parsed, found))
        if not whose or whose == (setting.country or ("" if sends else whose)):
            return None
    elif not state.drafts and not state.headline and not _are_counted(parsed, found):
        return None
    return Happening(event, None, None, frames, 0.0)


def _given(parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...]) -> Happening | None:
    """ "Senza i 300 proiettili nordcoreani i russi …": what one is known to give the other (seeds/flows.csv)."""
    if (
        not entities
        or is_a(entities[0], _PERSON)
        or any(
            v.finite and min(parsed.cost(v.last, number.full), parsed.cost(found.last, v.first)) < _NEAR
            for v in parsed.verbs
        )
    ):
        return None
    name = roles.owner(parsed, found.first, found.last)
    takers = {taker for giver, taker in flows(entities[0]) if name is not None and giver == name.actor}
    frames = frames_for(_GIFT, entities) if takers & {n.actor for n in parsed.names} else ()
    return Happening(_GIFT, None, None, frames, 0.0) if frames else None


def _are_counted(parsed: Parsed, found: Counted) -> bool:
    """ "gli sminatori turchi nella regione sono 300": whose they are, and how many."""
    return found.link == "copula" and roles.owner(parsed, found.first, found.last) is not None


def _in_list_of_losses(happening: Happening, entities: tuple[str, ...], here: list[Draft]) -> Happening:
    """ "destroyed: 500 tanks, 900 drones": behind what its owner lost, the drones are lost, too."""
    if not here or happening.verb is None or here[-1].happening.verb is not happening.verb:
        return happening
    acted = happening.frames[0].actor[0] == "agent"
    owned = acted and here[-1].happening.frames[0].actor[0] in ("owner", "subject")
    frames = frames_for(listed(happening.event), entities) if owned else ()
    return replace(happening, event=listed(happening.event), frames=frames) if frames else happening


def _admitted(parsed: Parsed, number: Number, happening: Happening, entities: tuple[str, ...]) -> Happening:
    """ "sono stati abbattuti sette droni, ammette il comando": a loss of his own."""
    if not parsed.speakers or happening.frames[0].actor[0] != "agent":
        return happening
    speaker = nearest(parsed, parsed.speakers, number.full, number.tail)
    frames = frames_for(listed(happening.event), entities)
    if not frames or speaker is None or not speaker.entry.get("own"):
        return happening
    return replace(happening, event=listed(happening.event), frames=frames, verb=None)


def _broken_down(parsed: Parsed, number: Number, happening: Happening) -> tuple[Frame, ...]:
    """ "1.575 vittime: 232 morti e 1.343 feriti": a count whose parts are of two kinds is of both."""
    at = parsed.numbers.index(number)
    parts = parsed.numbers[at + 1 : at + 3]
    if happening.verb is not None or len(parts) < 2 or parsed.tokens.norm[parts[0].full - 1] not in _BREAKS:
        return ()
    if number.quantity.value is None or number.quantity.value != sum(p.quantity.value or 0.0 for p in parts):
        return ()
    events = set()
    for part in parts:
        found = counted(parsed, part)
        events |= {n.get("event") for n in found.nouns} if found is not None else set()
    toll = frames_for(_TOLL, (_PERSON,))
    one_matter = {matter(e) for e in events if e} == {matter(_TOLL)}
    return toll if one_matter and len(events) == 2 and happening.event in events else ()


def _both_tolls(
    parsed: Parsed, number: Number, happening: Happening, found: Counted, entities: tuple[str, ...]
) -> Happening:
    """ "hanno perso, fra morti e feriti, 25mila militari": dead and wounded together."""
    if happening.frames[0].actor[0] != "owner":
        return happening
    for word in parsed.of("noun"):
        noun = word.form.by_kind["noun"]
        if not noun.get("together") or word.first == found.first:
            continue
        near = parsed.cost(word.last, number.full) if word.last <= number.full else parsed.cost(found.last, word.first)
        frames = frames_for(noun.get("event"), entities) if near < _BOTH else ()
        if frames and matter(happening.event) == matter(noun.get("event")):
            return replace(happening, event=noun.get("event"), frames=frames)
    return happening
