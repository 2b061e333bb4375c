"""What a number leans on when its own sentence does not name the thing: anaphors, parts, lists, the story so far."""

from __future__ import annotations

from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening, frames_for
from riscontro.assemble.parse import Number, Parsed
from riscontro.assemble.state import Draft, State

_NEAR_LINES = 1


def antecedent(parsed: Parsed, number: Number, state: State, here: list[Draft], found: Counted | None) -> Draft | None:
    """The earlier claim whose noun this number counts, when the wording points back to it."""
    if not _points_back(parsed, number, here, found):
        return None
    pool = here or [d for d in state.named[-6:] if parsed.sentence.line - d.line <= _NEAR_LINES]
    if not pool:
        return None
    if found is not None and found.part and here:
        return _whole(here)
    return pool[-1]


def _whole(here: list[Draft]) -> Draft:
    """The total that parts are parts of: the first of a run of parts, not the part just before."""
    for draft in reversed(here):
        if not draft.found.part:
            return draft
    return here[-1]


def _points_back(parsed: Parsed, number: Number, here: list[Draft], found: Counted | None) -> bool:
    if found is not None:  # "units", or a part of what was just named
        return True
    before = number.full - 1
    following = parsed.reading(number.tail, "prep", "filler", "verb", "aux")
    at_end = number.tail >= len(parsed.tokens) or not parsed.tokens.norm[number.tail][0].isalpha()
    if not (at_end or following):
        return False
    if _anaphor_near(parsed, number):
        return True
    if before >= 0 and parsed.reading(before, "filler") and here:
        return True
    if number.quantity.text.startswith("+") or (before >= 0 and parsed.tokens.norm[before] == "+"):
        return bool(here)
    return bool(here) and (at_end or (following is not None and following.kind == "prep" and following.id in ("in", "on", "to", "from")))


def _anaphor_near(parsed: Parsed, number: Number) -> bool:
    return any(parsed.reading(i, "anaphor") for i in range(max(0, number.full - 9), number.full))


def inherited_event(entities: tuple[str, ...], parsed: Parsed, state: State) -> Happening | None:
    """The event of the story so far that fits these things, where the sentence has no predicate of its own."""
    if any(v.finite for v in parsed.verbs):
        return None
    for draft in reversed(state.drafts[-4:]):
        frames = frames_for(draft.happening.event, entities)
        if frames and parsed.sentence.line - draft.line <= _NEAR_LINES:
            return Happening(draft.happening.event, None, None, frames, 0.0)
    return None
