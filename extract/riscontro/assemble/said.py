"""Parts that the sentence itself gives beside the owner: agent, subject, recipient, origin, target, host, speaker."""

from __future__ import annotations

from riscontro.assemble import roles, spots
from riscontro.assemble.around import prep_at
from riscontro.assemble.claimant import nearest
from riscontro.assemble.clause import AGENT
from riscontro.assemble.event import Happening
from riscontro.assemble.owned import Owned
from riscontro.assemble.shapes import Name, Verb
from riscontro.assemble.state import country_of, enemies_of, enemy_of, foe_of, home_of, is_party, side_of

_STRUCK = ("", "for")  # prepositions before whom an enemy strikes
_NEAR = 2  # words between a verb and its object


class Said(Owned):
    """Parts told in the sentence."""

    def _agent(self, taken: str) -> str:
        entry = self.happening.entry
        verb = self.happening.verb
        name: Name | None
        if entry is not None and entry.get("subject") == "recipient":
            # "i colpi ricevuti da Mosca": she has them; "caduti in mano russa" is no passive
            got = verb is not None and verb.passive and not entry.get("intransitive")
            name = None if got else roles.by_role(self.parsed, self.happening, "agent")
        else:
            name = roles.agent(self.parsed, self.happening)
        if self._enemy_acts():
            if enemy := self._enemy_of_struck():
                self.state.enemy, self.state.enemy_line = enemy, self.draft.line
            return enemy or self._enemy_told() or self._other_side()
        if name is not None and roles.only_carries(self.parsed, name) and self._comes_from() not in ("", name.actor):
            return ""  # "una nave russa ha portato 2.000 container dal porto coreano"
        name = self._by_side() or name or self._ascribed() or self._agent_of_same()
        if name:
            return name.actor
        if (asked := self._asked() or self._bare_army() or self._same_subject()) and asked != taken:
            return asked
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

    def _enemy_of_struck(self) -> str:
        """ "gli occupanti hanno attaccato l'Ucraina": the enemy of whom the verb has as its object."""
        verb = self.happening.verb
        if verb is None or "target" not in self.happening.frames[0].counterpart:
            return ""
        struck = (n for n in self.parsed.names if n.prep in _STRUCK and 0 <= n.first - verb.last <= _NEAR)
        return next((enemy_of(n.actor) for n in struck), "")

    def _opposed(self, taken: str) -> str:
        """ "Gli ucraini hanno affondato due navi": the one enemy of who does it, or the one whom the story is about."""
        entry, verb = self.happening.entry, self.happening.verb
        if verb is None or entry is None or verb.nominal or entry.get("subject") != AGENT:
            return ""
        name = roles.agent(self.parsed, self.happening)
        quoted = verb.finite and any(s.name is name for s in self.parsed.speakers)  # "sostiene …, uccidendo 20 soldati"
        if name is not None and (quoted or (name.first >= verb.last and not verb.passive)):
            name = None
        claims = self._who_claims() if name is None else set()
        teller = nearest(self.parsed, self.parsed.speakers, verb.first, verb.last) if len(claims) > 1 else None
        claims = {teller.actor} if teller is not None else claims
        foes = enemies_of(home_of(name.actor if name is not None else next(iter(claims), "")))
        sides = {self.setting.country, *(home_of(a) for a in (*self.setting.top_two, *self.setting.cast))}
        alone = len(foes) == 1 and not self.are_militants()  # an army fights them at home, too
        return next((foe for foe in foes if foe in sides), foes[0] if alone else "")

    def _ascribed(self) -> Name | None:
        """ "attribuisce a Pyongyang la cessione di 130 missili": to whom the deed is ascribed."""
        verb = self.happening.verb
        return roles.ascribed_to(self.parsed, verb.first) if verb is not None and verb.nominal else None

    def _asked(self) -> str:
        """ "E l'Italia? Ha consegnato due batterie": whom the question before named, where the verb has no subject."""
        verb = self.happening.verb
        acts = verb is not None and verb.finite and not verb.passive and not verb.nominal
        return self.state.asked if acts and self.state.asked_line == self.draft.line else ""

    def _same_subject(self) -> str:
        """ "I turchi avanzano. Hanno preso tre villaggi": a verb without a subject goes on with the one before."""
        parsed, verb, entry = self.parsed, self.happening.verb, self.happening.entry
        if verb is None or entry is None or not verb.finite or verb.passive or entry.get("intransitive"):
            return ""
        if entry.get("subject") not in (None, AGENT) or roles.after(parsed, verb, ("",)) is not None:
            return ""  # "si aspetta 300 obici", "li comprarono i turchi"
        if parsed.sentence.line != self.state.subject_line or not is_party(self.state.subject):
            return ""
        first = next(v for v in parsed.verbs if v.finite)
        opened = any(parsed.reading(i, "article") and not self._is_governed(i) for i in range(verb.first))
        return "" if first is not verb or opened else self.state.subject

    def _is_governed(self, i: int) -> bool:
        """Whether the article belongs to a time, or to what a preposition governs."""
        timed = any(t.first <= i < t.last for t in self.parsed.times)
        return timed or prep_at(self.parsed, i) != "" or prep_at(self.parsed, i - 1) != ""

    def _bare_army(self) -> str:
        """ "L'esercito ha riconquistato tre villaggi", "La contraerea ha abbattuto 90 droni": of whoever tells it."""
        parsed, verb = self.parsed, self.happening.verb
        if verb is None or not verb.finite or verb.passive or verb.nominal:
            return ""
        word = parsed.at[verb.first - 1] if verb.first else None
        army = word is not None and word.reading("military", "defence")
        if word is None or not army or parsed.reading(word.first - 1, "article") is None:
            return ""
        told = [home_of(s.actor) for s in parsed.speakers if s.actor and is_party(s.actor)]
        carried = home_of(self.state.carried_claimant(parsed))
        return next(iter(told), "") or carried or self.setting.voice or self.setting.country

    def _agent_of_same(self) -> Name | None:
        """ "l'Italia ha fatto arrivare 200 tonnellate, trasportate …": who does it stands with the main verb."""
        verb, entry = self.happening.verb, self.happening.entry
        if entry is not None and entry.get("held_by"):
            return roles.agent_of_holder(self.parsed, self.happening)
        if verb is None or not (verb.adjectival or verb.nominal):
            return self._agent_of_deed(verb) if verb is not None and verb.passive else None
        for other in self.parsed.verbs:
            entry = next((e for e in other.entries if e.get("event") == self.happening.event), None)
            if entry is not None and other.finite and not other.passive and not self._opens(other, verb):
                told = Happening(self.happening.event, other, entry, self.happening.frames, 0.0)
                return roles.agent(self.parsed, told)
        return None

    def _agent_of_deed(self, verb: Verb) -> Name | None:
        """ "Il contributo irlandese, 100 milioni, è destinato …": whose the deed is that the passive goes on with."""
        number = self.draft.number
        for deed in self.parsed.verbs if number is not None else ():
            entry = next((e for e in deed.entries if e.get("event") == self.happening.event), None)
            if deed.nominal and entry is not None and number is not None and deed.last <= number.full <= verb.first:
                told = Happening(self.happening.event, deed, entry, self.happening.frames, 0.0)
                return roles.agent(self.parsed, told)
        return None

    def _opens(self, one: Verb, other: Verb) -> bool:
        """ "Seul ha dato le cifre: 400 uomini inviati": a colon parts what two verbs tell."""
        return ":" in self.parsed.tokens.norm[min(one.last, other.last) : max(one.first, other.first)]

    def _recipient(self, taken: str) -> str:
        entry, verb = self.happening.entry, self.happening.verb
        if entry is not None and verb is not None and entry.get("subject") == "recipient" and not verb.nominal:
            name = roles.subject(self.parsed, verb)
        else:
            name = roles.by_role(self.parsed, self.happening, "recipient")
        back = "recipient" in self.happening.frames[0].actor
        if name and not (back and not is_party(name.actor)):
            return name.actor  # "ha consegnato le salme alla Croce Rossa": she only carries them
        if self.happening.verb is None and self.state.lead is not None and self.state.lead.recipient:
            return self.state.lead.recipient
        return self.base.draft.counterpart if self.base is not None and self.base.draft is not None else ""

    def _origin(self, taken: str) -> str:
        name = roles.by_role(self.parsed, self.happening, "origin")
        if name:
            return name.actor
        return self._comes_from()

    def _comes_from(self) -> str:
        spot = spots.origin_place(self.parsed, self.happening)
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
        if self._enemy_acts():
            return self._enemy_told() or self._other_side()
        name = roles.subject(self.parsed, verb)
        return name.actor if name else ""

    def _host(self, taken: str) -> str:
        return country_of(self.draft.place) if self.draft.place else ""

    def _speaker(self, taken: str) -> str:
        """Who tells of his own deeds: the state or group that speaks in this sentence, or did so on this line."""
        speakers = [s.actor for s in self.parsed.speakers if is_party(s.actor)]
        if not speakers and any(not s.messenger for s in self.parsed.speakers):
            same = self.state.same_source(self.parsed)  # "lo stesso ministero"
            speakers = [same] if is_party(same) else []
        carried = self.state.claimant_actor if self.state.claimant_line == self.draft.line else ""
        teller = speakers[0] if speakers else carried if is_party(carried) else self.setting.voice
        at_war = any(enemy_of(a) for a in self.setting.top_two)
        return "" if at_war and not enemy_of(side_of(teller)) else teller  # "Londra conferma la conquista"

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
