"""People abroad: whom their state sent, and who fled."""

from __future__ import annotations

from dataclasses import replace

from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening, frames_for
from riscontro.assemble.overview import HERE
from riscontro.assemble.owners import counting_band
from riscontro.assemble.shapes import Name, Number, Parsed
from riscontro.assemble.state import ABROAD, Setting, State, country_of, home_of, matter_of
from riscontro.assemble.things import named
from riscontro.frames import flows, is_a

SOLDIER = "soldier"  # a row of seeds/entities.csv, as these
_ANYBODY, _PERSON = ("people", "person"), "person"
_FLIGHT = "displace"  # a row of seeds/events.csv
_RECENT, _NEAR_LINES = 8, 2  # things and lines back that say what a story is about


def fled(
    parsed: Parsed, found: Counted, happening: Happening, entities: tuple[str, ...], state: State
) -> Happening | None:
    """ "Nel Ciad sono arrivati 900 sudanesi, dice l'agenzia per i rifugiati": nobody sent them, where refugees are the
    matter and no soldier is."""
    if not entities or entities[0] not in _ANYBODY or matter_of(happening) != ABROAD or found.link == "fighters":
        return None
    relief = any(s.first <= w.first < s.last for s in parsed.speakers for w in parsed.of("relief"))
    near = [t for t in state.things[-_RECENT:] if parsed.sentence.line - t.line <= _NEAR_LINES]
    told = [*near, *named(parsed)]
    if any(is_a(e, SOLDIER) for t in told for e in t.entities):
        return None
    if not relief and not any(n.get("event") == _FLIGHT for t in told for n in t.nouns):
        return None
    frames = frames_for(_FLIGHT, (_PERSON,))
    return replace(happening, event=_FLIGHT, frames=frames) if frames else None


def ones_own(parsed: Parsed, found: Counted) -> str:
    """ "i nostri soldati sono 300", dice il ministro turco: of whoever speaks."""
    if not parsed.reading(found.first - 1, "possessive"):
        return ""
    return next((home_of(s.actor) for s in parsed.speakers if s.actor), "")


def band_there(parsed: Parsed, number: Number) -> Name | None:
    """ "La brigata tedesca in Lituania conta 4.800 soldati": whose the body is, where it is said to be abroad."""
    band = counting_band(parsed, number)
    there = {country_of(s.place) for s in parsed.spots if s.prep in HERE and s.last <= number.full}
    return band if band is not None and there - {"", band.actor} else None


def is_nation(parsed: Parsed, number: Number, found: Counted) -> bool:
    """ "i nordcoreani sono 300", "300 nordcoreani sono nel Kursk": a nation by itself that is said to be, no more."""
    if found.link != "people":
        return False
    if found.first != number.tail:
        return True
    prep = parsed.reading(found.last + 1, "prep")
    return parsed.reading(found.last, "copula") is not None and prep is not None and prep.id == "in"


def sends(people: str, state: State, setting: Setting) -> bool:
    """Whether the story is about this nation's soldiers abroad, or it is known to send some (seeds/flows.csv); it may
    be about its workers, too."""
    last = next((d for d in reversed(state.drafts) if d.actor == people and matter_of(d.happening) == ABROAD), None)
    if last is not None and not is_a(last.entity, SOLDIER):
        return False
    return people in (setting.army, state.abroad) or any(giver == people for giver, _ in flows(SOLDIER))
