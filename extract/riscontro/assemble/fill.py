"""A number with its noun and its predicate → a claim: actor, counterpart, place, time, claimant, status."""

from __future__ import annotations

from riscontro import catalog
from riscontro.assemble import claimant as who
from riscontro.assemble import context, roles, status, timing
from riscontro.assemble.context import Thing
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.kind import refined
from riscontro.assemble.parse import Name, Number, Parsed
from riscontro.assemble.state import Draft, Setting, State, country_of, enemy_of, home_of, kind_of, rolled_up
from riscontro.mentions.time import next_anchor
from riscontro.model import Period
from riscontro.frames import is_a, is_dated


_PERSON = "person"  # a row of seeds/entities.csv
_NEXT_LINE = 0  # a date carries on within its line only: further on it cost more than it gave
_BARE_REACH = 4.0  # how far a time may stand from a thing without a number


def fill(
    parsed: Parsed,
    number: Number | None,
    found: Counted,
    happening: Happening,
    base: Thing | None,
    state: State,
    setting: Setting,
) -> Draft:
    """The claim with everything that sentence and context say of it; `actor` stays empty where nothing does."""
    first, last = (number.full, number.tail) if number else (found.first, found.last)
    part_span = (min(first, found.first), max(last, found.last)) if found.link != "carried" else (first, last)
    frames = refined(parsed, found, happening, base, state, setting)
    metric = catalog.lowest_common_ancestor(f.metric for f in frames) or frames[0].metric
    entity = frames[0].entity
    draft = Draft(parsed, number, found, happening, metric, entity=entity, line=parsed.sentence.line)
    spot = roles.place_near(parsed, number, happening.verb)
    draft.place = spot.place if spot else (base.draft.place if base and base.draft else state.near_place(parsed))
    ctx = _Parts(parsed, found, happening, base, state, setting, draft, placed=spot is not None)
    draft.actor = ctx.first(frames[0].actor, taken="")
    draft.counterpart = ctx.first(frames[0].counterpart, taken=draft.actor)
    if number is not None and base is not None and base.draft is not None and context.is_reversed(parsed, number):
        draft.actor, draft.counterpart = context.other_side(base.draft, setting), base.draft.actor
    draft.actor = rolled_up(draft.actor)
    return finish(draft, part_span, base, state, setting)


def finish(draft: Draft, span: tuple[int, int], base: Thing | None, state: State, setting: Setting) -> Draft:
    """Status, hedge, claimant and period of a claim whose parts are known."""
    parsed, verb = draft.parsed, draft.happening.verb
    plan = status.planned(parsed, verb, *span)
    if status.denied(parsed, verb, *span):
        draft.status = "denied"
    elif plan:
        draft.status = "planned"
    draft.hedged = status.hedged(parsed, verb, *span)
    _set_claimant(draft, span, state, setting)
    _set_period(draft, span, base, state, setting, ahead=plan == "ahead")
    return draft


class _Parts:
    """Finds who plays a part: in the sentence first, then in what went before."""

    def __init__(
        self,
        parsed: Parsed,
        found: Counted,
        happening: Happening,
        base: Thing | None,
        state: State,
        setting: Setting,
        draft: Draft,
        *,
        placed: bool,
    ) -> None:
        self.parsed, self.found, self.happening, self.base = parsed, found, happening, base
        self.state, self.setting, self.draft = state, setting, draft
        self.placed = placed

    def first(self, parts: tuple[str, ...], *, taken: str) -> str:
        """The first of `parts` that somebody other than `taken` plays."""
        for part in parts:
            actor = getattr(self, f"_{part}")(taken)
            if actor and actor != taken:
                self._note(part, actor)
                return str(actor)
        return ""

    def _note(self, part: str, actor: str) -> None:
        name = next((n for n in self.parsed.names if n.actor == actor), None)
        if name:
            self.draft.evidence.append((part, name.entry.rule_id, name.first, name.last))

    def _owner(self, taken: str) -> str:
        if self.found.people:
            return home_of(self.found.people) if self.found.link == "community" else self.found.people
        if self.found.link == "carried" and self.base is not None:
            return (
                self.base.owner
                if self.base.draft is None or self.draft.metric == self.base.draft.metric or self._same_owner()
                else ""
            )
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        verb = self.happening.verb
        if not name and verb is not None and verb.nominal:
            name = roles.owner(self.parsed, verb.first, verb.last)
        entry = self.happening.entry
        if not name and verb is not None and not verb.passive and entry is not None and entry.get("subject") == "owner":
            name = None if verb.nominal else roles.subject(self.parsed, verb)
        if name:
            return name.actor
        if self._possessed():
            return next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
        if self.found.part and self.base is not None and self._same_owner():
            return self.base.owner
        return self._owner_beside()

    def _possessed(self) -> bool:
        """"oltre ottomila suoi soldati": whoever speaks counts his own."""
        return any(self.parsed.reading(i, "possessive") for i in range(max(0, self.found.first - 2), self.found.first))

    def _owner_beside(self) -> str:
        """ "i caduti ucraini sono 46mila e i feriti 380mila": the owner holds for the next number, where no other name comes between."""
        last = self.state.drafts[-1] if self.state.drafts else None
        if last is None or last.parsed is not self.parsed or last.number is None or self.draft.number is None:
            return ""
        if not all(n.get("event") for n in self.found.nouns):
            return ""
        if (
            not (is_a(last.entity, _PERSON) and is_a(self.draft.entity, _PERSON))
            or last.happening.frames[0].actor[0] != "owner"
        ):
            return ""
        between = range(last.number.tail, self.draft.number.full)
        return "" if any(n.core in between for n in self.parsed.names) else last.actor

    def _same_owner(self) -> bool:
        """Whether the actor of the claim pointed back to is the owner of the things, not the one who acts on them."""
        draft = self.base.draft if self.base else None
        return draft is None or draft.happening.frames[0].actor[0] in ("owner", "subject")

    def _agent(self, taken: str) -> str:
        entry = self.happening.entry
        if entry is not None and entry.get("subject") == "recipient":
            name: Name | None = roles.by_role(self.parsed, self.happening, "agent")
        else:
            name = roles.agent(self.parsed, self.happening)
        if self._enemy_acts():
            return self._other_side()
        if name:
            return name.actor
        if (
            self.base is not None
            and self.base.draft is not None
            and self.base.draft.happening.event == self.happening.event
        ):
            return self.base.draft.actor
        return self.state.lead.actor if self._in_list() else ""

    def _in_list(self) -> bool:
        return self.happening.verb is None and self.state.lead is not None

    def _enemy_acts(self) -> bool:
        verb = self.happening.verb
        return verb is not None and any(
            self.parsed.reading(i, "enemy") for i in range(max(0, verb.first - 4), verb.first)
        )

    def _other_side(self) -> str:
        """The enemy of whoever tells it: of the two sides of the story, the one that does not speak."""
        speaker = (
            next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
            or home_of(self.state.claimant_actor)
            or self.setting.country
        )
        return enemy_of(speaker) or next((a for a in self.setting.top_two if a != speaker), "")

    def _recipient(self, taken: str) -> str:
        entry, verb = self.happening.entry, self.happening.verb
        if entry is not None and verb is not None and entry.get("subject") == "recipient" and not verb.nominal:
            name = roles.subject(self.parsed, verb)
        else:
            name = roles.by_role(self.parsed, self.happening, "recipient")
        if name:
            return name.actor
        return self.base.draft.counterpart if self.base is not None and self.base.draft is not None else ""

    def _origin(self, taken: str) -> str:
        name = roles.by_role(self.parsed, self.happening, "origin")
        return name.actor if name else ""

    def _target(self, taken: str) -> str:
        name = roles.by_role(self.parsed, self.happening, "target")
        if name:
            return name.actor
        return self.state.target if self.state.target != taken else ""

    def _subject(self, taken: str) -> str:
        if self._in_list():
            return self.state.lead.actor if self.state.lead else ""
        if self.happening.verb is None or self.happening.verb.nominal:
            return ""
        name = roles.subject(self.parsed, self.happening.verb)
        return name.actor if name else ""

    def _place(self, taken: str) -> str:
        """Where it happened, unless that is who struck; then whose officials speak of it."""
        strikers = {n.actor for n in self.parsed.names if roles.strikes(self.parsed, n)}
        sides = {self.setting.country, *self.setting.top_two}
        officials = [n.actor for n in self.parsed.names if n.institution and n.actor in sides and kind_of(n.actor) == "state"]
        here = country_of(self.draft.place) if self.draft.place and self.placed else ""
        there = country_of(self.draft.place) if self.draft.place else ""
        return next((a for a in (here, *officials, there, self.setting.country) if a and a not in strikers), "")

    def _host(self, taken: str) -> str:
        return country_of(self.draft.place) if self.draft.place else ""

    def _army(self, taken: str) -> str:
        """Whose soldiers the story is about."""
        family = self.happening.frames[0].actor[0]
        return self.state.actors.get((family, self.draft.metric)) or self.setting.army

    def _lead(self, taken: str) -> str:
        """The state that the story is about before any other."""
        strikers = {n.actor for n in self.parsed.names if roles.strikes(self.parsed, n)}
        top = self.setting.main_actor
        return top if kind_of(top) == "state" and top not in strikers else ""

    def _enemy(self, taken: str) -> str:
        """Who attacks the country that the strike falls on: who did so a moment ago, else its known enemy."""
        before = self.state.actors.get((self.happening.frames[0].actor[0], self.draft.metric))
        return before or enemy_of(country_of(self.draft.place) or self.setting.country)

    def _topic(self, taken: str) -> str:
        """Whom the story is about in claims of this kind."""
        family = self.happening.frames[0].actor[0]
        strikers = {n.actor for n in self.parsed.names if roles.strikes(self.parsed, n)} if family == "owner" else set()
        barred = strikers | {taken, self._host(taken) if "host" in self.happening.frames[0].counterpart else ""}
        soldiers = (
            self.setting.army
            if is_a(self.draft.entity, "soldier") or "host" in self.happening.frames[0].counterpart
            else ""
        )
        known = (
            self.state.actors.get((family, self.draft.metric)),
            soldiers,
            self.state.actors.get((family, "")),
            *self.setting.top_two,
        )
        speaker = next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
        own = speaker if speaker and speaker == self._host(taken) else ""
        barred.discard(own)
        entry = self.happening.entry
        if entry is not None and entry.get("subject") == "recipient" and (receiver := self._recipient(taken)):
            barred.add(receiver)
        return next((a for a in (*known[:3], own, *known[3:]) if a and a not in barred), "")


def _said_beside(draft: Draft, state: State) -> Period | None:
    """The period of the number before it in the same sentence, where it has the same actor."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or last.parsed is not draft.parsed or draft.number is None or last.number is None or last.actor != draft.actor:
        return None
    if any(draft.parsed.tokens.norm[i] in (";", ":") for i in range(last.number.tail, draft.number.full)):
        return None
    return last.period


def _goes_on(draft: Draft, state: State) -> bool:
    """A dated event carries its date on to its outcome, its breakdown, its toll."""
    return (
        draft.number is not None and draft.status == "actual" and state.period_dated and is_dated(draft.happening.event)
    )


def _set_claimant(draft: Draft, span: tuple[int, int], state: State, setting: Setting) -> None:
    parsed = draft.parsed
    speaker = who.nearest(parsed, parsed.speakers, *span)
    if speaker is None:
        draft.claimant = state.carried_claimant(parsed)
        return
    nameless = "" if speaker.messenger else country_of(draft.place) or setting.country
    draft.claimant = rolled_up(speaker.actor) or state.same_source(parsed) or nameless
    draft.evidence.append(("claimant", speaker.entry.rule_id, speaker.first, speaker.last))
    state.claimant_actor, state.claimant_line = draft.claimant, parsed.sentence.line


def _set_period(
    draft: Draft, span: tuple[int, int], base: Thing | None, state: State, setting: Setting, *, ahead: bool
) -> None:
    found = timing.stated(
        draft.parsed,
        draft.happening.verb,
        *span,
        published=setting.published,
        planned=ahead,
        anchor=state.period,
        reach=timing.FAR if draft.number or draft.occurrence else _BARE_REACH,
        bare=not (draft.number or draft.occurrence),
    )
    if found is not None:
        draft.period, when = found
        if draft.number is not None and draft.number.quantity.text.startswith("+"):
            state.increment = draft.period
            return
        draft.evidence.append(("date", when.mention.rule_id, when.first, when.last))
        if draft.number is not None:
            state.period_line, state.period_dated = draft.line, is_dated(draft.happening.event)
            state.period = next_anchor(when.mention, draft.period, state.period)
    elif draft.number is not None and draft.number.quantity.text.startswith("+"):
        draft.period = state.increment or timing.last_day(setting.published)
    elif base is not None and base.draft is not None:
        draft.period = base.draft.period
    elif draft.happening.verb is None and state.lead is not None and state.lead.period is not None:
        draft.period = state.lead.period
    elif (beside := _said_beside(draft, state)) is not None:
        draft.period = beside
    elif state.period is not None and draft.line - state.period_line <= _NEXT_LINE and _goes_on(draft, state):
        draft.period = state.period
    else:
        draft.period = timing.as_published(setting.published)
