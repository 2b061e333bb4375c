"""Whose the counted people and things are, as the sentence itself tells."""

from __future__ import annotations

from riscontro.assemble import roles
from riscontro.assemble.clause import EQUIPMENT, Clause
from riscontro.assemble.owners import among_before, counting_band, nation_among_before, owner_of_whole
from riscontro.assemble.shapes import Name, Verb
from riscontro.assemble.state import ABROAD, Draft, country_of, enemy_of, home_of, is_party, matter_of, side_of
from riscontro.assemble.things import Thing
from riscontro.frames import is_a

_COST = 4.0  # how far "it costs" may stand from the number
_JOINED, _OWNER = 4, "owner"  # words from one joined thing to the next; a part of seeds/frames.csv
_NEAR = 1  # words between the verb and its number: "ha subito finora 300"
_OPENS = (";", ":", ",")  # what a clause opens behind
_PERSON = "person"  # a row of seeds/entities.csv


class Owned(Clause):
    """The part `owner`."""

    def _owner(self, taken: str) -> str:
        if self.found.people:
            return home_of(self.found.people) if self.found.link == "community" else self.found.people
        if (part := self._nation_of_part()) is not None:
            return part.actor
        if self._charged() or self._enemy_has():
            return self._other_side()
        if self.found.link == "carried" and self.base is not None:
            if self._is_elsewhere():
                return ""
            if (side := self._by_side()) is not None:
                return side.actor  # "da parte turca 89 caduti; da parte russa 14"
            if (sufferer := self._who_suffers()) is not None:
                return sufferer.actor  # "Mosca ha avuto 900 caduti; Kiev ne ha avuti 300"
            carried = self._admitted() or self._owner_carried(self.base)
            verb = self.happening.verb
            if self._gets(carried):
                return ""  # "Altrettanti ne ha riavuti Mosca"
            acts = verb is not None and verb.finite and not (verb.passive or verb.nominal or self._goes_abroad())
            return "" if acts and carried in self._strikers() else carried  # "ne hanno uccisi 3": none of their own
        entry = self.happening.entry
        if entry is not None and entry.get("subject") == "owner" and self._enemy_acts():
            return self._enemy_told() or self._other_side()
        name = self._owner_named() or self._by_side() or self._come_from() or self._counting_band()
        if (captor := self._captor()) and (name is None or name.actor == captor) and self._possessed():
            return enemy_of(captor)  # "nelle celle russe ci sono 300 nostri soldati"
        if name is not None:
            return name.actor
        if self._of_the_state():
            return country_of(self.draft.place) or self.setting.country
        if self._enemys():
            return self._other_side()
        if own := self._admitted():
            return own
        if self._possessed():
            speaker = next((side_of(s.actor) for s in self.parsed.speakers if is_party(s.actor)), "")
            return speaker or self._possessor() or home_of(self.state.same_source(self.parsed))
        if self.found.part and self.base is not None and self._same_owner():
            return self.base.owner
        theirs = self._counted_arms() if matter_of(self.happening) == EQUIPMENT else ""
        return theirs or self._owner_beside() or self._list_actor()

    def _captor(self) -> str:
        """Who holds them, where the noun of the prison says so."""
        nominal = self.happening.verb is not None and self.happening.verb.nominal
        if self.happening.frames[0].counterpart != ("agent",) or not nominal:
            return ""
        name = roles.by_role(self.parsed, self.happening, "agent")
        return name.actor if name is not None else ""

    def _possessor(self) -> str:
        """ "L'esercito di Ankara dà per morti 16 suoi soldati": the subject before the number."""
        number = self.draft.number
        if number is None:
            return ""
        subjects = (n for n in reversed(self.parsed.names) if n.last <= number.full and not n.prep)
        return next((side_of(n.actor) for n in subjects if n.institution or n.kind not in roles.ADJECTIVES), "")

    def _is_elsewhere(self) -> bool:
        """ "420mila sfollati in Thailandia, 300mila in Cambogia": the place told whose they are, and does again."""
        told, number = self.base.draft if self.base is not None else None, self.draft.number
        if told is None or not told.located or number is None or not self.placed:
            return False
        last = number.tail + (self.parsed.tokens.norm[number.tail : number.tail + 1] == ['"'])
        beside = any(p.place == self.draft.place and 0 <= p.first - last <= _NEAR for p in self.parsed.spots)
        return beside and country_of(self.draft.place) not in ("", told.actor)

    def _gets(self, carried: str) -> bool:
        """Whether somebody else than `carried` is the subject of a verb of getting back."""
        verb, entry = self.happening.verb, self.happening.entry
        if verb is None or not verb.finite or verb.passive or entry is None or entry.get("subject") != "recipient":
            return False
        name = roles.subject(self.parsed, verb)
        return name is not None and name.actor != carried

    def _owner_carried(self, base: Thing) -> str:
        """The owner of a number without a noun: whose the deed is, or else whose the things counted before are."""
        verb = self.happening.verb
        theirs = roles.owner(self.parsed, verb.first, verb.last) if verb is not None and verb.nominal else None
        if theirs is not None:
            return theirs.actor
        goes_on = base.draft is None or self.draft.metric == base.draft.metric or self._same_owner()
        return base.owner if goes_on else ""

    def _owner_named(self) -> Name | None:
        """The name that the noun, its list or the noun of the deed belongs to, or the subject that has a loss."""
        verb, entry = self.happening.verb, self.happening.entry
        name = roles.owner(self.parsed, self.found.first, self.found.last) or self._owner_of_held()
        name = name or roles.owner_among(self.parsed, self.found.last)
        name = name or roles.by_role(self.parsed, self.happening, "owner")
        if name is None and verb is not None and verb.nominal and not (entry and entry.get("returns")):
            name = roles.owner(self.parsed, verb.first, verb.last)
        if name is None and verb is not None and not verb.passive and entry and entry.get("subject") == "owner":
            name = None if verb.nominal else roles.subject(self.parsed, verb)
        if name is None and verb is not None and verb.passive and entry and entry.get("subject") == "owner":
            name = roles.after(self.parsed, verb, ("from",))  # "300 uomini persi dai turchi"
        return name or roles.owner_of_all(self.parsed, self.found.last) or self._owner_among() or self._who_suffers()

    def _who_suffers(self) -> Name | None:
        """ "La Russia ha subito 4.700 perdite", "perdite per 4.700 uomini": the subject of the verb right before;
        "è costato ai russi 40 morti": whom it costs them."""
        number, verb = self.draft.number, self.happening.verb
        if number is not None and verb is not None and verb.nominal and verb.last <= number.full:
            begin = verb.first
        elif (
            number is not None
            and self.found.nouns
            and (all(n.get("event") for n in self.found.nouns) or (verb is not None and verb.nominal))
        ):
            begin = number.full
        else:
            return None
        word = next((w for w in self.parsed.of("suffers") if 0 <= begin - w.last <= _NEAR), None)
        if word is None:
            return self._whom_it_costs(begin)
        first = word.first
        while self.parsed.reading(first - 1, "aux"):
            first -= 1
        return roles.subject(self.parsed, Verb((), first, word.last, "", finite=True))

    def _whom_it_costs(self, begin: int) -> Name | None:
        """ "è costato ai russi 40 morti", "è costato 40 morti ai russi"; `begin` is where the number begins."""
        for word in self.parsed.of("costs"):
            to = [n for n in self.parsed.names if n.prep == "to" and n.first >= word.last]
            before = next((n for n in to if n.last <= begin and n.first - word.last <= _NEAR), None)
            behind = next((n for n in to if 0 <= n.first - self.found.last <= _NEAR), None)
            if word.last <= begin and self.parsed.cost(word.last, begin) < _COST:
                return before or behind
        return None

    def _owner_of_held(self) -> Name | None:
        """ "i corpi di due ostaggi israeliani": whose those are who are counted."""
        number = self.draft.number
        if number is None or not self.found.nouns or not self.found.nouns[0].get("holds"):
            return None
        noun = self.parsed.at[number.tail] if number.tail < len(self.parsed.at) else None
        return roles.owner(self.parsed, noun.first, noun.last) if noun is not None and noun.reading("noun") else None

    def _nation_of_part(self) -> Name | None:
        """ "diecimila militari, mille dei quali italiani": the adjective behind "of whom" says whose the part is."""
        number = self.draft.number
        if number is None or not self.found.part:
            return None
        word = self.parsed.at[number.tail] if number.tail < len(self.parsed.at) else None
        behind = word.last if word is not None and word.reading("partitive") else number.tail
        return next((n for n in self.parsed.names if n.core == behind and n.kind in roles.ADJECTIVES), None)

    def _of_the_state(self) -> bool:
        """ "28 soldati governativi": of the state where it happens."""
        words = self.parsed.of("of_state")
        return any(self.found.first <= i <= self.found.last for w in words for i in range(w.first, w.last))

    def _counting_band(self) -> Name | None:
        """ "il contingente italiano nella missione conta 1.050 militari": whose the body is that counts so many."""
        return counting_band(self.parsed, self.draft.number) if self.draft.number is not None else None

    def _come_from(self) -> Name | None:
        """ "duemila costruttori venuti dalla Corea del Nord": where people come from, right behind their noun."""
        if not is_a(self.draft.entity, _PERSON):
            return None
        last = max(self.found.last, self.draft.number.tail if self.draft.number else 0)
        joined = next((n for n in self.parsed.numbers if n.full == last + 1 and self.parsed.reading(last, "and")), None)
        noun = self.parsed.at[joined.tail] if joined is not None and joined.tail < len(self.parsed.at) else None
        ends = {last, last + 1, *((noun.last, noun.last + 1) if noun is not None else ())}
        for verb in self.parsed.verbs:
            if verb.adjectival and verb.first in ends:
                came = any("origin" in e.get("roles", {}).values() for e in verb.entries)
                names = (n for n in self.parsed.names if n.prep == "from" and 0 <= n.first - verb.last <= 1)
                return next(names, None) if came else None
        beside = (n for n in self.parsed.names if n.prep == "from" and 1 <= n.first - last <= _NEAR + 1)
        lives = self.happening.frames[0].actor[0] == "owner" and matter_of(self.happening) == ABROAD
        return next(beside, None) if lives else None  # "25 tecnici dalla Corea del Nord"

    def _by_side(self) -> Name | None:
        """ "la perdita, da parte russa, di 300 uomini", "Da parte russa i morti sono 40": the side that is told of."""
        verb, number, first = self.happening.verb, self.draft.number, self.found.first
        begin = number.full if number is not None else first
        for word in reversed(self.parsed.of("side")):
            behind = verb is not None and verb.nominal and verb.last <= word.first < begin
            bare = not any(word.last <= n.full < begin for n in self.parsed.numbers)
            opens = bare and word.first > 1 and self.parsed.tokens.norm[word.first - 1] in _OPENS
            if behind or word.first <= 1 or (opens and word.last <= begin):
                return next((n for n in self.parsed.names if n.core == word.last and n.kind in roles.ADJECTIVES), None)
        return None

    def _owner_among(self) -> Name | None:
        """ "Tra i militari russi i morti sono 600", "Tra i russi …", "… 600, tutti russi"."""
        victims = bool(self.found.nouns) and all(n.get("event") for n in self.found.nouns)
        if not victims:
            return None
        number = self.draft.number
        if number is not None and (whole := owner_of_whole(self.parsed, max(number.tail, self.found.last))):
            return whole
        among = among_before(self.parsed, self.found.first)
        if among is None:
            return nation_among_before(self.parsed, self.found.first)
        return roles.owner(self.parsed, among.first, among.last)

    def _owner_beside(self) -> str:
        """The owner of the number before holds ("46,000 dead and 380,000 wounded"), unless a name is between."""
        last = self.state.drafts[-1] if self.state.drafts else None
        if last is None or last.parsed is not self.parsed or last.number is None or self.draft.number is None:
            return ""
        if self._is_joined(last):
            return last.actor
        moves = matter_of(self.happening) == matter_of(last.happening) == ABROAD and not last.guessed
        rest = self.parsed.reading(self.draft.number.tail, "article") is not None  # "; due i militari catturati"
        if not moves and not rest and not all(n.get("event") for n in self.found.nouns):
            return ""
        if (
            not (is_a(last.entity, _PERSON) and is_a(self.draft.entity, _PERSON))
            or last.happening.frames[0].actor[0] != "owner"
        ):
            return ""
        between = range(last.number.tail, self.draft.number.full)
        return "" if any(n.core in between and n.actor != last.actor for n in self.parsed.names) else last.actor

    def _is_joined(self, last: Draft) -> bool:
        """ "distrutti 3 carri russi e 12 blindati": whose the first are, the second are that "and" joins to them."""
        number = self.draft.number
        if number is None or last.happening.event != self.happening.event or last.guessed or last.located:
            return False
        if is_a(self.draft.entity, _PERSON):
            return False
        begin = max(last.found.last, last.number.tail if last.number else 0)
        joined = self.parsed.reading(number.full - 1, "and") is not None
        return joined and number.full - begin <= _JOINED and self.happening.frames[0].actor[0] == _OWNER

    def _enemy_told(self) -> str:
        """Who "the enemy" was a line ago."""
        return self.state.enemy if self.draft.line - self.state.enemy_line <= 1 else ""

    def _list_actor(self) -> str:
        """Whose list this is, where the sentence that opened it named the actor."""
        lead = self.state.lead
        if lead is None or self.happening.verb is not None:
            return ""
        return lead.actor if self.base is None or (lead.how_many and self.base.draft is None) else ""
