"""What a document has said so far, as far as the next sentence may lean on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from riscontro import catalog
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.shapes import Number, Parsed
from riscontro.frames import matter
from riscontro.model import Period

_PARTIES = ("state", "group")  # kinds of actors
ABROAD = "host"  # the part that tells a deployment
NO_PERIOD = Period()  # of a claim whose time is still open


@dataclass(slots=True)
class Draft:
    """A claim under construction."""

    parsed: Parsed
    number: Number | None
    found: Counted
    happening: Happening
    metric: str
    actor: str = ""
    counterpart: str = ""
    place: str = ""
    claimant: str = ""
    period: Period = NO_PERIOD
    status: str = "actual"
    hedged: bool = False
    entity: str = ""
    evidence: list[tuple[str, str, int, int]] = field(default_factory=list)  # part, rule id, first and last token
    line: int = 0
    occurrence: bool = False
    located: bool = False  # the place told the actor
    guessed: bool = False  # only the story as a whole told the actor


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole document."""

    published: dt.date | None
    top_two: tuple[str, ...]  # the states or groups that title and text name most
    army: str = ""  # whose soldiers the story is about
    country: str = ""  # the state where most of the story's places lie
    cast: frozenset[str] = frozenset()  # everybody whom the story names again and again
    period: Period | None = None  # the days that a bulletin as a whole is about
    seat: str = ""  # the state from which the text is dated, where that plays a part: "Seul, 19 nov."
    voice: str = ""  # the state whose ministry or command signs the text

    @property
    def main_actor(self) -> str:
        """The one that is named most."""
        return self.top_two[0] if self.top_two else ""


@dataclass(slots=True)
class Lead:
    """A sentence that opens a list: "Since the war began Moscow has lost, the bulletin says:"."""

    happenings: list[Happening]
    actor: str
    period: Period | None
    line: int
    recipient: str = ""
    asks: bool = False  # a question, which the next line answers
    how_many: bool = False  # it asks how many there are
    counted: bool = False  # its sentence counted what the list below breaks down
    item: int = -1  # the line of the item that was read last


@dataclass(slots=True)
class State:
    """Carried from sentence to sentence."""

    drafts: list[Draft] = field(default_factory=list)
    unnumbered: list[Draft] = field(default_factory=list)  # claims without a number of the sentence just before
    things: list[Any] = field(default_factory=list)  # all that a later "of these" may point to, in text order
    lead: Lead | None = None
    increment: Period | None = None  # the time of the last "+7" beside a running total
    headline: list[Happening] = field(default_factory=list)  # what happens in the title
    claimant_actor: str = ""
    claimant_line: int = -1
    period: Period | None = None
    heading: Period | None = None  # the time that stands alone at the head of the line: "17 giugno 2025."
    heading_line: int = -1
    heading_end: int = -1  # the last line that it stands for: the next one, where it fills its own
    stretch: Period | None = None  # the last period named, an open one ("since Monday") too
    period_line: int = -1
    period_end: int = -1  # where in the text the sentence that set it ends
    period_dated: bool = False  # whether what happened then may carry its date on
    spoken: Period | None = None  # the day on which the last speaker spoke, who it was, and where
    spoken_by: str = ""
    spoken_line: int = -1
    place: str = ""
    place_line: int = -1
    target: str = ""
    striker: str = ""  # who struck last, and on which line
    strike_line: int = -1
    enemy: str = ""  # who "the enemy" was last, by whom he struck, and where
    enemy_line: int = -9
    met: tuple[str, ...] = ()  # the two who met or signed last
    asked: str = ""  # whom a question named and nothing else: "E l'Italia?"
    asked_line: int = -1
    subject: str = ""  # who was the subject of the sentence before, and where that is
    subject_line: int = -1
    person: str = ""  # the state of the leader or official who was last the subject
    actors: dict[tuple[str, str], str] = field(default_factory=dict)  # (part, metric) → who played it last

    def remember(self, draft: Draft) -> None:
        """What later sentences may lean on."""
        part = draft.happening.frames[0].actor[0]
        for about in (draft.metric, matter_of(draft.happening), ""):
            self.actors[(part, about)] = draft.actor
        self.actors[("", matter_of(draft.happening))] = draft.actor
        if draft.place:
            self.place, self.place_line = draft.place, draft.line
        if draft.occurrence:
            self.met = (draft.actor, draft.counterpart)
        if "target" in draft.happening.frames[0].counterpart:
            self.striker, self.strike_line = draft.actor, draft.line
            self.target = draft.counterpart or enemy_of(draft.actor) or country_of(draft.place)

    @property
    def abroad(self) -> str:
        """Whose people the story last said to be sent or stationed somewhere."""
        return self.actors.get(("owner", ABROAD), "")

    def near_place(self, parsed: Parsed) -> str:
        """The place that the lines just before were about."""
        return self.place if parsed.sentence.line - self.place_line <= 1 else ""

    def carried_claimant(self, parsed: Parsed) -> str:
        """The speaker of the sentence before, where this one goes on with the same report; "Intanto …" does not."""
        if any(word.first <= 1 for word in parsed.of("own_voice")):
            return ""
        goes_on = self.lead is not None or bool(parsed.of("goes_on"))
        return self.claimant_actor if goes_on or self.claimant_line == parsed.sentence.line else ""

    def same_source(self, parsed: Parsed) -> str:
        """Whom an institution without a name belongs to: the one that spoke just before."""
        return self.claimant_actor if parsed.sentence.line - self.claimant_line <= 1 else ""


def matter_of(happening: Happening) -> str:
    """What a claim is about, wider than its metric: who is abroad, or one event."""
    frame = happening.frames[0]
    return ABROAD if ABROAD in frame.counterpart else matter(frame.event)


@cache
def country_of(place: str) -> str:
    """The state that a place lies in, or nothing."""
    found = catalog.places().get(place)
    return found.country if found else ""


@cache
def home_of(actor: str) -> str:
    """The state of an actor: itself for a state, its home for a group, nothing for an international body."""
    found = catalog.actors().get(actor)
    if found is None:
        return ""
    return actor if found.kind == "state" else found.country


def side_of(actor: str) -> str:
    """Whom an actor stands for where it fights, signs or loses: an office for its state, a group for itself."""
    return actor if catalog.is_group(actor) else home_of(actor) or actor


@cache
def enemies_of(actor: str) -> tuple[str, ...]:
    """The states that this one is at war with, the nearest first."""
    return tuple(r["enemy"] for r in catalog.rows("conflicts") if r["side"] == actor)


def enemy_of(actor: str) -> str:
    """The first state that this one is at war with, or nothing."""
    return next(iter(enemies_of(actor)), "")


def foe_of(actor: str, setting: Setting) -> str:
    """The enemy of this actor whom the story is about; its first enemy where the story names none of them."""
    home = home_of(actor) or actor
    sides = [setting.country, *(home_of(a) or a for a in setting.top_two)]
    return next((e for e in enemies_of(home) if e in sides), enemy_of(home))


@cache
def rolled_up(actor: str) -> str:
    """An agency of an organisation speaks for the organisation."""
    found = catalog.actors().get(actor)
    parent = catalog.actors().get(found.parent) if found and found.parent else None
    return parent.id if parent and parent.kind == "organisation" else actor


@cache
def kind_of(actor: str) -> str:
    """The kind of an actor (state, group, media …)."""
    found = catalog.actors().get(actor)
    return found.kind if found else ""


def is_party(actor: str) -> bool:
    """Whether it is a state or a group: who fights, rules and signs; no paper, no body of experts."""
    return kind_of(actor) in _PARTIES
