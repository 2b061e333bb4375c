"""Numbers of one sentence → drafts or reasons, with what the sentences before it leave open."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from riscontro.assemble import context, refusals
from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.beside import UNIT, is_whole, whole_behind
from riscontro.assemble.counted import Counted, counted
from riscontro.assemble.event import NO_EVENT, Happening, candidates, entities_of, frames_for
from riscontro.assemble.fill import fill
from riscontro.assemble.happened import happened
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import Draft, Setting, State
from riscontro.assemble.things import Thing
from riscontro.frames import can_be_single, is_a, is_dated, whole
from riscontro.mentions.quantity import AGAIN

Reason = tuple[Number, str]
_RIGHT_BESIDE = 2.6
_ARTICLE, _INDEFINITE = "article", "indefinite"  # a reason, and the kind of number that an article is
_SCALES = (1e9, 1e6, 1e3)
_ANAPHOR = 4  # words in which "of it" stands before its number
_EACH = 3  # words in which "each" stands beside its number, and "and" between two who give
_PERSON = "person"  # a row of seeds/entities.csv
_ONE_REACH = 4.0  # how far the number may stand that one person is joined to


def of_sentence(parsed: Parsed, state: State, setting: Setting) -> tuple[list[Draft], list[Reason]]:
    """The drafts of a sentence in text order, and the numbers that became none, with the reason."""
    drafts: list[Draft] = []
    refused: list[Reason] = []
    last: Number | None = None
    for number in parsed.numbers:
        again = _as_many(number, state) if number.quantity.kind == AGAIN else None
        if number.quantity.kind == AGAIN:
            continue
        reason = refusals.follows(parsed, number, last, refused) if refused and last is not None else ""
        draft = reason or _draft(parsed, number, state, drafts, setting)
        if isinstance(draft, str):
            refused.append((number, draft))
        elif again is not None and again.happening.event != draft.happening.event:
            refused.append((number, "no_event"))  # "altrettanti" of something else
        else:
            drafts += [*_both_sides(draft, setting), *_each(draft)]
            state.drafts.append(draft)
        last = number
    return drafts, refused


def _as_many(number: Number, state: State) -> Draft | None:
    """ "Altrettanti russi sono stati liberati": as many as the last claim counted, if there is one; that claim."""
    for last in reversed(state.drafts):
        if last.number is not None:
            told = last.number.quantity
            values = {key: getattr(told, key) for key in ("value", "low", "high", "modifier", "kind")}
            number.quantity = replace(number.quantity, **values)
            return last
    return None


def _both_sides(draft: Draft, setting: Setting) -> list[Draft]:
    """What two sides exchange is one claim a side."""
    entry = draft.happening.entry
    if entry is None or not entry.get("mutual"):
        return [draft]
    draft.counterpart = draft.counterpart or context.other_side(draft, setting)
    if not draft.counterpart:
        return [draft]
    return [draft, replace(draft, actor=draft.counterpart, counterpart=draft.actor)]


def _each(draft: Draft) -> list[Draft]:
    """ "Oslo e Berna daranno ciascuna 200 milioni": the same claim of those that are named beside the actor."""
    parsed, number = draft.parsed, draft.number
    if number is None or not any(
        0 <= number.full - w.last < _EACH or 0 <= w.first - max(number.tail, draft.found.last) < _EACH
        for w in parsed.of("each")
    ):
        return []
    row: list[str] = []
    for name, other in pairwise(parsed.names):
        joined = not name.prep and "and" in kinds_at(parsed, name.last) and other.first - name.last <= _EACH
        row += [name.actor, other.actor] if joined else []
    others = [actor for actor in dict.fromkeys(row) if actor != draft.actor] if draft.actor in row else []
    swapped = {draft.counterpart: draft.actor}  # "Mosca e Kiev hanno liberato 300 prigionieri per parte"
    return [replace(draft, actor=a, counterpart=swapped.get(a, draft.counterpart)) for a in others]


def _draft(parsed: Parsed, number: Number, state: State, here: list[Draft], setting: Setting) -> Draft | str:
    """The claim of a number, or why it is none: what its own wording tells first, for most numbers are none."""
    if reason := refusals.by_itself(parsed, number):
        return reason
    _take_scale_of_whole(parsed, number)
    found, prep = counted(parsed, number), prep_at(parsed, number.full - 1)
    if found is not None and found.ignored:
        return found.ignored
    if found is None and (reason := refusals.of_joined(parsed, number)):
        return reason
    if refusals.is_size(parsed, number, found, prep):
        return "measure"
    if refusals.is_speaker(parsed, number):
        return _ARTICLE
    if number.quantity.kind == _INDEFINITE:
        return _single(parsed, number, found, state, setting)
    if found is None and refusals.is_date(parsed, number):
        return "code"
    if found is None and refusals.is_of_events(parsed, number):
        return "other_thing"
    if refusals.is_whole(parsed, number, found, prep):
        return _whole(parsed, number, state, here, setting)
    return _of_thing(parsed, number, found, prep, state, here, setting)


def _whole(parsed: Parsed, number: Number, state: State, here: list[Draft], setting: Setting) -> Draft | str:
    """ "7 missili abbattuti su 49": how many there were of what the last claim stopped."""
    last = here[-1] if here else None
    frames = frames_for(whole(last.happening.event), (last.entity,)) if last is not None else ()
    if last is None or not frames or not last.counterpart:
        return "no_event"
    found = Counted(last.found.nouns, number.first, number.last, "carried", last.found.people)
    happening = Happening(frames[0].event, None, None, frames, 0.0)
    draft = fill(parsed, number, found, happening, context.of_draft(last), state, setting)
    draft.actor, draft.counterpart = last.counterpart, last.actor
    return draft


def _of_thing(
    parsed: Parsed, number: Number, found: Counted | None, prep: str, state: State, here: list[Draft], setting: Setting
) -> Draft | str:
    """The claim of a number that counts `found`, or what was named before."""
    base, known = None, None
    if found is None or not _names_a_thing(found):
        pointed = context.antecedent(parsed, number, state, here, found)
        if pointed is None:
            return "no_noun"
        base, known = pointed
        part = found is not None and found.part
        found = Counted(base.nouns, number.first, number.last, "carried", base.people, part)
        if found.ignored:
            return found.ignored
        if refusals.lacks_scale(number.quantity, base) and not _scaled(parsed, number, base):
            return "no_scale"
    elif found.part and here:
        base = context.of_draft(here[-1])
    if refusals.is_rate(parsed, number, found):
        return "rate"
    if refusals.is_broken(number.quantity, found.nouns):
        return "not_whole"
    if refusals.is_price(parsed, number, found, prep, here[-1].found if here else None):
        return "price"
    happening = happened(parsed, number, found, known, base, state, setting, here)
    if happening is None and is_whole(parsed, number):
        return _whole(parsed, number, state, here, setting)
    if happening is None or happening.event == NO_EVENT:
        return "no_event"
    if refusals.is_of_no_army(parsed, found, happening, state):
        return "no_event"
    if refusals.is_limit(parsed, number, found, happening) or refusals.is_capacity(found, happening, prep):
        return "measure"
    draft = fill(parsed, number, found, happening, base, state, setting)
    return draft if draft.actor else "no_actor"


def _scaled(parsed: Parsed, number: Number, base: Thing) -> bool:
    """ "300 milioni di euro, Berna 260": the millions of the first go without saying for the second."""
    told, own = base.draft.number if base.draft is not None else None, number.quantity
    if told is None or not told.quantity.value or own.value is None:
        return False
    if not told.quantity.text[-1].isalpha() and told.quantity.value < _SCALES[1]:
        return False
    points = any(w.last <= number.full and number.full - w.last < _ANAPHOR for w in parsed.of("anaphor"))
    if not points and not context.gapped(parsed, number):
        return False
    return _take_scale(number, told)


def _take_scale(number: Number, told: Number) -> bool:
    """Gives the number the millions of the one that tells them."""
    own, value = number.quantity, told.quantity.value or 0.0
    scale = next((s for s in _SCALES if 1 <= value / s < _SCALES[-1]), 0.0)
    if not scale or own.value is None or own.value >= _SCALES[-1]:
        return False
    values = {k: v * scale for k in ("value", "low", "high") if (v := getattr(own, k)) is not None}
    number.quantity = replace(own, **values)
    return True


def _take_scale_of_whole(parsed: Parsed, number: Number) -> None:
    """ "18 dei 50 miliardi": of as many milliards."""
    whole = whole_behind(parsed, number)
    words = whole.quantity.text.split() if whole is not None and number.quantity.text.isdigit() else []
    if whole is not None and len(words) > 1 and words[-1].isalpha():
        _take_scale(number, whole)


def _names_a_thing(found: Counted) -> bool:
    """A counting word ("units") names nothing by itself."""
    return bool(found.people) or any(n.get("entity") and n.get("entity") != UNIT for n in found.nouns)


def _is_joined(parsed: Parsed, number: Number, found: Counted) -> bool:
    """ "una persona è morta e quattro sono rimaste ferite", "un morto e tre feriti": one beside a number of people."""
    if not all(is_a(e, _PERSON) for e in entities_of(found)):
        return False
    other = next((n for n in parsed.numbers if n.full > number.tail), None)
    if other is None or other.quantity.kind == _INDEFINITE or "and" not in kinds_at(parsed, other.full - 1):
        return False
    if parsed.tokens.norm[other.full - 1] == "," or parsed.cost(found.last, other.full) > _ONE_REACH:
        return False
    more = counted(parsed, other)
    return more is None or all(is_a(e, _PERSON) for e in entities_of(more))


def _single(parsed: Parsed, number: Number, found: Counted | None, state: State, setting: Setting) -> Draft | str:
    """ "un F-16 è stato abbattuto": one thing, where what happens to it stands right beside it."""
    if found is None or found.part or found.link != "beside" or found.people or found.first != number.tail:
        return _ARTICLE
    entities = entities_of(found)
    joined = _is_joined(parsed, number, found)
    if joined and any(n.get("event") for n in found.nouns):
        return _of_thing(parsed, number, found, prep_at(parsed, number.full - 1), state, [], setting)
    if any(n.get("event") for n in found.nouns) or not (joined or all(can_be_single(e) for e in entities)):
        return _ARTICLE
    ranked = candidates(parsed, number, found.first, found.last, entities)
    nearest = ranked[0] if ranked else None
    if nearest is None or nearest.cost > _RIGHT_BESIDE or not is_dated(nearest.event):
        return _ARTICLE
    if nearest.verb is None or nearest.verb.nominal:
        return _ARTICLE
    draft = fill(parsed, number, found, nearest, None, state, setting)
    return draft if draft.actor else "no_actor"
