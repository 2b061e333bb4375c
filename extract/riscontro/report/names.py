"""Ids in; what each is called in each language of the interface, out: wording files, country names, then the labels."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from riscontro.report.wording import languages, load
from riscontro.wordings import country_names

Names = dict[str, dict[str, str]]  # by language, by id


def actor_names(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> Names:
    """The names of these actors: of states as the library of languages has them."""
    labels = _labels(con, "select actor, label from marts.dim_actors", ids)
    return {code: {**labels, **_countries(code, labels), **_own(code, "actors", labels)} for code in languages()}


def metric_names(con: duckdb.DuckDBPyConnection) -> Names:
    """The names of the metrics."""
    labels = _labels(con, "select metric, label from marts.dim_metrics", None)
    return {code: {**labels, **_own(code, "metrics", labels)} for code in languages()}


def place_names(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, str]:
    """The labels of these places."""
    return _labels(con, "select place, label from marts.dim_places", ids)


def _labels(con: duckdb.DuckDBPyConnection, sql: str, ids: Iterable[str] | None) -> dict[str, str]:
    wanted = None if ids is None else set(ids)
    return {key: label or key for key, label in con.execute(sql).fetchall() if wanted is None or key in wanted}


def _countries(code: str, labels: dict[str, str]) -> dict[str, str]:
    """The library knows the countries in every language; the spare language keeps the project's own labels."""
    known = {} if code == "en" else {country: name for name, country in country_names(code)}
    return {key: known[key] for key in labels if key in known}


def _own(code: str, kind: str, labels: dict[str, str]) -> dict[str, str]:
    said = load(code)["names"].get(kind, {})
    return {key: said[key] for key in labels if key in said}
