"""What a claim's own sentence tells of the sides: who strikes, whose the things are, who speaks of his own."""

from __future__ import annotations

from riscontro.assemble import context, roles
from riscontro.assemble.around import CELL, prep_at
from riscontro.assemble.claimant import nearest
from riscontro.assemble.context import Thing
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.shapes import Name, Number, Parsed
from riscontro.assemble.state import Draft, Setting, State, enemy_of, foe_of, home_of, matter_of, side_of
from riscontro.frames import TOLL, flows

_LIGHT = frozenset({"prep", "article"})
_SUBJECT = 3  # words between "the enemy" and what he has had
_CHARGED = 3  # words between "inflicted" and "on the enemy"
_BESIDE = 3  # words in which "of the enemy" follows its noun
_GERUND = "gerund"  # "uccidendone 12": its subject may be the event itself
_LISTED = 4.0  # how far the kinds of what is counted may stand behind it: ", fra Tu-95 e A-50"
_MILITANT = "militant"  # a row of seeds/entities.csv
EQUIPMENT = "equipment"  # what seeds/events.csv calls losses of things
_LOSSES = (EQUIPMENT, TOLL)
AGENT = "agent"  # a part of seeds/frames.csv


class Clause:
    """One claim in the making, with its sentence and its story."""

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

    def _note(self, part: str, actor: str) -> None:
        for name in self.parsed.names:
            if name.actor == actor:
                self.draft.evidence.append((part, name.entry.rule_id, name.first, name.last))
                return

    def are_militants(self) -> bool:
        """Fighters of a group that nothing behind them tells: no state's army are they."""
        militant = any(n.get("entity") == _MILITANT for n in self.found.nouns)
        return militant and prep_at(self.parsed, self.found.last) != "of"

    def _goes_abroad(self) -> bool:
        return "host" in self.happening.frames[0].counterpart

    def _at_home(self, part: str, actor: str) -> bool:
        """ "L'esercito libanese schiererà diecimila uomini": one's own, where nobody else is known to send them."""
        cast = self.setting.cast
        return part == AGENT and not any(t == actor and g in cast for g, t in flows(self.draft.entity))

    def _gapped(self) -> str:
        """ "Oslo ha dato 300 milioni, Berna 260"."""
        number, last = self.draft.number, self.state.drafts[-1] if self.state.drafts else None
        if number is None or last is None:
            return ""
        if self.found.link != "carried":
            return self._does_too(last, number)
        follows = self.draft.line - last.line <= 1 and prep_at(self.parsed, number.full - 1) == "with"
        if last.parsed is not self.parsed and not follows:  # "Seguono i Paesi Bassi con 104"
            return ""
        if self._enemy_gapped(number.full):
            actor = foe_of(last.actor, self.setting)
        else:
            if any(s.name is not None and s.last == number.full for s in self.parsed.speakers):
                return ""  # "Seul ne conta 300, Kiev 400"
            given = self._given_to() if self._got() else None
            actor = given.actor if given is not None else context.gapped(self.parsed, number)
        self.played = "gapped" if actor else ""
        return actor

    def _does_too(self, last: Draft, number: Number) -> str:
        """ "Oslo ha evacuato 100.000 abitanti, Berna 4.000 famiglie": the same verb of another subject."""
        verb = self.happening.verb
        if verb is None or verb.nominal or verb is not last.happening.verb or last.parsed is not self.parsed:
            return ""
        name = next((n for n in self.parsed.names if n.last == number.full and not n.prep), None)
        if name is None or not verb.last < name.first or name.kind in roles.ADJECTIVES or self.found.link != "beside":
            return ""
        begin = name.first - (1 if self.parsed.reading(name.first - 1, "article") else 0)
        self.played = "gapped"
        return name.actor if self.parsed.reading(begin - 1, "and") or self.parsed.tokens.norm[begin - 1] == ";" else ""

    def _got(self) -> bool:
        """ "Kiev riceve mille salme, Mosca 31", "a Kiev mille salme; a Mosca, 31": who is named gets them back."""
        told = self.base.draft if self.base is not None else None
        entry = told.happening.entry if told is not None else None
        if entry is None or "recipient" not in self.happening.frames[0].actor:
            return False
        return entry.get("subject") == "recipient" or self._given_to() is not None

    def _gives_back(self) -> str:
        """ "Mosca ha reso a Kiev mille salme, Kiev 31": who got, gives now; that is who gave before."""
        told = self.base.draft if self.base is not None else None
        back = told is not None and self._gapped() == told.actor and bool(told.counterpart)
        self.played = "gapped" if back else ""
        return told.counterpart if told is not None and back else ""

    def _given_to(self) -> Name | None:
        """ "; ai russi, 39": to whom a number without a noun and a verb goes."""
        number, norms = self.draft.number, self.parsed.tokens.norm
        if number is None or number.full < 2 or self.found.link != "carried":
            return None
        last = number.full - (norms[number.full - 1] == ",")
        heads = (n for n in self.parsed.names if n.last == last and n.prep == "to" and n.first > 1)
        return next((n for n in heads if norms[n.first - 2] in (";", ",")), None)

    def _row(self) -> str:
        """ "Oslo | carri armati | 30", under a head "Oslo: 30 carri": who stands in the first cell of the row."""
        norms, number = self.parsed.tokens.norm, self.draft.number
        sign = norms[number.full - 1] if number is not None and number.full else ""
        listed = sign == ":" and self.state.lead is not None and not self.state.lead.asks and not self.state.lead.actor
        if number is None or not (sign == CELL or listed):
            return ""
        head = next((n for n in self.parsed.names if n.last <= norms.index(sign)), None)
        self.played = "row" if head is not None else ""
        return head.actor if head is not None else ""

    def _enemy_gapped(self, begin: int) -> bool:
        """ ", il nemico 300"."""
        enemy = self.parsed.reading(begin - 1, "enemy")
        return enemy is not None and self.parsed.reading(begin - 2, "article") is not None

    def _counted_arms(self) -> str:
        """Whose the counted weapons are, where only one actor has such."""
        return next((n.actor for n in self.parsed.arms if self._is_counted(n)), "")

    def _launch(self) -> Draft | None:
        """ "90 droni, 60 dei quali abbattuti": the launch of what is shot down."""
        draft = self.base.draft if self.base is not None and self.found.part else None
        return (
            draft
            if draft is not None and draft.parsed is self.parsed and "target" in draft.happening.frames[0].counterpart
            else None
        )

    def _launched_here(self) -> str:
        """ "ha attaccato con 250 droni: abbattuti 245 velivoli": who launched in this very sentence."""
        for draft in reversed(self.state.drafts):
            if draft.parsed is not self.parsed:
                return ""
            if "target" in draft.happening.frames[0].counterpart:
                return draft.actor
        return ""

    def _attacker(self) -> str:
        """Who launched what is shot down, where this line said so before."""
        if (launch := self._launch()) is not None:
            return launch.actor
        verb = self.happening.verb
        if verb is not None and verb.passive and (launched := self._launched_here()):
            return launched
        told = {home_of(s.actor) for s in self.parsed.speakers if s.actor}
        near = self.state.strike_line == self.draft.line and self.state.striker not in told
        return self.state.striker if near else ""

    def _theirs(self) -> str:
        """The other side, where the things are its own: nobody shoots down his own drones."""
        if self.happening.frames[0].counterpart[:1] != ("owner",):
            return ""
        name = roles.owner(self.parsed, self.found.first, self.found.last)
        return name.actor if name else self._counted_arms() or self._attacker()

    def _admitted(self) -> str:
        """ "Kiev ammette 30 caduti": who admits or laments speaks of his own."""
        if matter_of(self.happening) not in _LOSSES:
            return ""
        speaker = nearest(self.parsed, self.parsed.speakers, self.found.first, self.found.last)
        return side_of(speaker.actor) if speaker is not None and speaker.entry.get("own") and speaker.actor else ""

    def _enemys(self) -> bool:
        """ "soldati nemici", "le perdite del nemico": the things are the other side's."""
        parsed, verb = self.parsed, self.happening.verb
        if not parsed.of("enemy"):
            return False
        for head in [self.found.last] + ([verb.last] if verb is not None and verb.nominal else []):
            for i in range(head, min(head + _BESIDE, len(parsed.tokens))):
                if parsed.reading(i, "enemy"):
                    if not parsed.is_numeral(i):
                        return True
                elif not parsed.is_any(i, _LIGHT):
                    break
        return False

    def _enemy_has(self) -> bool:
        """ "il nemico ha avuto 300 morti e tredici dei suoi soldati si sono arresi"."""
        number = self.draft.number
        if number is None or not self.parsed.of("enemy"):
            return False
        begin, first = number.full, self.found.first
        possessed = any(self.parsed.reading(i, "possessive") for i in (first - 2, first - 1))  # "dei suoi soldati"
        if matter_of(self.happening) not in _LOSSES and not possessed:
            return False
        for word in self.parsed.of("suffers"):
            enemy = any(self.parsed.reading(i, "enemy") for i in range(max(0, word.first - _SUBJECT), word.first))
            if enemy and word.last <= begin:
                return word.last == begin or possessed
        return False

    def _charged(self) -> bool:
        """ "le perdite inflitte al nemico", "alla controparte ne attribuisce 40": laid to the other side."""
        parsed, number = self.parsed, self.draft.number
        if number is None or self.happening.frames[0].actor[0] != "owner" or not parsed.of("enemy"):
            return False
        words = parsed.of_any("ascribe", "costs", "suffer")
        for enemy in parsed.of("enemy"):
            at = enemy.first
            low, high = min(at, number.tail), max(at, number.full)
            apart = any(n is not number and low <= n.full < high for n in parsed.numbers)
            if prep_at(parsed, at - 1) == "to" and (not apart or at < parsed.numbers[0].full):
                near = (w for w in words if at < number.full or w.last <= number.full)
                return any(min(abs(w.last - at), abs(at - w.first)) <= _CHARGED for w in near)
        return False

    def _possessed(self) -> bool:
        """ "oltre ottomila suoi soldati", "abbiamo perso 300 uomini": whoever speaks counts his own."""
        if not self.parsed.of_any("first_person", "possessive"):
            return False
        verb = self.happening.verb
        if verb is not None and any(self.parsed.reading(i, "first_person") for i in range(verb.first, verb.last)):
            return True
        return any(self.parsed.reading(i, "possessive") for i in range(max(0, self.found.first - 2), self.found.first))

    def _same_owner(self) -> bool:
        """Whether the actor of the claim pointed back to is the owner of the things, not the one who acts on them."""
        draft = self.base.draft if self.base else None
        return draft is None or draft.happening.frames[0].actor[0] in ("owner", "subject")

    def _enemy_acts(self) -> bool:
        verb = self.happening.verb
        if verb is None or not self.parsed.of("enemy"):
            return False
        return any(self.parsed.reading(i, "enemy") for i in range(max(0, verb.first - 4), verb.first))

    def _other_side(self) -> str:
        """The enemy of whoever tells it: of the two sides of the story, the one that does not speak."""
        speaker = (
            next((home_of(s.actor) for s in self.parsed.speakers if s.actor), "")
            or home_of(self.state.claimant_actor)
            or self.setting.voice
            or self.setting.country
        )
        return foe_of(speaker, self.setting) or next((a for a in self.setting.top_two if a != speaker), "")

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
        own = self.happening.frames[0].actor[0] == "owner" and matter_of(self.happening) != TOLL
        if verb is not None and verb.passive and own:
            return {s.actor for s in self.parsed.speakers if enemy_of(s.actor) and not s.entry.get("own")}
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

    def _is_used(self, arms: Name) -> bool:
        """The weapon does it: "un Iskander ha ucciso", "uccisi da un Iskander"."""
        return not self._is_counted(arms) and (arms.core < self.found.first or arms.prep == "from")

    def _armed(self) -> str:
        """Who alone has the arms that the sentence names."""
        return next((n.actor for n in self.parsed.arms), "")

    def _answers(self) -> bool:
        """ "La risposta: 14 missili": now the other side strikes."""
        return bool(self.state.striker) and any(w.last <= self.found.first for w in self.parsed.of("reverse"))
