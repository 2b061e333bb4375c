"""Means of attack that the sentence has no predicate for: told by where they fly, who counts them, what stops them."""

from __future__ import annotations

from riscontro.assemble import roles, spots
from riscontro.assemble.around import prep_at
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening, frames_for
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import country_of, home_of, is_party
from riscontro.assemble.things import Thing
from riscontro.frames import usual_event, whole

_NEAR = 3.0  # how far a target may stand from the verb that sends something at it
_AT = ("on", "against")  # ids of prepositions before a target


def launched(parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...]) -> Happening | None:
    """The launch that no predicate tells of: by the target, by who counts them, by a word for a strike, by what of them
    was stopped."""
    if aimed := flown(parsed, number, found, entities):
        return aimed
    event = usual_event(entities[0])[0]
    told = _is_tallied(parsed, number) or _is_of_attack(parsed, number) or _some_stopped(parsed, number, event)
    told = told or _come_upon(parsed, found)
    return Happening(event, None, None, frames_for(event, entities), 0.0) if told else None


def flown(parsed: Parsed, number: Number, found: Counted, entities: tuple[str, ...]) -> Happening | None:
    """ "430 droni su Kiev": means of attack with a target behind them."""
    event = usual_event(entities[0])[0] if entities else ""
    frames = frames_for(event, entities) if event else ()
    if not frames or "target" not in frames[0].counterpart or not roles.aimed(parsed, number, found.last):
        return None
    return Happening(event, None, None, frames, 0.0)


def _is_tallied(parsed: Parsed, number: Number) -> bool:
    """ "L'aeronautica ha contato nella notte 138 droni": what a party counts in some hours was launched in them."""
    if not any(s.entry.kind == "say" and s.last <= number.full and is_party(s.actor) for s in parsed.speakers):
        return False
    counting = any(w.last <= number.full and "say" in w.form.by_kind for w in parsed.of("copula"))
    return counting and bool(parsed.times)


def _come_upon(parsed: Parsed, found: Counted) -> bool:
    """ "Sanaa, nella notte 120 droni sauditi": another country's, under the place that they came upon."""
    name = roles.owner(parsed, found.first, found.last) or roles.owner_of_all(parsed, found.last)
    here = next((country_of(s.place) for s in parsed.spots if spots.heads_line(parsed, s)), "")
    return name is not None and here != "" and home_of(name.actor) not in ("", here)


def _some_stopped(parsed: Parsed, number: Number, event: str) -> bool:
    """ "90 droni, abbattuti 78": of all that had been launched, some were shot down."""
    later = (n for n in parsed.numbers if n.full > number.tail)
    stops = {v.last: v for v in parsed.verbs if v.adjectival}
    beside = (stops[n.full] for n in later if n.full in stops)
    return any(whole(e.get("event")) == event for v in beside for e in v.entries)


def _is_of_attack(parsed: Parsed, number: Number) -> bool:
    """ "L'attacco russo: 90 droni e 4 missili": what a word for a strike and a colon announce."""
    norms = parsed.tokens.norm[: number.full]
    if ":" not in norms:
        return False
    for word in parsed.of("attack"):
        noun = word.reading("noun")
        if word.last <= norms.index(":") and (noun is None or not noun.get("entity")):
            return True
    return False


def sent_at(parsed: Parsed, found: Counted, sent: Happening, entities: tuple[str, ...]) -> Happening | None:
    """ "ha mandato su Kiev 118 droni", "sulla città sono arrivati 50 missili": sent at a target, not supplied."""
    verb = sent.verb
    if verb is None or verb.nominal or not sent.frames or "recipient" not in sent.frames[0].counterpart:
        return None
    event = usual_event(entities[0])[0] if entities else ""
    frames = frames_for(event, entities) if event else ()
    if not frames or "target" not in frames[0].counterpart:
        return None
    at = [(n.first, n.last) for n in parsed.names if n.prep in _AT] + [
        (p.first, p.last) for p in parsed.spots if p.prep in _AT
    ]
    near = any(min(parsed.cost(last, verb.first), parsed.cost(verb.last, first)) < _NEAR for first, last in at)
    near = near or prep_at(parsed, found.last) in _AT  # "otto droni sul mercato"
    return Happening(event, verb, sent.entry, frames, sent.cost) if near else None


def is_item(parsed: Parsed, found: Counted, base: Thing | None) -> bool:
    """ "abbattuti 94 droni: 36 su Belgorod, 11 sulla Crimea": of those that the sentence has counted."""
    whole_of = base.draft if base is not None and found.link == "carried" else None
    return whole_of is not None and whole_of.parsed is parsed
