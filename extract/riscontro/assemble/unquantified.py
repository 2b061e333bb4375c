"""Supplies, deployments and losses that the text states plainly without any number."""

from __future__ import annotations

from riscontro.assemble import roles
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.fill import fill
from riscontro.assemble.parse import Parsed, Verb
from riscontro.assemble.state import Draft, Setting, State
from riscontro.frames import frame
from riscontro.vocabulary import Entry, Word

_REACH = 6.5


def of_sentence(parsed: Parsed, state: State, setting: Setting) -> list[Draft]:
    """One draft for each thing that a finite predicate of the sentence gives, sends or loses without a number."""
    drafts = []
    for verb in parsed.verbs:
        if verb.nominal or not (verb.finite or verb.slot == "participle"):
            continue
        for entry in verb.entries:
            drafts += _of_verb(parsed, verb, entry, state, setting)
    return drafts


def _of_verb(parsed: Parsed, verb: Verb, entry: Entry, state: State, setting: Setting) -> list[Draft]:
    drafts = []
    for word in parsed.words:
        noun = word.reading("noun")
        if noun is None or not noun.get("entity") or noun.get("event"):
            continue
        found = frame(entry.get("event"), noun.get("entity"))
        if found is None or not found.unquantified or not _is_object(parsed, verb, entry, word):
            continue
        counted = Counted((noun,), word.first, word.last, "beside")
        happening = Happening(entry.get("event"), verb, entry, (found,), 0.0)
        if not _has_giver(parsed, counted, happening):
            continue
        draft = fill(parsed, None, counted, happening, None, state, [], setting)
        if draft.actor and draft.actor != draft.counterpart and draft.status != "denied":
            drafts.append(draft)
    return drafts


def _is_object(parsed: Parsed, verb: Verb, entry: Entry, word: Word) -> bool:
    """A bare noun on the object side of the verb (the subject side where the verb is passive or intransitive), uncounted."""
    if any(n.full - 3 <= word.first <= n.tail + 5 and parsed.cost(n.tail, word.first) < 2.0 for n in parsed.numbers):
        return False
    before = parsed.reading(word.first - 1, "prep")
    if before is not None and before.id != "of":
        return False
    if entry.get("intransitive") or (verb.passive and verb.finite):
        return word.last <= verb.first and parsed.cost(word.last, verb.first) < _REACH / 2
    if verb.adjectival:
        return False
    return word.first >= verb.last and parsed.cost(verb.last, word.first) < _REACH and not _other_verb_between(parsed, verb, word)


def _other_verb_between(parsed: Parsed, verb: Verb, word: Word) -> bool:
    return any(v is not verb and v.finite and verb.last <= v.first < word.first for v in parsed.verbs)


def _has_giver(parsed: Parsed, found: Counted, happening: Happening) -> bool:
    if happening.frames[0].actor[0] in ("owner", "subject") and roles.owner(parsed, found.first, found.last):
        return True
    entry = happening.entry
    if entry is not None and entry.get("subject") == "recipient":
        return roles.by_role(parsed, happening, "agent") is not None
    return roles.agent(parsed, happening) is not None
