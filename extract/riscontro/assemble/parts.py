"""Who plays a part in a claim: in the sentence first, then in what went before, then in the story as a whole."""

from __future__ import annotations

from riscontro.assemble import context, roles
from riscontro.assemble.claimant import nearest
from riscontro.assemble.context import Thing
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.shapes import Name, Parsed
from riscontro.assemble.state import Draft, Setting, State, country_of, enemy_of, foe_of, home_of, kind_of, matter_of
from riscontro.frames import flows, is_a

_BESIDE = 3  # words in which "of the enemy" follows its noun
_GERUND = "gerund"  # "uccidendone 12": its subject may be the event itself
_LISTED = 4.0  # how far the kinds of what is counted may stand behind it: ", fra Tu-95 e A-50"
_EQUIPMENT = "equipment"  # what seeds/events.csv calls losses of things
_LOSSES = (_EQUIPMENT, "toll")
_AGENT = "agent"  # a part of seeds/frames.csv
_DOERS = ("state", "group")
_MILITANT = "militant"  # a row of seeds/entities.csv
_PERSON = "person"  # a row of seeds/entities.csv


class Parts:
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
        self.played = ""  # the part that told the actor

    def first(self, parts: tuple[str, ...], *, taken: str) -> str:
        """The first of `parts` that somebody other than `taken` plays; nobody is sent to his own country."""
        acts = _AGENT in (parts if taken else self.happening.frames[0].counterpart)
        if acts == bool(taken) and (gapped := self._gapped()) and gapped != taken:
            return gapped
        here = country_of(self.draft.place) if self.placed and not taken and self._goes_abroad() else ""
        fallback = ""
        theirs = self._theirs() if not taken else ""
        for part in parts:
            actor = getattr(self, f"_{part}")(taken)
            if not actor or actor in (taken, theirs):
                continue
            if actor == here and part not in ("owner", "origin") and not self._at_home(part, actor):
                fallback = fallback or actor
                continue
            self._note(part, actor)
            self.played = self.played or part
            return str(actor)
        return fallback

    def _at_home(self, part: str, actor: str) -> bool:
        """ "L'esercito libanese schiererà diecimila uomini": one's own, where nobody else is known to send them."""
        cast = self.setting.cast
        return part == _AGENT and not any(t == actor and g in cast for g, t in flows(self.draft.entity))

    def _gapped(self) -> str:
        """ "Oslo ha dato 300 milioni, Berna 260"."""
        number, last = self.draft.number, self.state.drafts[-1] if self.state.drafts else None
        if number is None or self.found.link != "carried" or last is None or last.parsed is not self.parsed:
            return ""
        actor = context.gapped(self.parsed, number)
        self.played = "gapped" if actor else ""
        return actor

    def _theirs(self) -> str:
        """The other side, where the things are its own: nobody shoots down his own drones."""
        if self.happening.frames[0].counterpart[:1] != ("owner",):
            return ""
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        return name.actor if name else self._counted_arms() or self._attacker()

    def _counted_arms(self) -> str:
        """Whose the counted weapons are, where only one actor has such."""
        return next((n.actor for n in self.parsed.arms if self._is_counted(n)), "")

    def _attacker(self) -> str:
        """Who launched what is shot down, where this line said so before."""
        told = {home_of(s.actor) for s in self.parsed.speakers if s.actor}
        near = self.state.strike_line == self.draft.line and self.state.striker not in told
        return self.state.striker if near else ""

    def _goes_abroad(self) -> bool:
        return "host" in self.happening.frames[0].counterpart

    def _note(self, part: str, actor: str) -> None:
        name = next((n for n in self.parsed.names if n.actor == actor), None)
        if name:
            self.draft.evidence.append((part, name.entry.rule_id, name.first, name.last))

    def _owner(self, taken: str) -> str:
        if self.found.people:
            return home_of(self.found.people) if self.found.link == "community" else self.found.people
        if self.found.link == "carried" and self.base is not None:
            verb = self.happening.verb
            theirs = roles.owner(self.parsed, verb.first, verb.last) if verb is not None and verb.nominal else None
            if theirs is not None:
                return theirs.actor
            return (
                self.base.owner
                if self.base.draft is None or self.draft.metric == self.base.draft.metric or self._same_owner()
                else ""
            )
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        verb = self.happening.verb
        if not name:
            name = roles.owner_among(self.parsed, self.found.last)
        if not name and verb is not None and verb.nominal:
            name = roles.owner(self.parsed, verb.first, verb.last)
        entry = self.happening.entry
        if not name and verb is not None and not verb.passive and entry is not None and entry.get("subject") == "owner":
            name = None if verb.nominal else roles.subject(self.parsed, verb)
        name = name or roles.owner_of_all(self.parsed, self.found.last)
        if name:
            return name.actor
        if self._enemys():
            return self._other_side()
        if self._admitted():
            return self._admitted()
        if self._possessed():
            own = next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
            return own or home_of(self.state.same_source(self.parsed))
        if self.found.part and self.base is not None and self._same_owner():
            return self.base.owner
        theirs = self._counted_arms() if matter_of(self.happening) == _EQUIPMENT else ""
        return theirs or self._owner_beside() or self._list_actor()

    def _admitted(self) -> str:
        """ "Kiev ammette 30 caduti": who admits or laments speaks of his own."""
        if matter_of(self.happening) not in _LOSSES:
            return ""
        speaker = nearest(self.parsed, self.parsed.speakers, self.found.first, self.found.last)
        return home_of(speaker.actor) if speaker is not None and speaker.entry.get("own") and speaker.actor else ""

    def _enemys(self) -> bool:
        """ "soldati nemici", "le perdite del nemico": the things are the other side's."""
        verb = self.happening.verb
        heads = [self.found.last] + ([verb.last] if verb is not None and verb.nominal else [])
        return any(
            self.parsed.reading(i, "enemy") and not any(n.first <= i < n.last for n in self.parsed.numbers)
            for head in heads
            for i in range(head, min(head + _BESIDE, len(self.parsed.tokens)))
            if all(self.parsed.reading(k, "prep", "article", "enemy") for k in range(head, i))
        )

    def _possessed(self) -> bool:
        """ "oltre ottomila suoi soldati", "abbiamo perso 300 uomini": whoever speaks counts his own."""
        verb = self.happening.verb
        if verb is not None and any(self.parsed.reading(i, "first_person") for i in range(verb.first, verb.last)):
            return True
        return any(self.parsed.reading(i, "possessive") for i in range(max(0, self.found.first - 2), self.found.first))

    def _owner_beside(self) -> str:
        """The owner of the number before holds ("46,000 dead and 380,000 wounded"), unless a name is between."""
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
        return "" if any(n.core in between and n.actor != last.actor for n in self.parsed.names) else last.actor

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
        name = name or self._agent_of_same()
        if name:
            return name.actor
        if (
            self.base is not None
            and self.base.draft is not None
            and self.base.draft.happening.event == self.happening.event
        ):
            return self.base.draft.actor
        if "target" in self.happening.frames[0].counterpart:
            if self._answers():
                return self.state.target or foe_of(self.state.striker, self.setting)
            if self._armed():
                return self._armed()
        return self._list_actor()

    def _agent_of_same(self) -> Name | None:
        """ "l'Italia ha fatto arrivare 200 tonnellate, trasportate …": who does it stands with the main verb."""
        verb = self.happening.verb
        if verb is None or not verb.adjectival:
            return None
        for other in self.parsed.verbs:
            entry = next((e for e in other.entries if e.get("event") == self.happening.event), None)
            if entry is not None and other.finite and not other.passive:
                told = Happening(self.happening.event, other, entry, self.happening.frames, 0.0)
                return roles.agent(self.parsed, told)
        return None

    def _list_actor(self) -> str:
        """Whose list this is, where the sentence that opened it named the actor."""
        lead = self.state.lead
        return lead.actor if lead is not None and self.happening.verb is None and self.base is None else ""

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
            or self.setting.voice
            or self.setting.country
        )
        return foe_of(speaker, self.setting) or next((a for a in self.setting.top_two if a != speaker), "")

    def _recipient(self, taken: str) -> str:
        entry, verb = self.happening.entry, self.happening.verb
        if entry is not None and verb is not None and entry.get("subject") == "recipient" and not verb.nominal:
            name = roles.subject(self.parsed, verb)
        else:
            name = roles.by_role(self.parsed, self.happening, "recipient")
        if name:
            return name.actor
        if self.happening.verb is None and self.state.lead is not None and self.state.lead.recipient:
            return self.state.lead.recipient
        return self.base.draft.counterpart if self.base is not None and self.base.draft is not None else ""

    def _origin(self, taken: str) -> str:
        name = roles.by_role(self.parsed, self.happening, "origin")
        if name:
            return name.actor
        spot = roles.origin_place(self.parsed, self.happening)
        return country_of(spot.place) if spot else ""

    def _target(self, taken: str) -> str:
        name = roles.by_role(self.parsed, self.happening, "target")
        if name:
            return name.actor
        return self.state.target if self.state.target != taken else ""

    def _subject(self, taken: str) -> str:
        if actor := self._admitted():
            return actor
        if actor := self._list_actor():
            return actor
        verb = self.happening.verb
        if verb is None or verb.nominal or verb.passive:
            return ""
        name = roles.subject(self.parsed, verb)
        return name.actor if name else ""

    def _place(self, taken: str) -> str:
        """Where it happened, unless that is who struck; then whose officials speak of it."""
        strikers = self._strikers()
        sides = {self.setting.country, *self.setting.top_two}
        officials = [
            n.actor
            for n in self.parsed.names
            if n.institution
            and n.actor in sides
            and kind_of(n.actor) == "state"
            and (enemy_of(n.actor) or n.actor == self.setting.country)
        ]
        here = country_of(self.draft.place) if self.draft.place and self.placed else ""
        there = country_of(self.draft.place) if self.draft.place else ""
        return next((a for a in (here, *officials, there, self.setting.country) if a and a not in strikers), "")

    def _strikers(self) -> set[str]:
        """Who does the harm that this sentence tells of: nobody kills his own."""
        found = {n.actor for n in self.parsed.names if roles.strikes(self.parsed, n)}
        found |= {n.actor for n in self.parsed.arms if self._is_used(n)}
        entry, verb = self.happening.entry, self.happening.verb
        acts = entry is not None and entry.get("subject") == "agent" and verb is not None and verb.slot != _GERUND
        if acts and self.happening.frames[0].actor[0] == "owner":
            name = roles.agent(self.parsed, self.happening)
            found |= {name.actor} if name is not None else self._who_claims()
        return found

    def _who_claims(self) -> set[str]:
        """ "sostiene di avere ucciso 200 soldati": whoever says so did it."""
        verb = self.happening.verb
        if verb is None or not verb.perfect or verb.finite:
            return set()
        told = {s.actor for s in self.parsed.speakers if s.actor}
        return told or ({self.state.claimant_actor} if self.state.claimant_actor else set())

    def _is_counted(self, arms: Name) -> bool:
        """The weapon is what the number counts: "sette droni MQ-9", "41 apparecchi, fra Tu-95 e A-50"."""
        last = self.found.last
        kinds = arms.core > last and arms.prep != "from" and self.parsed.cost(last, arms.core) < _LISTED
        listed = kinds and not any(last <= v.first < arms.core for v in self.parsed.verbs)
        return self.found.first - 1 <= arms.core <= last + 1 or listed

    def _answers(self) -> bool:
        """ "La risposta: 14 missili": now the other side strikes."""
        return bool(self.state.striker) and any(w.last <= self.found.first for w in self.parsed.of("reverse"))

    def _is_used(self, arms: Name) -> bool:
        """The weapon does it: "un Iskander ha ucciso", "uccisi da un Iskander"."""
        return not self._is_counted(arms) and (arms.core < self.found.first or arms.prep == "from")

    def _armed(self) -> str:
        """Who alone has the arms that the sentence names."""
        return next((n.actor for n in self.parsed.arms), "")

    def _host(self, taken: str) -> str:
        return country_of(self.draft.place) if self.draft.place else ""

    def _army(self, taken: str) -> str:
        """Whose soldiers the story is about."""
        family = self.happening.frames[0].actor[0]
        known = (self.state.actors.get((family, self.draft.metric)), self.setting.army, self.state.abroad)
        strikers = self._strikers()
        used = next((n.actor for n in self.parsed.arms if self._is_used(n)), "")
        return next((a for a in known if a and a not in strikers), foe_of(used, self.setting) if used else "")

    def _lead(self, taken: str) -> str:
        """The state that the story is about before any other."""
        strikers = self._strikers()
        if self.state.strike_line == self.draft.line and self.state.striker:
            strikers.add(self.state.striker)
        outsiders = {home_of(s.actor) for s in self.parsed.speakers if s.actor and not enemy_of(home_of(s.actor))}
        strikers |= outsiders
        sides = [a for a in (self.state.target, *self.setting.top_two) if kind_of(a) == "state" and a not in strikers]
        if is_a(self.draft.entity, _MILITANT):
            groups = (a for a in self.setting.top_two if kind_of(a) == "group" and a not in strikers)
            if group := next(groups, ""):
                return group
        named = self.setting.main_actor not in strikers
        return (
            self.setting.main_actor if named and kind_of(self.setting.main_actor) == "state" else next(iter(sides), "")
        )

    def _foe(self, taken: str) -> str:
        """The enemy of whose things they are."""
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        owner = name.actor if name else self._attacker()
        return foe_of(owner, self.setting) if owner else ""

    def _enemy(self, taken: str) -> str:
        """Who attacks the country that the strike falls on: who did so a moment ago, else its known enemy."""
        before = self.state.actors.get((self.happening.frames[0].actor[0], self.draft.metric))
        here = country_of(self.draft.place) if self.placed else ""
        here = here or self.setting.voice or country_of(self.draft.place) or self.setting.country
        foe = foe_of(here, self.setting) if here else ""
        groups = (a for a in sorted(self.setting.cast) if foe and a != foe and home_of(a) == foe and kind_of(a) == "group")
        return before or next(groups, foe)

    def _on_the_other_side(self) -> set[str]:
        """Who plays a counterpart's part in this very sentence: who frees prisoners does not get them back."""
        entry = self.happening.entry
        found = {roles.by_role(self.parsed, self.happening, part) for part in self.happening.frames[0].counterpart}
        if "agent" in self.happening.frames[0].counterpart:
            found.add(roles.agent(self.parsed, self.happening))
        barred = {name.actor for name in found if name is not None}
        if entry is not None and entry.get("subject") == "recipient":
            barred.add(self._recipient(""))
        return barred

    def _speaker(self, taken: str) -> str:
        """Who tells of his own deeds: the state or group that speaks in this sentence, or did so on this line."""
        speakers = [s.actor for s in self.parsed.speakers if kind_of(s.actor) in _DOERS]
        if speakers:
            return speakers[0]
        carried = self.state.claimant_actor if self.state.claimant_line == self.draft.line else ""
        return carried if kind_of(carried) in _DOERS else self.setting.voice

    def _released(self, taken: str) -> str:
        """Whoever is at war with the side that lets them go."""
        name = roles.agent(self.parsed, self.happening)
        verb, entry = self.happening.verb, self.happening.entry
        acts = verb is not None and verb.finite and not verb.passive and entry is not None
        if name is None and acts and entry is not None and entry.get("subject") == _AGENT and self._speaker(taken):
            return foe_of(self._speaker(taken), self.setting)
        if name is None:
            return ""
        home = home_of(name.actor) or name.actor
        others = (home_of(a) or a for a in self.setting.top_two)
        return foe_of(name.actor, self.setting) or next((a for a in others if a != home), "")

    def _flow(self, taken: str) -> str:
        """Who usually gives such things to whom, where the story names both of them often (seeds/flows.csv)."""
        known = self.state.actors.get((self.happening.frames[0].actor[0], matter_of(self.happening)))
        cast, barred = self.setting.cast, self._on_the_other_side()
        if known and known not in barred and any(giver == known for giver, _ in flows(self.draft.entity)):
            return known
        return next((g for g, t in flows(self.draft.entity) if g in cast and t in cast and g not in barred), "")

    def _same_matter(self) -> str:
        """Whose losses the claims before were about."""
        about = matter_of(self.happening)
        return self.state.actors.get(("", about), "") if about == _EQUIPMENT else ""

    def _topic(self, taken: str) -> str:
        """Whom the story is about in claims of this kind."""
        family = self.happening.frames[0].actor[0]
        strikers = self._strikers() if family == "owner" else set()
        barred = strikers | {taken, self._host(taken) if self._goes_abroad() else ""}
        soldiers = (
            self.setting.army
            if is_a(self.draft.entity, "soldier") or "host" in self.happening.frames[0].counterpart
            else ""
        )
        known = (
            self.state.actors.get((family, self.draft.metric)),
            self.state.actors.get((family, matter_of(self.happening))) or self._same_matter(),
            soldiers,
            self.state.actors.get((family, "")),
            *self.setting.top_two,
        )
        speaker = next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
        at_home = (self._host(taken) if self.placed else "", self.setting.country)
        own = speaker if speaker and speaker in at_home else ""
        barred.discard(own)
        sender = self.state.actors.get((family, matter_of(self.happening)))
        if not self.placed and sender and sender != taken:
            barred.discard(sender)  # whose people they are is known; where the story last was, says nothing
        outsider = speaker if speaker and not enemy_of(speaker) and speaker != own else ""
        if outsider and family != _AGENT:
            barred.add(outsider)  # who counts from outside does not count his own
        receivers = self._on_the_other_side()
        barred |= receivers
        takes = self.setting.country if family == _AGENT and "recipient" in self.happening.frames[0].counterpart else ""
        takes = "" if any(receivers) else takes
        ranked = sorted((*known[:3], own, *known[3:]), key=lambda a: bool(a) and a == outsider)
        others = (a for a in ranked if a and a not in barred and a != takes)
        return next(others, speaker if speaker != taken and kind_of(speaker) in _DOERS else "")
