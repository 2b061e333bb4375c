"""The publication date that a text states itself, in a date line at its top or an agency's stamp at its foot."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_calendar import full_year
from riscontro.mentions.time_wording import Wording
from riscontro.patterns import Pattern
from riscontro.text import bare

TOP_LINES = 6  # lines with text in them, from the top
LINE_REACH = 200  # characters of a line


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` holds at the start of a line, and is tried nowhere else."""

    id: str
    pattern: Pattern
    foot: bool
    place: bool


def find_dateline(text: str, language: Language, *, year: int | None = None) -> tuple[dt.date, int, int] | None:
    """The date and the span of the words that state it, or None. `year` completes a date line that has none."""
    wording, rules = _rules(language)
    lines = list(_lines(text))
    if not lines:
        return None
    seen = [(start, text[start:end], bare(text[start:end])) for start, end in (*lines[:TOP_LINES], lines[-1])]
    for rule in rules:
        for start, line, low in seen[-1:] if rule.foot else seen[:-1]:
            match = rule.pattern.match(low)
            if match and not (rule.place and not _capital(line)) and (day := _date(wording, match, year)):
                return day, start + match.start(), start + match.end()
    return None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold text, without the blanks around it, cut at LINE_REACH."""
    for match in re.finditer(r"[^\r\n]+", text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield start, min(match.start() + len(line.rstrip()), start + LINE_REACH)


def _capital(line: str) -> bool:
    """Whether the first letter is a capital, as that of a place."""
    return next((c for c in line if c.isalpha()), "a").isupper()


def _date(wording: Wording, match: Any, year: int | None) -> dt.date | None:
    groups = match.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
    elif groups.get("short_year"):
        year = full_year(int(groups["short_year"]))
    if year is None:
        return None
    try:
        return dt.date(year, wording.value("month", groups["month"]), int(groups["day"]))
    except ValueError:
        return None


@cache
def _rules(language: Language) -> tuple[Wording, tuple[_Rule, ...]]:
    data = language.section("dates")["dateline"]
    wording = Wording.of(f"{language.folder / 'dates.yaml'}: dateline", data)
    rules = (
        _Rule(
            id=record["id"],
            pattern=Pattern(record["id"], rf"\A(?:{wording.pattern(record['pattern'], record['id'])})"),
            foot=bool(record.get("foot")),
            place=bool(record.get("place")),
        )
        for record in data["rules"]
    )
    return wording, tuple(rules)
