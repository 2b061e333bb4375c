"""What comes back every year or week: which one is meant, seen from the publication date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from riscontro.mentions.time_calendar import full_year
from riscontro.mentions.time_point import Context, Point, Span
from riscontro.model import Period

Step = TypeVar("Step")


def pick(spans: Iterable[Span], context: Context, which: int | None) -> Span | None:
    """The one meant: the latest begun by D (the first not over by D when it lies ahead), or the last or next one.
    The spans come `in_turn`."""
    return next((span for span in spans if _is_meant(span, context, which)), None)


def in_turn(steps: Sequence[Step], context: Context, which: int | None) -> Iterable[Step]:
    """What is in order of time, in the order in which the one meant is looked for."""
    return steps if _looks_ahead(context, which) else reversed(steps)


def _looks_ahead(context: Context, which: int | None) -> bool:
    return which == 1 or (which != -1 and context.ahead)


def _is_meant(span: Span, context: Context, which: int | None) -> bool:
    """Whether this is the one, where all nearer ones are not."""
    today = context.today
    if today is None:
        return False
    if which == -1:
        return span.end < today
    if which == 1:
        return span.start > today
    return span.end >= today if context.ahead else span.start <= today


def fixed_year(point: Point, context: Context) -> tuple[int, str] | None:
    """The year that the wording fixes, and on what basis; None when it leaves it open."""
    if point.year is not None:
        return point.year, "stated"
    if point.short_year is not None:
        return full_year(point.short_year), "stated"
    if point.anchor_year is not None and context.anchor and context.anchor.start:
        return context.anchor.start.year + point.anchor_year, inherited(context.anchor)
    if point.year_shift is not None and context.today:
        return context.today.year + point.year_shift, "relative"
    return None


def in_year(point: Point, context: Context, make: Callable[[int], Span | None], which: int | None) -> Span | None:
    """`make(year)`, at most a year away from it, for the year stated, else for the one that `pick` means.

    Leap days look eight years each way."""
    fixed = fixed_year(point, context)
    if fixed:
        span = make(fixed[0])
        if span:
            span.basis = fixed[1]
        return span
    if point.year_shift is not None or point.anchor_year is not None or context.today is None:
        return None
    year = context.today.year
    ahead = _looks_ahead(context, which)
    years = (
        range(max(1, year - 1), min(9998, year + 8) + 1) if ahead else range(min(9998, year + 1), max(0, year - 9), -1)
    )
    return next((span for y in years if (span := make(y)) and _is_meant(span, context, which)), None)


def inherited(anchor: Period) -> str:
    """The basis of what is counted from another period."""
    return "stated" if anchor.basis == "stated" else "relative"
