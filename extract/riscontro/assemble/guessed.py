"""Parts that only the story gives: place, army, lead, foe, enemy, flow, topic."""

from __future__ import annotations

from riscontro import catalog
from riscontro.assemble import roles
from riscontro.assemble.around import sides_between
from riscontro.assemble.clause import AGENT, EQUIPMENT
from riscontro.assemble.kind import is_civil
from riscontro.assemble.said import Said
from riscontro.assemble.state import country_of, enemy_of, foe_of, home_of, is_party, kind_of, matter_of
from riscontro.frames import flows, is_a

_SUBJECT = 3  # words between a subject and its verb: "Israele di morti ne conta"
_STATES = ("name", "capital")  # kinds of names
_CIVILIAN = "civilian"  # a row of seeds/entities.csv


class Guessed(Said):
    """Parts told by the story."""

    def _place(self, taken: str) -> str:
        """Where it happened, unless that is who struck; then whose officials speak of it."""
        strikers = set() if self.are_militants() and self.placed else self._strikers()
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
        bodies = [home_of(s.actor) for s in self.parsed.speakers if s.actor and is_civil(self.parsed, s)]
        bodies += self._counts_its_own()
        if is_a(self.draft.entity, _CIVILIAN):  # "Phnom Penh parla di 14 civili uccisi": of his own
            told = [
                s.actor for s in self.parsed.speakers if kind_of(s.actor) == "state" and s.actor in self.setting.top_two
            ]
            here = here or next(iter(told), "")
        places = (here, *self._counts_its_own(), *officials, there, *bodies, self.setting.country)
        actor = next((a for a in places if a and a not in strikers), "")
        self.placed = self.placed or (actor != "" and actor in bodies)
        return actor

    def _counts_its_own(self) -> list[str]:
        """ "Israele conta 28 morti": the state that is the subject of a verb of counting, unless a body counts."""
        for word in self.parsed.of("copula"):
            near = (n for n in self.parsed.names if 0 <= word.first - n.last <= _SUBJECT and not n.prep)
            name = next((n for n in near if "say" in word.form.by_kind and n.kind in _STATES), None)
            if name is not None:
                at_war = enemy_of(name.actor) or name.actor == self.setting.country
                return [name.actor] if at_war and not name.institution else []
        return []

    def _army(self, taken: str) -> str:
        """Whose soldiers the story is about."""
        family = self.happening.frames[0].actor[0]
        last = self.state.actors.get((family, self.draft.metric), "")
        known = [last, self.setting.army, self.state.abroad]
        strikers = self._strikers()
        if self.are_militants():
            known = [last] if catalog.is_group(last) else []
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
        if self.are_militants():
            groups = (a for a in self.setting.top_two if kind_of(a) == "group" and a not in strikers)
            return next(groups, "")  # a state's soldiers are none
        named = self.setting.main_actor not in strikers
        return (
            self.setting.main_actor if named and kind_of(self.setting.main_actor) == "state" else next(iter(sides), "")
        )

    def _foe(self, taken: str) -> str:
        """The enemy of whose things they are."""
        if (launch := self._launch()) is not None and launch.counterpart:
            return launch.counterpart
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        owner = name.actor if name else self._other_side() if self._enemys() else self._attacker()
        return foe_of(owner, self.setting) if owner else ""

    def _enemy(self, taken: str) -> str:
        """Who attacks the country that the strike falls on: who did so a moment ago, else its known enemy."""
        before = self.state.actors.get((self.happening.frames[0].actor[0], self.draft.metric))
        here = country_of(self.draft.place) if self.placed else ""
        told = (home_of(s.actor) for s in self.parsed.speakers if s.actor)
        counts = next((a for a in told if enemy_of(a)), "")
        here = here or counts or self.setting.voice or country_of(self.draft.place) or self.setting.country
        foe = foe_of(here, self.setting) if here else ""
        groups = (
            a for a in sorted(self.setting.cast) if foe and a != foe and home_of(a) == foe and kind_of(a) == "group"
        )
        return before or next(groups, foe)

    def _released(self, taken: str) -> str:
        """Whoever is at war with the side that lets them go."""
        name = roles.agent(self.parsed, self.happening)
        verb, entry = self.happening.verb, self.happening.entry
        if name is None and entry is not None and entry.get("mutual"):
            sides = sides_between(self.parsed)
            if len(set(sides)) > 1:
                return sides[0]
            at_war = (home_of(n.actor) for n in self.parsed.names if enemy_of(home_of(n.actor)))
            if side := next(at_war, ""):
                return side
        acts = verb is not None and verb.finite and not verb.passive and entry is not None
        if name is None and acts and entry is not None and entry.get("subject") == AGENT and self._speaker(taken):
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
        return self.state.actors.get(("", about), "") if about == EQUIPMENT else ""

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
        if outsider and family != AGENT:
            barred.add(outsider)  # who counts from outside does not count his own
        receivers = self._on_the_other_side()
        barred |= receivers
        takes = self.setting.country if family == AGENT and "recipient" in self.happening.frames[0].counterpart else ""
        takes = "" if any(receivers) else takes
        ranked = sorted((*known[:3], own, *known[3:]), key=lambda a: bool(a) and a == outsider)
        others = (a for a in ranked if a and a not in barred and a != takes)
        return next(others, speaker if speaker != taken and is_party(speaker) else "")
