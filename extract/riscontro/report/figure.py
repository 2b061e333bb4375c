"""A published file and a question in; its chart as a figure for a paper out, SVG or PNG: the page's own chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from riscontro.errors import RiscontroError
from riscontro.report import wording
from riscontro.report.figure_spec import Question, filled_in
from riscontro.report.page import put
from riscontro.report.source import opened

SCALE = 3  # of a PNG: 216 points an inch

_QUESTIONS = """
select question_id, counterpart, unit, count(*) as claims from marts.fct_claims
where actor = $actor and metric = $metric group by all order by claims desc, counterpart nulls first, unit
"""
_KNOWN = "select actor, metric from marts.fct_claims group by all order by count(*) desc, actor, metric limit 5"


def draw(published: Path, actor: str, metric: str, output: Path, *, language: str = wording.SPARE) -> str:
    """The figure at `output`; a line that says what was drawn."""
    if output.suffix.lower() not in (".svg", ".png"):
        raise RiscontroError(
            f"{output}: a figure is .svg or .png; name it so, for example {output.with_suffix('.svg')}"
        )
    if language not in wording.languages():
        known = ", ".join(wording.languages())
        raise RiscontroError(f"{language}: no such language of the interface; there are {known}")
    with opened(published) as con:
        question = _question(con, published, actor, metric)
        spec = filled_in(con, question, language)
    put(output, _rendered(spec, output.suffix.lower(), language))
    beside = f"; {question.others} more with another counterpart or unit" if question.others else ""
    return f"{output}: {question.actor} {question.metric} {question.counterpart or '-'} ({question.unit}){beside}"


def _question(con: duckdb.DuckDBPyConnection, published: Path, actor: str, metric: str) -> Question:
    """Of the questions about this actor and metric the one with most claims."""
    found = con.execute(_QUESTIONS, {"actor": actor, "metric": metric}).fetchall()
    if not found:
        known = ", ".join(" ".join(row) for row in con.execute(_KNOWN).fetchall())
        raise RiscontroError(f"{published}: no claim about {actor} {metric}; most claimed are: {known}")
    id_, counterpart, unit, _ = found[0]
    return Question(id=id_, actor=actor, metric=metric, counterpart=counterpart, unit=unit, others=len(found) - 1)


def _rendered(spec: dict[str, Any], suffix: str, language: str) -> bytes:
    """The figure's bytes, drawn without a network."""
    import vl_convert

    locale = wording.load(language)["locale"]
    said = {"format_locale": locale, "time_format_locale": locale}
    compiled = vl_convert.vegalite_to_vega(spec)
    for legend in compiled["legends"]:
        if "shape" in legend:  # Vega-Lite gives it the look of a hollow mark without a line
            legend["encode"]["symbols"]["update"] |= {key: {"value": "black"} for key in ("fill", "stroke")}
    if suffix == ".png":
        png: bytes = vl_convert.vega_to_png(compiled, scale=SCALE, **said)
        return png
    svg: str = vl_convert.vega_to_svg(compiled, **said)
    return svg.encode()
