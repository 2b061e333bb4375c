"""Days, weeks, months and years: arithmetic on dates that knows no text."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

DAY = dt.timedelta(days=1)
HOURS_A_DAY = 24


@lru_cache(maxsize=1024)
def month_span(year: int, month: int, *, length: int = 1) -> tuple[dt.date, dt.date]:
    """First and last day of `length` months from this one."""
    last = dt.date(year, month, 1)
    last = add_months(last, length - 1)
    return dt.date(year, month, 1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day `count` months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: dt.date, count: int, unit: str, *, half: bool = False) -> dt.date:
    """`day` moved by `count` units; hours count as the days they touch."""
    sign = -1 if count < 0 else 1
    if unit == "hour":
        return day + sign * -(-abs(count) // HOURS_A_DAY) * DAY
    if unit in ("day", "week"):
        return day + count * (7 if unit == "week" else 1) * DAY
    return add_months(day, count * 12 + sign * 6 * half if unit == "year" else count)


def full_year(short: int) -> int:
    """The year that two digits stand for: 1970 to 2069."""
    return short + (1900 if short >= 70 else 2000)


def unit_span(day: dt.date, unit: str) -> tuple[dt.date, dt.date, str]:
    """The day, week (Monday to Sunday), month or year that holds `day`."""
    if unit == "week":
        monday = day - day.weekday() * DAY
        return monday, monday + 6 * DAY, "range"
    if unit == "month":
        return *month_span(day.year, day.month), "month"
    if unit == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), "year"
    return day, day, "day"


def easter(year: int) -> dt.date:
    """Easter Sunday (anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)
