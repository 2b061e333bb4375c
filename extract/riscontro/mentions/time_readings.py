"""The days that a point in time names, once the publication date is known: one function a reading."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from riscontro.mentions.time_calendar import DAY, HOURS_A_DAY, add, add_months, easter, month_span, unit_span
from riscontro.mentions.time_point import Context, Point, Span
from riscontro.mentions.time_recurring import fixed_year, in_turn, in_year, inherited, pick

_SATURDAY = 5


def _day_of_year(point: Point, context: Context) -> Span | None:
    def make(year: int) -> Span | None:
        assert point.month is not None
        assert point.day is not None
        try:
            day = dt.date(year, point.month, point.day)
        except ValueError:
            return None
        return Span(day, day, "day", "relative")

    span = in_year(point, context, make, point.which)
    if span and span.basis == "relative" and point.weekday not in (None, span.start.weekday()) and not point.which:
        other = in_year(point, Context(context.today, not context.ahead, context.anchor), make, None)
        if other and other.start.weekday() == point.weekday:  # the weekday named tells which year is meant
            return other
    return span


def _day_of_month(point: Point, context: Context) -> Span | None:
    """A day whose month is not said: the nearest such day, of the weekday named if one is."""

    def days() -> Iterator[Span]:
        assert context.today is not None
        assert point.day is not None
        for back in in_turn(range(-12, 13), context, point.which):
            first = add_months(context.today.replace(day=1), back)
            if point.day <= calendar.monthrange(first.year, first.month)[1]:
                day = first.replace(day=point.day)
                if point.weekday in (None, day.weekday()):
                    yield Span(day, day, "day", "relative")

    return pick(days(), context, point.which) if context.today else None


def _date(point: Point, context: Context) -> Span | None:
    if point.day is not None:
        if point.month is not None:
            return _day_of_year(point, context)
        return _day_of_month(point, context)
    if point.month is not None:
        month = point.month
        return in_year(point, context, lambda y: Span(*month_span(y, month), "month", "relative"), point.which)
    fixed = fixed_year(point, context)
    return fixed and Span(dt.date(fixed[0], 1, 1), dt.date(fixed[0], 12, 31), "year", fixed[1])


def _weekday(point: Point, context: Context) -> Span | None:
    anchor, today = context.anchor, context.today
    if point.direction and anchor and anchor.start and anchor.end:
        base = anchor.end if point.direction > 0 else anchor.start
        steps = (base + n * point.direction * DAY for n in range(1, 8))
        return next((Span(d, d, "day", inherited(anchor)) for d in steps if d.weekday() == point.weekday), None)
    if today is None or point.direction:
        return None
    if point.weekday is None:
        return None
    near = in_turn(_near(today, point.weekday), context, point.which)
    return pick((Span(d, d, "day", "relative") for d in near), context, point.which)


def _near(today: dt.date, weekday: int) -> list[dt.date]:
    """The days of the two weeks before and after that are such a weekday."""
    first, last = today - 14 * DAY, today + 14 * DAY
    begin = (weekday - first.weekday()) % 7
    return [first + n * DAY for n in range(begin, (last - first).days + 1, 7)]


def _weekend(point: Point, context: Context) -> Span | None:
    if context.today is None:
        return None
    saturdays = in_turn(_near(context.today, _SATURDAY), context, point.which)
    return pick((Span(d, d + DAY, "range", "relative") for d in saturdays), context, point.which)


def _day_shift(point: Point, context: Context) -> Span | None:
    day = context.today and context.today + (point.day_shift or 0) * DAY
    return Span(day, day, "day", "relative") if day else None


def _night(point: Point, context: Context) -> Span | None:
    return Span(context.today - DAY, context.today, "range", "relative") if context.today else None


def _last(point: Point, context: Context) -> Span | None:
    if context.today is None or point.unit is None:
        return None
    start = add(context.today, -(point.count or 1), point.unit, half=bool(point.half))
    return Span(start, context.today, "range", "relative")


def _next(point: Point, context: Context) -> Span | None:
    if context.today is None or point.unit is None:
        return None
    end = add(context.today, point.count or 1, point.unit, half=bool(point.half))
    return Span(context.today, end, "range", "relative")


def _ago(point: Point, context: Context, sign: int = -1) -> Span | None:
    """Three days ago is a day, two weeks ago that week, two months ago that month, a year ago that year."""
    if context.today is None or point.unit is None:
        return None
    count = (point.count or 1) * sign
    if point.unit == "hour":  # an hour ago is today
        day = context.today + int(count / HOURS_A_DAY) * DAY
        return Span(day, day, "day", "relative")
    unit = "month" if point.half and point.unit == "year" else point.unit
    return Span(*unit_span(add(context.today, count, point.unit, half=bool(point.half)), unit), "relative")


def _ahead(point: Point, context: Context) -> Span | None:
    return _ago(point, context, sign=1)


def _unit(point: Point, context: Context) -> Span | None:
    """This, the last or the next week, month or year; "the year" with no date to go by is the anchor's."""
    if point.unit is None:
        return None
    if context.today is not None:
        day = add(context.today.replace(day=1) if point.unit != "week" else context.today, point.which or 0, point.unit)
        return Span(*unit_span(day, point.unit), "relative")
    if not point.which and context.anchor and context.anchor.start:
        return Span(*unit_span(context.anchor.start, point.unit), inherited(context.anchor))
    return None


def _elapsed(point: Point, context: Context) -> Span | None:
    """The year gone by: the calendar year before when said in January, else the last twelve months."""
    if context.today is None:
        return None
    if context.today.month == 1:
        return Span(*unit_span(context.today - 31 * DAY, "year"), "relative")
    return Span(add_months(context.today, -12), context.today, "range", "relative")


def _part(point: Point, context: Context) -> Span | None:
    """Halves, quarters and first or last months of a year; halves, weeks and first or last days of a month."""
    if point.month is not None:
        return _part_of_month(point, context)
    length = point.months or point.count or 1
    ordinal = point.ordinal or 1
    if ordinal < 0 and not fixed_year(point, context):  # the last quarter: of what?
        return None

    def make(year: int) -> Span | None:
        first = 13 - length if ordinal < 0 else (ordinal - 1) * length + 1
        return Span(*month_span(year, first, length=length), "range", "relative") if 1 <= first <= 12 else None

    return in_year(point, context, make, point.which)


def _part_of_month(point: Point, context: Context) -> Span | None:
    whole = _date(replace(point, day=None), context)
    if whole is None:
        return None
    if point.months:  # the first or second half
        middle = whole.start.replace(day=15)
        first = point.ordinal == 1
        return replace(
            whole, start=whole.start if first else middle + DAY, end=middle if first else whole.end, precision="range"
        )
    length = (7 if point.unit == "week" else 1) * (point.count or 1)
    if (point.ordinal or 1) < 0:
        return replace(whole, start=whole.end - (length - 1) * DAY, precision="range" if length > 1 else "day")
    start = whole.start + length * ((point.ordinal or 1) - 1) * DAY
    end = min(whole.end, start + (length - 1) * DAY)
    return replace(whole, start=start, end=end, precision="range" if length > 1 else "day") if start <= end else None


def _season(point: Point, context: Context) -> Span | None:
    first = point.season or 1
    which = point.which or None  # "questa primavera", said in July: the one that has just been
    return in_year(point, context, lambda year: Span(*month_span(year, first, length=3), "range", "relative"), which)


def _feast(point: Point, context: Context) -> Span | None:
    word = point.feast or ""

    def make(year: int) -> Span | None:
        if word[0] in "+-":
            day = easter(year) + int(word) * DAY
        else:
            month, number = word.split("-")
            day = dt.date(year, int(month), int(number))
        return Span(day, day, "day", "relative")

    return in_year(point, context, make, point.which)


def _same(point: Point, context: Context) -> Span | None:
    """What the period before it was, or the day, week, month, year that holds it."""
    anchor = context.anchor
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    if point.day is not None:
        try:
            day = anchor.start.replace(day=point.day)
        except ValueError:
            return None
        return Span(day, day, "day", inherited(anchor))
    if point.unit in ("week", "month", "year") and not point.count:
        return Span(*unit_span(anchor.start, point.unit), inherited(anchor))
    if point.unit == "day" and not point.count and anchor.end - anchor.start > DAY:  # "that day" cannot be a month
        return None
    return Span(anchor.start, anchor.end, anchor.precision, inherited(anchor))


def _from_anchor(point: Point, context: Context) -> Span | None:
    """The day after, two days before, the two months that followed: counted from the period before it."""
    anchor, unit, sign = context.anchor, point.unit, point.direction or 1
    if anchor is None or anchor.start is None or anchor.end is None or unit is None:
        return None
    base = anchor.end if sign > 0 else anchor.start
    if unit in ("hour", "day") and anchor.end - anchor.start > 3 * DAY:  # no day is two days before a month
        return None
    if point.ordinal is not None:  # a stretch: "the two months after"
        edge = base + sign * DAY
        other = add(edge, (point.count or 1) * sign, unit) - sign * DAY
        return Span(min(edge, other), max(edge, other), "range", inherited(anchor))
    if unit == "hour":  # an hour later is the same day
        return Span(day := base + sign * ((point.count or 1) // HOURS_A_DAY) * DAY, day, "day", inherited(anchor))
    day = add(base.replace(day=1) if unit in ("month", "year") else base, (point.count or 1) * sign, unit)
    return Span(*unit_span(day, unit), inherited(anchor))


_READINGS: dict[str, Callable[[Point, Context], Span | None]] = {
    "date": _date,
    "weekday": _weekday,
    "weekend": _weekend,
    "day_shift": _day_shift,
    "night": _night,
    "last": _last,
    "next": _next,
    "ago": _ago,
    "ahead": _ahead,
    "unit": _unit,
    "elapsed": _elapsed,
    "part": _part,
    "season": _season,
    "feast": _feast,
    "same": _same,
    "from_anchor": _from_anchor,
}
READINGS = frozenset(_READINGS)


def span_of(point: Point, context: Context) -> Span | None:
    """The days that a point names; None where that cannot be known, or where there is no such day."""
    reading = _READINGS.get(point.means)
    try:
        return reading(point, context) if reading else None
    except (ValueError, OverflowError):  # a day before year 1, or none in that month
        return None
