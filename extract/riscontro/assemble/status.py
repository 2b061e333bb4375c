"""How surely and whether at all: actual, planned or denied; hedged or plain."""

from __future__ import annotations

from riscontro.assemble.shapes import Parsed, Verb

_PAST = ("participle", "past", "imperfect", "infinitive")
_COUNT_REACH = 4
_PLAN_REACH, _DENY_REACH, _HEDGE_REACH, _MOOD_REACH = 4.2, 9.0, 6.0, 3.5


def planned(parsed: Parsed, verb: Verb | None, first: int, last: int, *, dated: bool, count: int) -> str:
    """How it is planned: "ahead", "announced" (the plan was made in the past), or "" where there is no plan.
    `first` and `last` span the number and its noun, `count` is where the number begins."""
    if verb is not None and verb.future:
        return "ahead"
    if verb is not None and verb.perfect and not verb.conditional:
        own = any((cue := parsed.reading(i, "plan")) and not cue.get("lasting") for i in range(verb.first, verb.last))
        return "announced" if own else ""
    if verb is None and _may_become(parsed, count):
        return "ahead"
    anchor = min(first, verb.first) if verb is not None else first
    found = ""
    for word in parsed.of("plan"):
        cue = word.reading("plan")
        if not cue or (cue.get("lasting") and dated):
            continue
        before = word.last <= anchor and parsed.cost(word.last, anchor) < _PLAN_REACH
        after = anchor <= word.first < last + 6 and parsed.cost(anchor, word.first) < _PLAN_REACH / 2
        if before or after:
            if cue.slot in _PAST:
                return "announced"
            found = "ahead"
    return found


def _may_become(parsed: Parsed, count: int) -> bool:
    """ "potrebbero diventare 50mila", "saranno 300": a count that lies ahead."""
    for i in range(max(0, count - _COUNT_REACH), count):
        entries = [parsed.reading(i, kind) for kind in ("modal", "aux", "copula")]
        if any(e and (e.slot == "future" or (e.kind == "modal" and e.slot == "conditional")) for e in entries):
            return True
    return False


def denied(parsed: Parsed, verb: Verb | None, first: int, last: int) -> bool:
    """The sentence denies it: a word of denial whose scope reaches the number, or a negated predicate."""
    for word in parsed.of("deny"):
        near = parsed.cost(word.last, first) if word.last <= first else parsed.cost(last, word.first)
        answered = any(
            s.entry.kind == "say" and word.last <= s.first and s.last <= first and s.first - word.first > 1
            for s in parsed.speakers
        )
        if near < _DENY_REACH and not answered:
            return True
    if verb is None or verb.nominal:
        return False
    return any(parsed.reading(i, "negation") for i in range(max(0, verb.first - 3), verb.first))


def hedged(parsed: Parsed, verb: Verb | None, first: int, last: int) -> bool:
    """Conditional mood, or a word of hearsay near the number."""
    if verb is not None and verb.conditional:
        return True
    for word in parsed.of("aux", "modal", "copula"):
        entry = word.reading("aux", "modal", "copula")
        if entry and entry.slot == "conditional":
            near = range(max(word.first, first - 5), min(word.last, last + 6))
            if any(parsed.cost(i, first) < _MOOD_REACH for i in near):
                return True
    return any(
        min(parsed.cost(word.last, first), parsed.cost(last, word.first)) < _HEDGE_REACH for word in parsed.of("hedge")
    )
