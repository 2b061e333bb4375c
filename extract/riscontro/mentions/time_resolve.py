"""From a time mention to the period it means, given the publication date and the period named before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from riscontro.mentions.time_calendar import DAY, month_span
from riscontro.mentions.time_point import Context, Point, Span, TimeMention
from riscontro.mentions.time_readings import span_of
from riscontro.model import Period

_FLOATING = frozenset({"date", "weekday", "season", "feast", "part"})  # readings that come back: which one is meant?


def resolve(
    mention: TimeMention, *, published: dt.date | None, planned: bool = False, anchor: Period | None = None
) -> Period | None:
    """The period of a mention; None where it cannot be known or does not exist.

    `planned` looks ahead for a day or month without a year. `anchor` is the last period resolved before this one. An
    open range ("since 2023") with no publication date has no end; "by 2026" has no start.
    """
    context = Context(published, planned, anchor)
    if mention.kind in ("clock", "vague"):
        return None
    if mention.kind == "era":
        as_of = Period(start=published, end=published, precision="day", basis="published")
        return as_of if published else None
    if mention.kind == "duration":
        return _length(mention, context)
    if mention.until is not None:
        return _period(_range(mention.point, mention.until, context))
    if mention.frame in ("since", "after"):
        return _open_end(mention.point, context)
    if mention.frame == "by":
        return _deadline(mention.point, Context(published, True, anchor))
    span = span_of(mention.point, context)
    if span and mention.frame == "until" and published and (span.start if not planned else span.end) > published:
        span = Span(published, span.end, "range", span.basis)
    return _period(span)


def next_anchor(mention: TimeMention, period: Period | None, anchor: Period | None) -> Period | None:
    """The anchor for what follows a mention: its period, unless that is open ("since 2023"), compared with, or none."""
    closed = mention.until is not None or mention.frame not in ("since", "after", "by")
    return period if period and closed and mention.kind == "period" else anchor


def _period(span: Span | None) -> Period | None:
    return Period(span.start, span.end, span.precision, span.basis) if span else None


def _length(mention: TimeMention, context: Context) -> Period | None:
    """ "In six weeks", "for three years" (since): that long up to D; "by": that long from D. A bare length is none."""
    readings = {"within": "last", "since": "last", "by": "next"}
    reading = readings.get(mention.frame)
    return _period(span_of(replace(mention.point, means=reading), context)) if reading else None


def _open_end(point: Point, context: Context) -> Period | None:
    """From there to D; with D unknown no end; what lies ahead ("from 2027") is its own period."""
    span = span_of(point, context)
    if span is None:
        return None
    start = _edge(span, point, first=True)
    if context.today is None:
        return Period(start=start, end=None, precision="range", basis=span.basis)
    if start > context.today:
        return _period(span)
    precision = "day" if start == context.today else "range"
    return Period(start=start, end=context.today, precision=precision, basis=span.basis)


def _deadline(point: Point, context: Context) -> Period | None:
    """From D to there; a deadline gone by is its own period."""
    span = span_of(point, context)
    if span is None:
        return None
    end = _edge(span, point, first=False)
    if context.today is None:
        return Period(start=None, end=end, precision="range", basis=span.basis)
    if end < context.today:
        return _period(span)
    precision = "day" if end == context.today else "range"
    return Period(start=context.today, end=end, precision=precision, basis=span.basis)


def _range(first: Point, second: Point, context: Context) -> Span | None:
    """From the one to the other. The end that fixes the year fixes it for both; else the later end is found first."""
    if second.means == "daypart":
        return _overnight(first, second, context)
    if _floats(second) and (not _floats(first) or (context.ahead and _whole(first))):
        start = span_of(first, context)
        end = span_of(second, Context(start.start, True, context.anchor)) if start else None
    else:
        end = span_of(second, context)
        before = Context(end.end, False, context.anchor) if end and _floats(first) else context
        start = span_of(first, before) if end else None
    if start is None or end is None:
        return None
    return _span(_edge(start, first, first=True), _edge(end, second, first=False), {start.basis, end.basis})


def _span(start: dt.date, end: dt.date, bases: set[str]) -> Span | None:
    if start > end:
        return None
    return Span(start, end, "day" if start == end else "range", "stated" if "stated" in bases else "relative")


def _overnight(first: Point, second: Point, context: Context) -> Span | None:
    """From an evening to dawn is two days, from morning to evening one."""
    start = span_of(first, context)
    if start is None:
        return None
    night = first.daypart == "late" and second.daypart != "late"
    return _span(start.start, start.end + DAY if night else start.end, {start.basis})


def _floats(point: Point) -> bool:
    fixed = (point.year, point.short_year, point.year_shift, point.anchor_year, point.which, point.direction)
    return point.means in _FLOATING and all(value is None for value in fixed)


def _whole(point: Point) -> bool:
    """Whether the point can be found by itself: "the 8th" of "between the 8th and 13 October" cannot."""
    return point.day is None or point.month is not None


def _edge(span: Span, point: Point, *, first: bool) -> dt.date:
    """The day where a range begins or ends, when it does so at the start, the middle or the end of a month or year."""
    if point.edge == "start":
        late = {"month": span.start.replace(day=10), "year": month_span(span.start.year, 3)[1]}
        return span.start if first else late.get(span.precision, span.start)
    if point.edge == "middle":
        middle = {"month": span.start.replace(day=15)}
        halves = {"year": dt.date(span.start.year, 7, 1) if first else dt.date(span.start.year, 6, 30)}
        return (middle | halves).get(span.precision, span.start + (span.end - span.start) // 2)
    if point.edge == "end":
        early = {"month": span.start.replace(day=21), "year": dt.date(span.start.year, 10, 1)}
        return early.get(span.precision, span.end) if first else span.end
    return span.start if first else span.end
