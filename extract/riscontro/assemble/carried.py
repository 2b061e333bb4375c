"""What one sentence leaves to the next: its speaker, place, person and time, and the list that it opens."""

from __future__ import annotations

import datetime as dt

from riscontro.assemble import claims, context, roles, spots, timing
from riscontro.assemble.event import Happening
from riscontro.assemble.overview import HERE, heading
from riscontro.assemble.shapes import Name, Parsed, Speaker, Verb, When
from riscontro.assemble.state import Draft, Lead, Setting, State, country_of, enemy_of, home_of, rolled_up
from riscontro.frames import happens, is_a, usual_event
from riscontro.mentions.time import next_anchor, resolve
from riscontro.model import TOLD, Period

_PERSON = "person"  # a row of seeds/entities.csv
_ANYWHERE = 99.0
_ACCORDING = "according"  # a kind of words
_HEADING, _STOPS, _CARDINAL = 30, (".", "!", "?", ",", ";"), "cardinal"  # tokens, signs, and a kind of number
_BULLETS = ("-", "–", "—", "•", "*", "▪", "·")  # what opens an item of a list
_ASKS, _SHORT = "?", 6  # tokens of a question that only names somebody
_FRESH = 7  # days: what a date on a line of its own may be beside that of an entry
_SAID = 1.6  # how near a day stands to a verb of saying


def learn(title: Parsed, state: State, setting: Setting) -> None:
    """What a separate title counts is no claim of the text, but the text may lean on it."""
    look_around(title, state, setting)
    state.headline += [Happening(e.get("event"), v, e, (), 0.0) for v in title.verbs for e in v.entries]
    told = State(headline=state.headline)
    found, _ = claims.of_sentence(title, told, setting)
    unclear = {d.metric for d in found if d.guessed or any(d.metric == o.metric and d.actor != o.actor for o in found)}
    for draft in found:
        if draft.metric not in unclear:
            told.remember(draft)
    state.actors |= {key: actor for key, actor in told.actors.items() if key[1]}
    keep_things(title, found, state)


def keep(parsed: Parsed, found: list[Draft], unnumbered: list[Draft], state: State, setting: Setting) -> None:
    """All that a sentence with these drafts leaves to the next."""
    look_around(parsed, state, setting)
    if parsed.times and (alone := _stands_alone(parsed)) is not None:
        state.heading = resolve(alone.mention, published=setting.published, planned=False, anchor=state.period)
        state.heading_line = state.heading_end = parsed.sentence.line
        if _is_long_gone(state.heading, setting.published):
            state.heading_end += 1  # "Marzo 2024" on a line of its own; the day of publication heads nothing
    counted = [d for d in found if d.number] if found else found
    if parsed.times and not any(d.period.basis in TOLD for d in counted):
        _keep_time(parsed, state, setting)
    _lead_in(parsed, state, setting, counted=bool(counted))
    keep_things(parsed, found, state)
    state.unnumbered = unnumbered


def keep_things(parsed: Parsed, found: list[Draft], state: State) -> None:
    """What a later "of these" may point to: what the sentence names, and what it counts."""
    state.things += context.named(parsed)
    for draft in found:
        if draft.number:
            state.things.append(context.of_draft(draft))


def open_or_close_list(parsed: Parsed, state: State) -> None:
    """A list goes on while its lines open with a bullet or have no predicate of their own; an answer is one line
    long."""
    lead = state.lead
    if lead is None:
        return
    line = parsed.sentence.line
    over = lead.asks and line > lead.line + 1
    item = not lead.asks and (parsed.tokens.norm[0] in _BULLETS or line == lead.item)
    if item:
        lead.item = line
    if over or (not lead.asks and not item and any(v.finite for v in parsed.verbs)):
        state.lead = None


def name_speaker(speaker: Speaker | None, parsed: Parsed, drafts: list[Draft], setting: Setting) -> None:
    """Gives the sentence before its speaker, and a state of things the day on which he spoke."""
    if speaker is None or not drafts:
        return
    sentence = drafts[-1].parsed.sentence
    if parsed.sentence.line - sentence.line > 1:
        return
    day = _day_of(speaker, parsed, setting.published, None)
    for draft in drafts:
        if draft.parsed.sentence is sentence and not any(e[0] == "claimant" for e in draft.evidence):
            draft.claimant = speaker.actor or country_of(draft.place) or draft.claimant
            of_then = draft.number is not None and draft.status == "actual" and draft.period.basis == "published"
            if day is not None and of_then and not happens(draft.happening.event, draft.entity):
                draft.period = day


def look_around(parsed: Parsed, state: State, setting: Setting) -> None:
    """Speakers, places and persons that the next sentence may lean on."""
    line = parsed.sentence.line
    if parsed.speakers and parsed.times:
        _keep_day(parsed, state, setting)
    if spoke := _last_who_spoke(parsed.speakers):
        denies = all(s.entry.kind == "deny" for s in parsed.speakers if s.actor)
        state.claimant_actor = rolled_up(spoke)
        state.claimant_line = line - 1 if denies else line  # "Mosca nega. …": what follows is not his
    elif head := heading(parsed):
        state.claimant_actor, state.claimant_line = head, line + 1
    elif author := _author(parsed):
        state.claimant_actor, state.claimant_line = rolled_up(author), line
    elif state.claimant_actor and parsed.of("goes_on"):
        if _is_new_paper(parsed):
            state.claimant_actor = ""
        state.claimant_line = line
    for spot in parsed.spots:
        if (spot.prep in HERE or line == -1) and not spots.speaks(parsed, spot):
            state.place, state.place_line = spot.place, line
            break
    if len(parsed.names) == 1 and (_asks_after(parsed) or _is_label(parsed)):
        state.asked, state.asked_line = parsed.names[0].actor, line
    _keep_subject(parsed, state)
    for name in parsed.names:
        if not name.prep and (name.institution or name.kind == "leader"):
            state.person = home_of(name.actor) or name.actor
            break


def _is_new_paper(parsed: Parsed) -> bool:
    """ "circola un documento": not that of whoever spoke before."""
    return any(word.form.by_kind["goes_on"].get("fresh") for word in parsed.of("goes_on"))


def _keep_subject(parsed: Parsed, state: State) -> None:
    """Who the next sentence goes on with where it names no subject."""
    main = next((v for v in parsed.verbs if v.finite and not v.nominal), None)
    name = roles.subject(parsed, main) if main is not None else None
    if name is not None and main is not None and name.last <= main.first:
        state.subject, state.subject_line = name.actor, parsed.sentence.line
    elif parsed.names or main is None:
        state.subject_line = -1  # another one, or nobody knows


def _asks_after(parsed: Parsed) -> bool:
    """ "E l'Italia?"."""
    return parsed.tokens.norm[-1] == _ASKS and len(parsed.tokens) <= _SHORT


def _is_label(parsed: Parsed) -> bool:
    """ "Svezia.": a name that is all there is in the sentence."""
    name = parsed.names[0]
    return name.first == 0 and name.last >= len(parsed.tokens) - 1 and name.kind not in roles.ADJECTIVES


def _last_who_spoke(speakers: list[Speaker]) -> str:
    """The last actor who spoke, at first hand where one did."""
    for speaker in reversed(speakers):
        if speaker.actor and not speaker.messenger:
            return speaker.actor
    return next((s.actor for s in reversed(speakers) if s.actor), "") if speakers else ""


def _keep_day(parsed: Parsed, state: State, setting: Setting) -> None:
    """When a speaker spoke: "martedì il ministero ha riferito"."""
    for speaker in parsed.speakers:
        day = _day_of(speaker, parsed, setting.published, state.period) if speaker.actor else None
        if day is not None:
            state.spoken, state.spoken_by = day, rolled_up(speaker.actor)
            state.spoken_line = parsed.sentence.line


def _author(parsed: Parsed) -> str:
    """ "Esce il primo rapporto del Msmt": whose the paper is that the next sentence goes on with."""
    for word in parsed.of("goes_on"):
        name = next((n for n in parsed.names if n.prep == "of" and 0 <= n.first - word.last <= 1), None)
        if name is not None:
            return name.actor
    return ""


def _day_of(speaker: Speaker, parsed: Parsed, published: dt.date | None, anchor: Period | None) -> Period | None:
    """The last day that stands beside a speaker, or within his words of introduction ("lo ha detto lunedì Kiev")."""
    found = None
    for when in parsed.times:
        away = min(parsed.cost(when.last, speaker.first), parsed.cost(speaker.last, when.first))
        inside = speaker.first <= when.first and when.last <= speaker.last
        if when.mention.kind == "period" and (inside or away < _SAID):
            period = resolve(when.mention, published=published, planned=False, anchor=anchor)
            if period is not None and period.start == period.end:
                found = period
    return found


def _stands_alone(parsed: Parsed) -> When | None:
    """The time that is all there is in the sentence, as before an entry of a timeline."""
    when, norms = parsed.times[0], parsed.tokens.norm
    if len(parsed.times) > 1 or when.mention.kind != "period":
        return None
    return None if _has_word(norms[: when.first]) or _has_word(norms[when.last :]) else when


def _is_long_gone(heading: Period | None, published: dt.date | None) -> bool:
    end = heading.end if heading is not None else None
    return end is not None and published is not None and (published - end).days > _FRESH


def _has_word(norms: list[str]) -> bool:
    for norm in norms:  # noqa: SIM110
        if norm[0].isalnum():
            return True
    return False


def _keep_time(parsed: Parsed, state: State, setting: Setting) -> None:
    """The time of a sentence without figures still dates the figures that follow it."""
    found = timing.stated(
        parsed, None, 0, 1, published=setting.published, planned=False, anchor=state.period, reach=_ANYWHERE
    )
    if found is not None:
        period, when = found
        prep = parsed.reading(when.first, "prep")
        if timing.is_length(when) or (prep is not None and prep.id == "of"):
            return  # "le elezioni del 28 dicembre" dates the elections
        before, state.period = state.period, next_anchor(when.mention, period, state.period)
        state.period_line, state.period_dated = parsed.sentence.line, True
        if state.period is not before:  # "da allora" is no new time
            state.period_end = parsed.sentence.end


def _lead_in(parsed: Parsed, state: State, setting: Setting, *, counted: bool) -> None:
    """A sentence that ends in a colon or a question mark hands its predicate, its parties and its time on."""
    norms = parsed.tokens.norm
    asks = _ASKS in norms[-2:]
    if norms[-1] != ":" and not asks and not _is_heading(parsed):
        return
    how_many = asks and bool(parsed.of("how_many"))
    verbs = [v for v in parsed.verbs if v.finite] or [v for v in parsed.verbs if v.nominal and not asks]
    happenings = [Happening(e.get("event"), None, e, (), 0.0) for v in verbs for e in v.entries]
    if not happenings and asks:
        happenings = _asked(parsed)
        if happenings:
            state.lead = Lead(happenings, "", None, parsed.sentence.line, asks=True, how_many=how_many)
        return
    if not happenings:
        _lead_by_time(parsed, state, setting)
        return
    first = verbs[0].entries[0]
    name = roles.subject(parsed, verbs[0]) if verbs[0].finite else roles.owner(parsed, verbs[0].first, verbs[0].last)
    name = name or (None if verbs[0].finite else roles.ascribed_to(parsed))
    if name is None and how_many:  # "Quanti droni ha lanciato la Russia?"
        name = roles.after(parsed, verbs[0], ("",))
    receives = first.get("subject") == "recipient"
    found = timing.stated(parsed, verbs[0], 0, 1, published=setting.published, planned=False, anchor=state.period)
    state.lead = Lead(
        happenings,
        _leading(parsed, verbs[0], None if receives else name, setting),
        found[0] if found else None,
        parsed.sentence.line,
        recipient=name.actor if name and receives else "",
        asks=asks,
        how_many=how_many,
        counted=counted and not asks,
    )


def _asked(parsed: Parsed) -> list[Happening]:
    """ "Quanti soldati?": what such people are in the news for."""
    things = (w.form.by_kind["noun"] for w in parsed.of("noun"))
    people = (n.get("entity") for n in things if not n.get("event") and is_a(n.get("entity") or "", _PERSON))
    events = [usual_event(entity)[0] for entity in people]
    return [Happening(event, None, None, (), 0.0) for event in events if event]


def _lead_by_time(parsed: Parsed, state: State, setting: Setting) -> None:
    """ "Secondo Mosca, nelle ultime 24 ore:" over items that have predicates of their own."""
    if parsed.tokens.norm[-1] != ":" or not parsed.times:
        return
    found = timing.stated(
        parsed, None, 0, 1, published=setting.published, planned=False, anchor=state.period, reach=_ANYWHERE
    )
    if found is not None:
        state.lead = Lead([], "", found[0], parsed.sentence.line)


def _is_heading(parsed: Parsed) -> bool:
    """ "Le perdite russe nelle ultime 24 ore": a line of its own without predicate, number or full stop."""
    norms = parsed.tokens.norm
    says = any(s.entry.kind != _ACCORDING for s in parsed.speakers)  # "Le perdite russe secondo Kiev" says nothing
    if len(norms) > _HEADING or norms[-1] in _STOPS or says or any(v.finite for v in parsed.verbs):
        return False
    return not any(n.quantity.kind == _CARDINAL for n in parsed.numbers)


def _leading(parsed: Parsed, verb: Verb, name: Name | None, setting: Setting) -> str:
    """Whose list it is: where things come from, else who acts, else "the enemy" of who says so."""
    entry = verb.entries[0]
    origin = roles.by_role(parsed, Happening(entry.get("event"), verb, entry, (), 0.0), "origin")
    actor = origin.actor if origin else name.actor if name else ""
    if not actor and parsed.of("enemy"):
        actor = enemy_of(next((home_of(s.actor) for s in parsed.speakers if s.actor), "") or setting.voice)
    return actor
