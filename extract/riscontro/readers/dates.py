"""The day of publication: the caller's word, the page's own, a date line in the text. No clock is read."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from riscontro.lexicon import load
from riscontro.model import DocumentWarning
from riscontro.readers.source import SetAside

_DAY = "a day as YYYY-MM-DD"
_ACTION = "correct the date, or leave it empty"
_ZONES = dt.timedelta(days=1)  # it is tomorrow already somewhere


def published(
    said: str | None, own: dt.date | None, text: str, language: str, place: str
) -> tuple[dt.date | None, tuple[DocumentWarning, ...]]:
    """The first that is known, and a warning where the others disagree. A bare year dates a date line without one."""
    from riscontro.dateline import find_dateline

    year = int(said) if said and re.fullmatch(r"\d{4}", said) else None
    line = find_dateline(text, load(language), year=year)
    days = {
        "the metadata": _day(said, place) if said and not year else None,
        "the page": own,
        "the date line": line[0] if line else None,
    }
    known = {name: day for name, day in days.items() if day}
    if year and not known:
        raise SetAside(place, "date", f"expected {_DAY} in published, found a year alone: {said}", _ACTION)
    agree = all(one == other for one, other in pairwise(known.values()))
    told = ", ".join(f"{name} says {day}" for name, day in known.items())
    return next(iter(known.values()), None), () if agree else (DocumentWarning("dates", f"{told}; the first counts"),)


def moment(said: str | None, place: str) -> dt.datetime | None:
    """When a page was fetched, in UTC without a zone."""
    if not said:
        return None
    try:
        found = dt.datetime.fromisoformat(said)
    except ValueError as error:
        expected = f"expected a moment as YYYY-MM-DDTHH:MM:SSZ in fetched, found {said!r:.40}"
        raise SetAside(place, "date", expected, _ACTION) from error
    return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found


def check_not_ahead(day: dt.date | None, fetched: dt.datetime | None, as_of: dt.date | None, place: str) -> None:
    """SetAside where a text was published after it was fetched, or after the day that --as-of gives."""
    latest = {f"fetched {fetched:%Y-%m-%d}": fetched.date() + _ZONES} if fetched else {}
    latest |= {f"--as-of {as_of}": as_of} if as_of else {}
    for limit, last in latest.items():
        if day and day > last:
            expected = f"expected a day of publication up to then ({limit}), found {day}"
            raise SetAside(place, "future", expected, "correct the date")


def _day(said: str, place: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(said).date()
    except ValueError as error:
        raise SetAside(place, "date", f"expected {_DAY} in published, found {said!r:.40}", _ACTION) from error
