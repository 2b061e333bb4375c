"""The event of a number whose sentence has no predicate: of the list's head, of the claim before, of the title."""

from __future__ import annotations

from riscontro.assemble.around import CELL, kinds_at
from riscontro.assemble.event import Happening, frames_for
from riscontro.assemble.overview import HERE
from riscontro.assemble.pointing import opens
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import State
from riscontro.frames import is_toll, usual_event
from riscontro.vocabulary import Entry

_JOINED = 6  # words from one number to the next that goes on with it


def inherited_event(entities: tuple[str, ...], parsed: Parsed, number: Number, state: State) -> Happening | None:
    """The event of the story so far that fits these things, where the sentence has no predicate of its own."""
    if any(v.finite and not all(e.get("held_by") for e in v.entries) for v in parsed.verbs):
        return None  # but for "il ministero prevede altri 6.000 soldati"
    for happening in state.lead.happenings if state.lead else ():
        frames = frames_for(happening.event, entities)
        if frames:
            return Happening(happening.event, None, happening.entry, frames, 0.0)
    if not _stands_at_head(parsed, number, usual_event(entities[0])[0] if entities else ""):
        return None
    there = _are_somewhere(parsed, number)
    for draft in reversed(state.drafts[-4:]):
        if there and is_toll(draft.happening.event):
            continue
        frames = frames_for(draft.happening.event, entities)
        if frames and parsed.sentence.line == draft.line:
            return Happening(draft.happening.event, None, None, frames, 0.0, draft)
    for happening in state.headline:
        frames = frames_for(happening.event, entities)
        if frames:
            return Happening(happening.event, None, None, frames, 0.0)
    return _same_question(entities, parsed, number, state)


def _stands_at_head(parsed: Parsed, number: Number, newsworthy: str) -> bool:
    """The number stands at the head of its sentence, or of what follows a colon or another number."""
    if number.full <= 2:
        return True
    i = number.full - 1
    if newsworthy:
        kinds, before = kinds_at(parsed, i), kinds_at(parsed, i - 1)
        if "say" in kinds or "copula" in kinds:
            return True
        if "prep" in kinds and ("say" in before or "copula" in before or "adverb" in before):
            return True
    if parsed.tokens.norm[i] in (":", "(", '"', CELL):
        return True
    return any(0 <= number.full - n.last <= _JOINED for n in parsed.numbers if n is not number)


def _same_question(entities: tuple[str, ...], parsed: Parsed, number: Number, state: State) -> Happening | None:
    """ "X parla di 5.600 chilometri quadrati" after another's count of them: the same question, another answer."""
    if not entities or not (opens(parsed, number) or _is_told(parsed, number)):
        return None
    last = next((d for d in reversed(state.drafts[-6:]) if d.entity == entities[0]), None)
    if last is not None and is_toll(last.happening.event) and _are_somewhere(parsed, number):
        return None
    frames = frames_for(last.happening.event, entities) if last is not None else ()
    return Happening(last.happening.event, None, None, frames, 0.0) if last is not None and frames else None


def _are_somewhere(parsed: Parsed, number: Number) -> bool:
    """ "I soldati turchi in Libia sono 900": how many are there, whatever befell those counted before."""
    copula = number.full - 1
    if parsed.reading(copula, "copula") is None:
        return False
    spots = [(s.last, s.prep) for s in parsed.spots] + [(n.last, n.prep) for n in parsed.names]
    return any(prep in HERE and 0 <= copula - last <= 1 for last, prep in spots)


def _is_told(parsed: Parsed, number: Number) -> bool:
    """A verb of saying or a copula stands right before the number."""
    i = number.full - 1
    kinds = kinds_at(parsed, i)
    while i >= 0 and _may_stand_between(kinds):
        i -= 1
        kinds = kinds_at(parsed, i)
    return "say" in kinds or "copula" in kinds


def _may_stand_between(kinds: dict[str, Entry]) -> bool:
    return "prep" in kinds or "filler" in kinds or "adverb" in kinds or "article" in kinds
