"""One document, sentence by sentence, then once per document."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.assemble import carried, claims, occurrences, prefilter, unquantified
from riscontro.assemble.claimant import looks_back, speakers
from riscontro.assemble.names import name_groups
from riscontro.assemble.overview import HEAD, HERE, setting_of
from riscontro.assemble.parse import parse, parse_all
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import Draft, State, country_of, home_of
from riscontro.lexicon import Language
from riscontro.model import Document
from riscontro.patterns import PatternTimeout
from riscontro.sentences import Sentence, split

_SHORT = "short"
_DATELINE, _DASHES = 16, ("-", "—")
_SEAT = 4  # words from "with its seat" to the place


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document yields before it is written as rows."""

    drafts: list[Draft]
    refused: list[tuple[Parsed, Number, str]]
    unread: list[tuple[Sentence, str]]  # sentences on which a rule ran out of time, with its id


def read(document: Document, language: Language) -> Reading:
    """All drafts of a document in text order, and the numbers that became none."""
    story, unread = _parse_story(document, language)
    telling = prefilter.last_telling(story)
    if not telling:
        return Reading([], [], unread)
    seats = [leave_out_dateline(parsed) for parsed in story[:HEAD]]
    title = _title(document, language)
    told = [*title, *story]
    about = frozenset(
        [e.get("event") for p in told for v in p.verbs if v.nominal for e in v.entries if e.get("mutual")]
    )
    for parsed in told:
        parsed.about = about
    _drop_unsupported(told)
    name_groups(told)
    for parsed in told:
        leave_out_seats(parsed)
        parsed.speakers = speakers(parsed)
    setting, state = setting_of(told, document, next(filter(None, seats), "")), State()
    for parsed in title:
        carried.learn(parsed, state, setting)
    drafts: list[Draft] = []
    bare: list[Draft] = []
    refused: list[tuple[Parsed, Number, str]] = []
    for number, parsed in enumerate(story):
        carried.name_speaker(looks_back(parsed, parsed.speakers), parsed, drafts, setting)
        if number >= telling:
            continue
        carried.open_or_close_list(parsed, state)
        found, reasons = claims.of_sentence(parsed, state, setting)
        found += occurrences.of_sentence(parsed, state, setting)
        unnumbered = unquantified.of_sentence(parsed, state, setting)
        for draft in unnumbered:
            state.remember(draft)
        for draft in found:
            state.remember(draft)
        bare += unnumbered
        drafts += found
        for figure, reason in reasons:
            refused.append((parsed, figure, reason))
        carried.keep(parsed, found, unnumbered, state, setting)
    for parsed in told:
        parsed.named = None  # a thing knows its sentence, and this its things: only the collector would free them
    if all(d.guessed for d in drafts) and all(d.guessed for d in bare):
        refused += [(d.parsed, d.number, "no_actor") for d in drafts if d.number]
        return Reading([], refused, unread)
    return Reading(drafts + bare, refused, unread)


def _drop_unsupported(told: list[Parsed]) -> None:
    """A short name ("the North") counts only in a story that names the same actor in full."""
    short = [p for p in told for n in p.names if n.kind == _SHORT]
    if not short:
        return
    full = {n.actor for p in told for n in p.names if n.kind != _SHORT}
    for parsed in short:
        parsed.names = [n for n in parsed.names if n.kind != _SHORT or n.actor in full]


def _parse_story(document: Document, language: Language) -> tuple[list[Parsed], list[tuple[Sentence, str]]]:
    """The sentences of the story, read; a sentence on which a rule ran out of time is set aside with the rule's id."""
    sentences = [s for s in split(document.text, language) if not s.chrome]
    try:
        return parse_all(sentences, document.text, language), []
    except PatternTimeout:  # on one of them: each by itself
        pass
    story, unread = [], []
    for sentence in sentences:
        try:
            story.append(parse(sentence, document.text, language))
        except PatternTimeout as slow:
            unread.append((sentence, str(slow)))
    return story, unread


def leave_out_dateline(parsed: Parsed) -> str:
    """ "SEUL, 30 APR -" says where and when it was written: its names, places and times are not the story's. Gives the
    state where that is."""
    dash = _dateline(parsed)
    if not dash:
        return ""
    seat = next((country_of(p.place) for p in parsed.spots if p.first < dash), "")
    seat = seat or next((home_of(n.actor) for n in parsed.names if n.first < dash), "")
    parsed.summed_up()  # with all that stands there
    parsed.names = [n for n in parsed.names if n.first >= dash]
    parsed.spots = [p for p in parsed.spots if p.first >= dash]
    parsed.times = [t for t in parsed.times if t.first >= dash]
    parsed.numbers = [n for n in parsed.numbers if n.first >= dash]
    return seat


def _dateline(parsed: Parsed) -> int:
    """The dash that ends the dateline, behind a place or a time and before any sentence; 0 where there is none."""
    norms = parsed.tokens.norm
    head = norms[:_DATELINE]
    dashes = [i for i, n in enumerate(head) if n in _DASHES] if any(dash in head for dash in _DASHES) else []
    if not dashes or not (parsed.tokens.capital(0) or norms[0] == "("):
        return 0
    days = [t.last for t in parsed.times if t.mention.point.day]  # "Marzo 2024 – …" is a line of a chronicle
    end = min([*(p.last for p in parsed.spots), *days], default=len(norms))
    said = min([v.last for v in parsed.verbs if v.finite], default=len(norms))
    return next((dash for dash in dashes if end <= dash < said), 0)


def leave_out_seats(parsed: Parsed) -> None:
    """ "un'associazione con sede a Londra": where a body sits is no part of the story."""
    seats = parsed.of("seat")
    if not seats:
        return
    beside = {i for seat in seats for i in range(seat.last, seat.last + _SEAT)}
    parsed.names = [n for n in parsed.names if not (n.prep in HERE and n.core in beside)]
    parsed.spots = [p for p in parsed.spots if p.first not in beside]


def _title(document: Document, language: Language) -> list[Parsed]:
    if not document.title or document.title in document.text:
        return []
    sentences = split(document.title, language)
    return [parse(Sentence(s.start, s.end, -1), document.title, language) for s in sentences]
