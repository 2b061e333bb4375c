"""A question and its claims in; the chart's specification with data, scales, colours, legends and title out."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import duckdb

from riscontro.errors import RiscontroError
from riscontro.report import chart, names, wording

WIDTH, HEIGHT = 720, 400
OWN, OTHERS = "+own", "+others"
_SPREAD = 30  # highest over lowest, from which equal factors take equal room

_CLAIMS = """
select holds_on, date, date_end, value_low, value_high, claimant, status, hedged
from marts.fct_claims where question_id = $question and holds_on is not null
and coalesce(value_low, value_high) is not null order by holds_on, value_low, value_high, claim_id
"""
_CLAIMANTS = "select claimant from marts.fct_claims where question_id = $question"
_BAND = """
select start, lowest, highest from marts.cmp_claims_over_time
where question_id = $question and grain = 'day' and lowest is not null and highest is not null order by start
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is drawn, with its names in the language of the figure."""

    id: str
    actor: str
    metric: str
    counterpart: str | None
    unit: str
    others: int  # questions of this actor and metric that are not drawn


def filled_in(con: duckdb.DuckDBPyConnection, question: Question, language: str) -> dict[str, Any]:
    """The chart's specification with data, colours, legend and title."""
    claims = con.execute(_CLAIMS, {"question": question.id}).fetchall()
    if not claims:
        raise RiscontroError(f"{question.actor} {question.metric}: no claim with a number and a date; nothing to draw")
    band = con.execute(_BAND, {"question": question.id}).fetchall()
    said_by = [row[0] for row in con.execute(_CLAIMANTS, {"question": question.id}).fetchall()]
    ids = {one for one in said_by if one} | {question.actor, question.counterpart or question.actor}
    called = names.actor_names(con, ids)[language]
    groups = _groups(said_by, called, wording.load(language)["interface"])
    content = chart.spec()
    spec: dict[str, Any] = content["spec"]
    spec |= {"width": WIDTH, "height": HEIGHT, "padding": 12, "background": "white"}
    del spec["autosize"]
    drawn = [_mark(place, row, groups) for place, row in enumerate(claims)]
    spec["datasets"] = {"claims": drawn, "band": _closed([_step(*row) for row in band])}
    spec["title"] = _title(question, called, names.metric_names(con)[language], wording.load(language))
    _scales(spec, drawn)
    _colours(spec, content["palette"]["light"], groups, language)
    return spec


def _groups(claimants: list[str | None], called: dict[str, str], said: dict[str, Any]) -> dict[str, str]:
    """Who has a colour, and the name of each: those who say most, then the rest, then the articles' own voice."""
    most = len(chart.spec()["palette"]["light"]["claimants"])
    counts = Counter(one for one in claimants if one)
    ranked = sorted(counts, key=lambda one: (-counts[one], one))
    groups = {one: called[one] for one in ranked[:most]}
    if ranked[most:]:
        groups[OTHERS] = said["figure_others"]
    if None in claimants:
        groups[OWN] = said["own_voice"]
    return groups


def _mark(place: int, row: tuple[Any, ...], groups: dict[str, str]) -> dict[str, Any]:
    holds_on, start, end, low, high, claimant, status, hedged = row
    ends = [one for one in (low, high) if one is not None]
    return {
        "id": place,
        "at": _instant(holds_on),
        "from": _instant(start),
        "to": _instant(end),
        "figure": sum(ends) / len(ends),
        "low": ends[0],
        "high": ends[-1],
        "open": "" if len(ends) == 2 else "up" if high is None else "down",
        "who": OWN if claimant is None else claimant if claimant in groups else OTHERS,
        "status": status,
        "hedged": bool(hedged),
    }


def _step(start: dt.date, lowest: float, highest: float) -> dict[str, Any]:
    return {"at": _instant(start), "figure": highest, "lowest": lowest, "highest": highest}


def _closed(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last step is as wide as the eye needs to see it."""
    if not steps:
        return steps
    wide = max(86_400_000, (steps[-1]["at"] - steps[0]["at"]) / 60)
    return [*steps, {**steps[-1], "at": steps[-1]["at"] + wide}]


def _log_ticks(low: float, high: float) -> list[float]:
    """1, 2, 5, 10 …; over many powers of ten these alone."""
    steps = (1,) if math.log10(high / low) > 3 else (1, 2, 5)
    return [tick for power in range(-6, 18) for step in steps if low <= (tick := step * 10.0**power) <= high]


def _instant(day: dt.date) -> int:
    """Milliseconds since 1970, in UTC."""
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _title(
    question: Question, called: dict[str, str], metrics: dict[str, str], said: dict[str, Any]
) -> dict[str, str | int]:
    other = called.get(question.counterpart or "")
    under = said["interface"]["counterpart"].format(who=other) + " · " if other else ""
    text = f"{called[question.actor]} · {metrics[question.metric]}"
    unit = said["names"]["units"].get(question.unit, question.unit)
    return {
        "text": text,
        "subtitle": under + unit,
        "anchor": "start",
        "fontSize": 16,
        "subtitleFontSize": 12,
        "offset": 14,
    }


def _scales(spec: dict[str, Any], drawn: list[dict[str, Any]]) -> None:
    """Where the largest number is far above the smallest, a logarithmic axis; room above for an arrow."""
    lowest, highest = min(one["low"] for one in drawn), max(one["high"] for one in drawn)
    scale = spec["encoding"]["y"]["scale"]
    if lowest > 0 and highest / lowest > _SPREAD:
        ends = [lowest / 1.3, highest * 1.3]
        scale |= {"type": "log", "nice": False, "domain": ends}
        spec["encoding"]["y"]["axis"]["values"] = _log_ticks(*ends)
    else:
        scale |= {"domain": [0, 1.08 * highest or 1]}


def _colours(spec: dict[str, Any], palette: dict[str, Any], groups: dict[str, str], language: str) -> None:
    """A colour a claimant, the legends, and the greys."""
    said = wording.load(language)
    quoted = iter(palette["claimants"])
    range_ = [{OWN: palette["own"], OTHERS: palette["others"]}.get(one) or next(quoted) for one in groups]
    layers = {layer["name"]: layer for layer in spec["layer"]}
    marks = layers["claims"]["encoding"]
    for channel in (spec["encoding"]["stroke"], marks["fill"]):
        channel["scale"] = {"domain": list(groups), "range": range_}
    marks["fill"]["condition"]["value"] = "white"
    layers["band"]["mark"] |= {"fill": palette["band"], "stroke": palette["band"]}
    spec["encoding"]["stroke"]["legend"] = _legend(groups, said["interface"]["figure_claimants"])
    states = {one["status"] for one in spec["datasets"]["claims"]}
    if len(states) > 1:
        shown = {key: said["names"]["marks"][key] for key in marks["shape"]["scale"]["domain"] if key in states}
        title = said["interface"]["figure_status"]
        marks["shape"]["legend"] = _legend(shown, title)
    spec["encoding"]["y"]["axis"]["gridColor"] = palette["grid"]


def _legend(called: dict[str, str], title: str) -> dict[str, Any]:
    """A legend below the chart, in which each value has its name."""
    labels = [f"datum.value === {json.dumps(key)} ? {json.dumps(name)}" for key, name in called.items()]
    look = {"orient": "bottom", "direction": "horizontal", "columns": 3, "labelLimit": 320}
    return {"labelExpr": " : ".join([*labels, "datum.value"]), "title": title, **look}
