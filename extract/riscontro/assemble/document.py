"""One document, sentence by sentence, then once per document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from riscontro import catalog
from riscontro.assemble import claims, occurrences, unquantified
from riscontro.assemble.claimant import speakers
from riscontro.assemble.parse import Number, Parsed, parse
from riscontro.assemble.state import Draft, Setting, State, home_of, kind_of
from riscontro.lexicon import Language
from riscontro.model import Document
from riscontro.sentences import Sentence, split

_MAIN = ("state", "group")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document yields before it is written as rows."""

    drafts: list[Draft]
    refused: list[tuple[Parsed, Number, str]]


def read(document: Document, language: Language) -> Reading:
    """All drafts of a document in text order, and the numbers that became none."""
    story = [parse(s, document.text, language) for s in split(document.text, language) if not s.chrome]
    title = _title(document, language)
    setting = Setting(document.published, _top_two([*title, *story]))
    state = State()
    for parsed in title:
        _look_around(parsed, state)
    drafts: list[Draft] = []
    bare: list[Draft] = []
    refused: list[tuple[Parsed, Number, str]] = []
    for parsed in story:
        parsed.speakers = speakers(parsed)
        found, reasons = claims.of_sentence(parsed, state, setting)
        found += occurrences.of_sentence(parsed, state, setting)
        unnumbered = unquantified.of_sentence(parsed, state, setting)
        state.named += [d for d in unnumbered if not found]
        bare += unnumbered
        for draft in found:
            state.remember(draft)
        drafts += found
        refused += [(parsed, number, reason) for number, reason in reasons]
        _look_around(parsed, state)
    return Reading(drafts + bare, refused)


def _title(document: Document, language: Language) -> list[Parsed]:
    if not document.title or document.title in document.text:
        return []
    return [parse(Sentence(0, len(document.title), -1), document.title, language)]


def _top_two(story: list[Parsed]) -> tuple[str, ...]:
    """The states and groups named most, the earlier first where they tie."""
    seen: Counter[str] = Counter(n.actor for p in story for n in p.names if kind_of(n.actor) in _MAIN)
    first = {a: i for i, a in reversed(list(enumerate(n.actor for p in story for n in p.names)))}
    return tuple(sorted(seen, key=lambda a: (-seen[a], first[a]))[:2])


def _look_around(parsed: Parsed, state: State) -> None:
    """Speakers, places and persons that the next sentence may lean on."""
    spoke = [s for s in parsed.speakers if s.actor]
    if spoke:
        state.claimant_actor, state.claimant_line = spoke[-1].actor, parsed.sentence.line
    for spot in parsed.spots:
        if spot.prep in ("in", "on", "to") or parsed.sentence.line == -1:
            state.place = spot.place
            break
    person = next((n for n in parsed.names if n.kind == "leader" and not n.prep), None)
    if person:
        state.person = home_of(person.actor) or person.actor
