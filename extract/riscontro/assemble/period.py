"""The period of a claim: what its sentence says, what the claim before it carries on, else publication."""

from __future__ import annotations

from riscontro.assemble import timing
from riscontro.assemble.around import prep_at
from riscontro.assemble.context import Thing
from riscontro.assemble.shapes import Parsed
from riscontro.assemble.state import Draft, Lead, Setting, State, matter_of
from riscontro.frames import happens, is_toll
from riscontro.mentions.time import next_anchor
from riscontro.model import TOLD, Period

_NEXT_LINE = 0  # a date carries on within its line only: further on it cost more than it gave
_OCCASION = 3  # lines over which a meeting dates what is signed at it
_LONG, _GAP = ("month", "year"), 3  # precisions; code points between a sentence and the next
_ENDS = (":", ";")  # of a clause
_COPULA = 2  # words before a noun or a number in which its copula stands
_NIGHT = 1  # days from the beginning to the end of a night
_ATTACKS, _NEXT_PARAGRAPH = 8, 2  # claims back, and lines
_EVENT_REACH = 30.0  # how far a time may stand from what happened then: anywhere in a sentence of common length
_BARE_REACH = 4.0  # how far a time may stand from a thing without a number


def _said_beside(draft: Draft, state: State) -> Period | None:
    """The period of the number before it in the same sentence, where it has the same actor."""
    last = state.drafts[-1] if state.drafts else None
    if (
        last is None
        or last.parsed is not draft.parsed
        or draft.number is None
        or last.number is None
        or last.actor != draft.actor
    ):
        return None
    ends = _ENDS if draft.happening.verb is not None else _ENDS[:1]  # "12 i morti dal 3 marzo; 30 i feriti"
    if any(draft.parsed.tokens.norm[i] in ends for i in range(last.number.tail, draft.number.full)):
        return None
    return last.period


def _is_near(draft: Draft, state: State, when: Period) -> bool:
    """What two sides sign on the occasion was signed that day, some lines further on, too; so with its toll."""
    same = draft.occurrence or (_is_day(when) and _is_of_same_occasion(draft.parsed))
    return draft.line - state.period_line <= (_OCCASION if same else _NEXT_LINE)


def _is_of_same_occasion(parsed: Parsed) -> bool:
    """ "Nell'attacco sono morti 12 civili", "In cambio …"."""
    if parsed.of("same_occasion"):
        return True
    return any(prep_at(parsed, w.first - 1) == "in" for w in parsed.of("attack"))


def _is_day(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days <= _NIGHT


def _pointed_at(draft: Draft, state: State) -> Period | None:
    """ "ne hanno uccisi 64": of those of the claim before, and of its time."""
    last = state.drafts[-1] if state.drafts else None
    if draft.found.link != "carried" or last is None or last.parsed is draft.parsed:
        return None
    if not _is_dated(draft):
        return None
    same = last.actor == draft.actor and matter_of(last.happening) == matter_of(draft.happening)
    return last.period if same and draft.line - last.line <= 1 and last.status == draft.status else None


def _in_detail(draft: Draft, state: State) -> Period | None:
    """ "Dal 3 marzo i morti sono 38. Nel dettaglio, …": of the time of the claim before, an open one, too."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or not draft.parsed.of("same_occasion") or draft.line - last.line > _NEXT_PARAGRAPH:
        return None
    same = matter_of(last.happening) == matter_of(draft.happening) and last.status == draft.status
    return last.period if same and last.period.basis in TOLD else None


def _so_far(draft: Draft, state: State, setting: Setting) -> Period | None:
    """ "Dal 7 ottobre sono morte 900 persone. I feriti sono 3.000": the rest of a toll of the same open time, or the
    toll of what happened in it."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or draft.status != "actual" or last.status != "actual" or not is_toll(draft.happening.event):
        return None
    if draft.located:
        return None  # "In Israele i morti sono 24": of another place
    same = last.actor == draft.actor and last.metric != draft.metric
    if (is_toll(last.happening.event) and not same) or not _is_dated(last) or draft.line != last.line:
        return None
    near = draft.parsed.sentence.start - last.parsed.sentence.end <= _GAP
    when = last.period
    still = when.end == setting.published and when.precision == "range" and when.basis in TOLD
    return when if near and still else None


def _answered(draft: Draft, state: State) -> Period | None:
    """ "Ieri Mosca ha lanciato 90 droni. … Kiev ne ha abbattuti 60": what was shot down is of the attack just told."""
    if draft.number is None or draft.status != "actual" or "foe" not in draft.happening.frames[0].actor:
        return None
    for told in reversed(state.drafts[-_ATTACKS:]):
        struck = "target" in told.happening.frames[0].counterpart
        if struck and draft.line - told.line <= _NEXT_PARAGRAPH and draft.actor != told.actor:
            return told.period if told.period.basis in TOLD else None
    return None


def _goes_on(draft: Draft, state: State) -> bool:
    """A dated event carries its date on to its outcome, its breakdown, its toll."""
    if draft.occurrence:
        return draft.status == "actual" and state.period_dated and state.period is not None and _is_day(state.period)
    if draft.number is None or draft.status != "actual" or not state.period_dated:
        return False
    return _happens(draft) and not _is_over(draft, state)


def _is_dated(draft: Draft) -> bool:
    return happens(draft.happening.event, draft.entity)


def _happens(draft: Draft) -> bool:
    """ "sono fuggite 300 persone" happens at a time; "gli sfollati sono 300" tells how things are."""
    lasts = draft.happening.verb is None and any(n.get("lasting") for n in draft.found.nouns)
    return _is_dated(draft) and not (lasts and not _was(draft))


def _was(draft: Draft) -> bool:
    """ "gli sfollati furono 300": so it was then."""
    number, parsed = draft.number, draft.parsed
    if number is None:
        return False
    near = range(max(0, min(number.full, draft.found.first) - _COPULA), max(number.tail, draft.found.last))
    return any((aux := parsed.reading(i, "aux")) is not None and aux.slot == "imperfect" for i in near)


def _is_over(draft: Draft, state: State) -> bool:
    """ "Il golpe avvenne nel febbraio 2021. … I morti sono 5.000": a month long gone dates the next sentence only."""
    when = state.period
    if when is None or when.end is None or when.precision not in _LONG:
        return False
    return draft.parsed.sentence.start - state.period_end > _GAP


def _time_reach(draft: Draft) -> float:
    """How far its time may stand from the claim."""
    if draft.number is None and not draft.occurrence:
        return _BARE_REACH
    return _EVENT_REACH if _is_dated(draft) else timing.FAR


def _is_of_list(draft: Draft, lead: Lead) -> bool:
    """Whether the claim is an item of the list: one without a predicate, or one under a mere time."""
    return draft.happening.verb is None or (not lead.happenings and draft.status == "actual")


def _shares_time(whole: Draft, draft: Draft) -> bool:
    """Those who were sent in January need not have died then."""
    return _is_dated(whole) or not _is_dated(draft)


def set_period(
    draft: Draft, span: tuple[int, int], base: Thing | None, state: State, setting: Setting, *, ahead: bool
) -> None:
    found = timing.stated(
        draft.parsed,
        draft.happening.verb,
        *span,
        published=setting.published,
        planned=ahead,
        anchor=state.period,
        stretch=state.stretch,
        reach=_time_reach(draft),
        bare=not (draft.number or draft.occurrence),
        content=draft.occurrence,
        done=draft.status == "actual",
    )
    if found is not None:
        draft.period, when = found
        if not draft.found.part:
            state.stretch = draft.period
        if draft.number is not None and draft.number.quantity.text.startswith("+"):
            state.increment = draft.period
            return
        draft.evidence.append(("date", when.mention.rule_id, when.first, when.last))
        if draft.number is not None and not draft.found.part and not timing.is_length(when):
            state.period_line, state.period_dated = draft.line, _is_dated(draft)
            state.period = next_anchor(when.mention, draft.period, state.period)
            state.period_end = draft.parsed.sentence.end
    elif draft.number is not None and draft.number.quantity.text.startswith("+"):
        draft.period = state.increment or timing.last_day(setting.published)
    elif base is not None and base.draft is not None and _shares_time(base.draft, draft):
        draft.period = base.draft.period
    elif draft.happening.told is not None and _is_dated(draft):
        draft.period = draft.happening.told.period
    elif (before := _pointed_at(draft, state)) is not None:
        draft.period = before
    elif state.lead is not None and state.lead.period is not None and _is_of_list(draft, state.lead):
        draft.period = state.lead.period
    elif (beside := _said_beside(draft, state)) is not None:
        draft.period = beside
    elif state.period is not None and _is_near(draft, state, state.period) and _goes_on(draft, state):
        draft.period, state.period_end = state.period, draft.parsed.sentence.end
    elif (whole := _in_detail(draft, state) or _so_far(draft, state, setting)) is not None:
        draft.period = whole
    elif (attack := _answered(draft, state)) is not None:
        draft.period = attack
    elif state.heading is not None and state.heading_line <= draft.line <= state.heading_end:
        draft.period = state.heading
    elif _was_said_then(draft, state) and state.spoken is not None:
        draft.period = state.spoken
    elif setting.period is not None and draft.number is not None and draft.status == "actual":
        draft.period = setting.period
    else:
        draft.period = timing.as_published(setting.published)


def _was_said_then(draft: Draft, state: State) -> bool:
    """The day on which a claimant spoke holds for the state of things that he told: troops there, tolls so far."""
    told = state.spoken_by and draft.claimant == state.spoken_by and draft.line == state.spoken_line
    return bool(told) and draft.status == "actual" and draft.number is not None
