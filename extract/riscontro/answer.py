"""A warehouse with marts in; the answer to the questions of seeds/questions.csv out, as tables for people."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riscontro.warehouse import query

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 120
OWN_VOICE = "(the article)"
_SIGNS = {"approx": "~", "at_least": "≥", "at_most": "≤"}
_FROM = """
from marts.fct_claims c
join seeds.questions q on c.actor = q.actor and c.metric = q.metric
left join marts.dim_actors a on c.claimant = a.actor
"""
_ORDER = """
order by q.rank, c.date nulls last, c.date_end, c.value_low nulls first, c.value_high nulls last, c.modifier,
    a.label nulls last, c.status, c.claim_id
"""
_COLUMNS = """
q.label, c.modifier, c.value_low, c.value_high, c.date, c.date_end, c.status, a.label, c.publisher_names, c.documents
"""


def tables(warehouse: Path) -> list[Table]:
    """One table a question, at most WIDTH columns wide: who claims how many, for when, published by whom."""
    rows = query(warehouse, f"select {_COLUMNS} {_FROM} {_ORDER}")
    return [_table(label, list(group)) for label, group in groupby(rows, key=lambda row: str(row[0]))]


def a_fact(warehouse: Path) -> str | None:
    """The id of a fact behind the last line of the answer, else of any fact; None where there is none."""
    behind = f"select f.fact_id {_FROM} join marts.fct_facts f on f.claim_id = c.claim_id {_ORDER}, f.fact_id"
    found = query(warehouse, behind)[-1:] or query(warehouse, "select fact_id from marts.fct_facts order by 1 limit 1")
    return str(found[0][0]) if found else None


def _table(label: str, rows: list[tuple[Any, ...]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(title=label, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    made.add_column("how many", justify="right", min_width=18, max_width=27)
    made.add_column("when", min_width=23, max_width=23, no_wrap=True)
    made.add_column("who says so", min_width=20, max_width=28)
    made.add_column("published by", min_width=20, max_width=26)
    made.add_column("documents", justify="right", no_wrap=True)
    for _, modifier, low, high, start, end, status, claimant, publishers, documents in rows:
        said = interval(modifier, low, high) + ("" if status == "actual" else f" ({status})")
        made.add_row(said, period(start, end), claimant or OWN_VOICE, publishers or "", str(documents))
    return made


def interval(modifier: str, low: float | None, high: float | None) -> str:
    """The interval as a reader writes it: 11,000 · ~ 11,000 · ≥ 11,000 · 10,000–12,000 · no number."""
    ends = [f"{end:,.10g}" if end % 1 else f"{end:,.0f}" for end in (low, high) if end is not None]
    if not ends:
        return "no number"
    shown = "–".join(dict.fromkeys(ends))
    return f"{_SIGNS[modifier]} {shown}" if modifier in _SIGNS else shown


def period(start: dt.date | None, end: dt.date | None) -> str:
    """A day, a month, a year, or first … last day; empty without a date."""
    if start is None or end is None or start == end:
        return str(start or end or "")
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    whole_month = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_month and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    return f"{start}…{end}"
