"""A time as worded: what a mention says before anything is known of its publication. No language here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from riscontro.model import Period


@dataclass(slots=True)  # not frozen: that costs more than reading it from the text
class Point:
    """What a wording says, before it is resolved. `means` names the reading; the other fields are its values."""

    means: str
    day: int | None = None
    first_day: int | None = None
    month: int | None = None
    year: int | None = None
    short_year: int | None = None
    weekday: int | None = None  # Monday is 0
    daypart: str | None = None  # early, middle, late
    which: int | None = None  # -1 the last one, 0 this one, 1 the next one
    year_shift: int | None = None  # years from the publication year
    anchor_year: int | None = None  # years from the year of the period before it
    count: int | None = None
    half: int | None = None  # "and a half"
    unit: str | None = None  # hour, day, week, month, year
    edge: str | None = None  # start, middle, end
    ordinal: int | None = None  # 1 the first, -1 the last
    months: int | None = None  # length of a part of the year
    season: int | None = None  # its first month
    feast: str | None = None  # "12-25", or days from Easter: "+1"
    day_shift: int | None = None
    direction: int | None = None  # 1 after, -1 before the period before it

    @property
    def stated(self) -> bool:
        """Whether the wording holds its year."""
        return self.year is not None


@dataclass(slots=True)
class Span:
    """First and last day, how fine it is, and whether the wording alone gives it."""

    start: dt.date
    end: dt.date
    precision: str
    basis: str


@dataclass(slots=True)
class Context:
    """Where a point is read from: the publication date, whether it lies ahead, the period named before it."""

    today: dt.date | None
    ahead: bool = False
    anchor: Period | None = None


@dataclass(slots=True)
class TimeMention:
    """A time expression, offsets in code points. `kind` is one of

    period     a claim can be dated by it
    duration   a length; `resolve` gives a period only where the words before it make it one ("in", "for", "by")
    reference  a time that something is compared with ("than in 2023"); resolves, but does not date the claim
    era        since the beginning of a war and the like, with no date: as of publication
    clock      a time of day
    vague      no days can be told ("in recent days")
    """

    start: int
    end: int
    text: str
    rule_id: str
    kind: str
    frame: str  # at, since, between, by, until, after, against, within
    point: Point
    until: Point | None = None  # the other end of a range
    parts: tuple[str, ...] = ()  # the rules that saw the points
