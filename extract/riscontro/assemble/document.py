"""One document, sentence by sentence, then once per document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from riscontro.assemble import claims, context, occurrences, prefilter, roles, timing, unquantified
from riscontro.assemble.claimant import looks_back, speakers
from riscontro.assemble.event import Happening
from riscontro.assemble.kind import army_of
from riscontro.assemble.parse import parse, parse_all
from riscontro.assemble.shapes import Number, Parsed, Speaker
from riscontro.assemble.state import Draft, Lead, Setting, State, country_of, enemy_of, home_of, kind_of, rolled_up
from riscontro.lexicon import Language
from riscontro.mentions.time import next_anchor, resolve
from riscontro.model import Document, Period
from riscontro.patterns import PatternTimeout
from riscontro.sentences import Sentence, split

_MAIN = ("state", "group")
_ANYWHERE, _TITLE, _DOER = 99.0, 3, 3
_SHORT = "short"
_HEAD, _DATELINE, _DASHES, _ASKS = 6, 16, ("-", "—"), "?"
_BULLETIN = 15  # days that a bulletin covers at most
_SAID = 1.6  # how near a day stands to a verb of saying
_SEAT = 4  # words from "with its seat" to the place
_SUBJECT_LIKE, _HERE = ("", "of", "from"), ("in", "on", "to")


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
    for parsed in story[:_HEAD]:
        leave_out_dateline(parsed)
    title = _title(document, language)
    told = [*title, *story]
    _drop_unsupported(told)
    for parsed in told:
        leave_out_seats(parsed)
        parsed.speakers = speakers(parsed)
    top = _top_two(told)
    army = army_of([thing for parsed in told for thing in context.named(parsed)], top[0] if top else "", _country(told))
    setting = Setting(document.published, top, army, _country(told), _cast(told), _days(told, document), _voice(told))
    state = State()
    for parsed in title:
        _look_around(parsed, state, setting)
        state.headline += [Happening(e.get("event"), v, e, (), 0.0) for v in parsed.verbs for e in v.entries]
        _learn(parsed, state, setting)
    drafts: list[Draft] = []
    bare: list[Draft] = []
    refused: list[tuple[Parsed, Number, str]] = []
    for number, parsed in enumerate(story):
        _name_speaker(looks_back(parsed, parsed.speakers), parsed, drafts)
        if number >= telling:
            continue
        _open_or_close_list(parsed, state)
        found, reasons = claims.of_sentence(parsed, state, setting)
        found += occurrences.of_sentence(parsed, state, setting)
        unnumbered = unquantified.of_sentence(parsed, state, setting)
        for draft in [*unnumbered, *found]:
            state.remember(draft)
        bare += unnumbered
        drafts += found
        refused += [(parsed, figure, reason) for figure, reason in reasons]
        _look_around(parsed, state, setting)
        if not any(d.number and d.period.basis in ("stated", "relative") for d in found):
            _keep_time(parsed, state, setting)
        _lead_in(parsed, state, setting, counted=any(d.number for d in found))
        state.things += [*context.named(parsed), *(context.of_draft(d) for d in found if d.number)]
    if all(d.guessed for d in drafts + bare):
        refused += [(d.parsed, d.number, "no_actor") for d in drafts if d.number]
        return Reading([], refused, unread)
    return Reading(drafts + bare, refused, unread)


def _learn(title: Parsed, state: State, setting: Setting) -> None:
    """What a separate title counts is no claim of the text, but the text may lean on it."""
    told = State(headline=state.headline)
    found, _ = claims.of_sentence(title, told, setting)
    unclear = {d.metric for d in found if d.guessed or any(d.metric == o.metric and d.actor != o.actor for o in found)}
    for draft in found:
        if draft.metric not in unclear:
            told.remember(draft)
    state.actors |= {key: actor for key, actor in told.actors.items() if key[1]}
    state.things += [*context.named(title), *(context.of_draft(d) for d in found if d.number)]


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


def _keep_time(parsed: Parsed, state: State, setting: Setting) -> None:
    """The time of a sentence without figures still dates the figures that follow it."""
    found = timing.stated(
        parsed, None, 0, 1, published=setting.published, planned=False, anchor=state.period, reach=_ANYWHERE
    )
    if found is not None:
        period, when = found
        prep = parsed.reading(when.first, "prep")
        if prep is not None and prep.id == "of":
            return  # "le elezioni del 28 dicembre" dates the elections
        state.period = next_anchor(when.mention, period, state.period)
        state.period_line, state.period_dated = parsed.sentence.line, True


def _lead_in(parsed: Parsed, state: State, setting: Setting, *, counted: bool) -> None:
    """A sentence that ends in a colon or a question mark hands its predicate, its parties and its time on."""
    asks = parsed.tokens.norm[-1].endswith(_ASKS) or "?" in parsed.tokens.norm[-2:]
    if parsed.tokens.norm[-1] != ":" and not asks:
        return
    verbs = [v for v in parsed.verbs if v.finite] or [v for v in parsed.verbs if v.nominal and not asks]
    happenings = [Happening(e.get("event"), None, e, (), 0.0) for v in verbs for e in v.entries]
    if not happenings:
        return
    given = [Happening(e.get("event"), v, e, (), 0.0) for v in verbs for e in v.entries]
    receives = given[0].entry is not None and given[0].entry.get("subject") == "recipient"
    name = roles.subject(parsed, verbs[0]) if verbs[0].finite else roles.owner(parsed, verbs[0].first, verbs[0].last)
    origin = roles.by_role(parsed, given[0], "origin")
    actor = origin.actor if origin else name.actor if name and not receives else ""
    if not actor and any(parsed.reading(i, "enemy") for i in range(len(parsed.tokens))):
        actor = enemy_of(next((home_of(s.actor) for s in parsed.speakers if s.actor), "") or setting.voice)
    found = timing.stated(parsed, verbs[0], 0, 1, published=setting.published, planned=False, anchor=state.period)
    state.lead = Lead(
        happenings,
        actor,
        found[0] if found else None,
        parsed.sentence.line,
        recipient=name.actor if name and receives else "",
        asks=asks,
        counted=counted and not asks,
    )


def _open_or_close_list(parsed: Parsed, state: State) -> None:
    """A list goes on while its lines have no predicate of their own; an answer is one line long."""
    lead = state.lead
    if lead is None:
        return
    over = lead.asks and parsed.sentence.line > lead.line + 1
    if over or (not lead.asks and any(v.finite for v in parsed.verbs)):
        state.lead = None


def _drop_unsupported(told: list[Parsed]) -> None:
    """A short name ("the North") counts only in a story that names the same actor in full."""
    full = {n.actor for p in told for n in p.names if n.kind != _SHORT}
    for parsed in told:
        parsed.names = [n for n in parsed.names if n.kind != _SHORT or n.actor in full]


def _name_speaker(speaker: Speaker | None, parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives the sentence before its speaker."""
    if speaker is None or not drafts:
        return
    sentence = drafts[-1].parsed.sentence
    if parsed.sentence.line - sentence.line > 1:
        return
    for draft in drafts:
        if draft.parsed.sentence is sentence and not any(e[0] == "claimant" for e in draft.evidence):
            draft.claimant = speaker.actor or country_of(draft.place) or draft.claimant


def leave_out_dateline(parsed: Parsed) -> None:
    """ "SEUL, 30 APR -" says where and when it was written: its names, places and times are not the story's."""
    norms = parsed.tokens.norm
    if not parsed.tokens.capital(0) and norms[0] != "(":
        return
    ends = [p.last for p in parsed.spots] + [t.last for t in parsed.times]
    dashes = [i for i, n in enumerate(norms[:_DATELINE]) if n in _DASHES and any(end <= i for end in ends)]
    dash = next((i for i in dashes if not any(v.last <= i and v.finite for v in parsed.verbs)), 0)
    if not dash:
        return
    parsed.names = [n for n in parsed.names if n.first >= dash]
    parsed.spots = [p for p in parsed.spots if p.first >= dash]
    parsed.times = [t for t in parsed.times if t.first >= dash]
    parsed.numbers = [n for n in parsed.numbers if n.first >= dash]


def leave_out_seats(parsed: Parsed) -> None:
    """ "un'associazione con sede a Londra": where a body sits is no part of the story."""
    seats = {word.last for word in parsed.of("seat")}
    if not seats:
        return
    beside = {i for last in seats for i in range(last, last + _SEAT)}
    parsed.names = [n for n in parsed.names if not (n.prep in _HERE and n.core in beside)]
    parsed.spots = [p for p in parsed.spots if p.first not in beside]


def _title(document: Document, language: Language) -> list[Parsed]:
    if not document.title or document.title in document.text:
        return []
    sentences = split(document.title, language)
    return [parse(Sentence(s.start, s.end, -1), document.title, language) for s in sentences]


def _top_two(story: list[Parsed]) -> tuple[str, ...]:
    """The states and groups named most, the earlier first where they tie."""
    seen: Counter[str] = Counter()
    for p in story:
        weight = _TITLE if p.sentence.line == -1 else 1
        quoted = {s.name for s in p.speakers}
        for name in p.names:
            if kind_of(name.actor) in _MAIN and name.prep in _SUBJECT_LIKE:
                spoken_of = name not in quoted and not name.institution
                seen[name.actor] += weight * (_DOER if spoken_of and (not name.prep or name.kind == "demonym") else 1)
    first = {a: i for i, a in reversed(list(enumerate(n.actor for p in story for n in p.names)))}
    return tuple(sorted(seen, key=lambda a: (-seen[a], first[a]))[:2])


def _heading(parsed: Parsed) -> str:
    """ "08.20 – Il resoconto dell'aviazione di Kiev": a heading that names one body speaks for the text below it."""
    bodies = {rolled_up(n.actor) for n in parsed.names if n.institution and kind_of(n.actor) in _MAIN}
    says = any(v.finite for v in parsed.verbs) or parsed.tokens.norm[-1] in (".", "?", "!", ":") or parsed.numbers[1:]
    return next(iter(bodies)) if len(bodies) == 1 and len(parsed.names) == 1 and not says else ""


def _labelled(parsed: Parsed) -> str:
    """ "(fonte: Stato maggiore ucraino)"."""
    for word in parsed.of("source_label"):
        after = next((n for n in parsed.names if word.last < n.last and n.first - word.last <= 2), None)
        colon = word.last < len(parsed.tokens) and parsed.tokens.norm[word.last] == ":"
        if colon and after is not None and kind_of(home_of(after.actor) or after.actor) == "state":
            return home_of(after.actor) or after.actor
    return ""


def _cast(told: list[Parsed]) -> frozenset[str]:
    """The states and groups that are named more than once."""
    seen = Counter(a for p in told for n in p.names for a in {n.actor, home_of(n.actor) or n.actor})
    return frozenset(a for a, times in seen.items() if times > 1)


def _days(told: list[Parsed], document: Document) -> Period | None:
    """The days that a bulletin names at its head: "dal 16 al 22 agosto"; only where it has a voice of its own."""
    if not _voice(told):
        return None
    for parsed in told[:_HEAD]:
        for when in parsed.times:
            period = resolve(when.mention, published=document.published, planned=False, anchor=None)
            if period and period.start and period.end and 1 < (period.end - period.start).days < _BULLETIN:
                return period
    return None


def _voice(told: list[Parsed]) -> str:
    """Whose bulletin it is: the one body that the title or the first lines name, without saying anything of it."""
    for parsed in told[:_HEAD]:
        if label := _labelled(parsed):
            return label
        bodies = {n.actor for n in parsed.names if n.institution and kind_of(n.actor) == "state"}
        says = parsed.speakers or any(v.finite for v in parsed.verbs) or parsed.tokens.norm[-1] == "."
        if len(bodies) == 1 and not says and len({n.actor for n in parsed.names}) == 1:
            return next(iter(bodies))
    return ""


def _country(story: list[Parsed]) -> str:
    """The state in which most places of the story lie, the title's first where they tie."""
    seen: Counter[str] = Counter()
    for p in story:
        weight = _TITLE if p.sentence.line == -1 else 1
        for spot in p.spots:
            if (spot.prep in _HERE or weight > 1) and (home := country_of(spot.place)):
                seen[home] += weight
    return min(seen, key=lambda a: (-seen[a], a), default="")


def _keep_day(parsed: Parsed, state: State, setting: Setting) -> None:
    """When a speaker spoke: "martedì il ministero ha riferito"."""
    for speaker in parsed.speakers:
        near = [
            t
            for t in parsed.times
            if min(parsed.cost(t.last, speaker.first), parsed.cost(speaker.last, t.first)) < _SAID
        ]
        for when in near:
            period = resolve(when.mention, published=setting.published, planned=False, anchor=state.period)
            if speaker.actor and period is not None and period.start == period.end and when.mention.kind == "period":
                state.spoken, state.spoken_by = period, rolled_up(speaker.actor)
                state.spoken_line = parsed.sentence.line


def _look_around(parsed: Parsed, state: State, setting: Setting) -> None:
    """Speakers, places and persons that the next sentence may lean on."""
    spoke = [s for s in parsed.speakers if s.actor]
    _keep_day(parsed, state, setting)
    if spoke:
        state.claimant_actor, state.claimant_line = rolled_up(spoke[-1].actor), parsed.sentence.line
    elif head := _heading(parsed):
        state.claimant_actor, state.claimant_line = head, parsed.sentence.line + 1
    elif parsed.of("goes_on") and state.claimant_actor:
        state.claimant_line = parsed.sentence.line
    for spot in parsed.spots:
        if (spot.prep in ("in", "on", "to") or parsed.sentence.line == -1) and not roles.speaks(parsed, spot):
            state.place, state.place_line = spot.place, parsed.sentence.line
            break
    person = next((n for n in parsed.names if (n.kind == "leader" or n.institution) and not n.prep), None)
    if person:
        state.person = home_of(person.actor) or person.actor
