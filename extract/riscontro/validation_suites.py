"""The suites in expectations/: what is checked, and in which words a failure is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from riscontro.errors import RiscontroError

_FIELDS = ("check", "expected", "observed", "expectations")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Expectation:
    """One expectation of Great Expectations, by type and arguments, with the words for a fact that fails it."""

    type: str
    kwargs: Mapping[str, Any]
    expected: str
    observed: str

    def columns(self) -> list[str]:
        """The columns that it speaks of, the one that is judged first."""
        own = [self.kwargs[name] for name in ("column", "column_A", "column_B") if name in self.kwargs]
        condition = self.kwargs.get("row_condition", {}).get("column", {}).get("name")
        return [*own, condition] if condition else own

    def fields(self) -> set[str]:
        """The names that its words have in braces, and the column that is judged."""
        named = {name for text in (self.expected, self.observed) for _, name, _, _ in Formatter().parse(text) if name}
        return named | set(self.columns()[:1])

    def words(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """What was observed in this row, and what was expected."""
        judged = self.columns()[0]
        known = {**self.kwargs, **row, "column": judged, "column_value": row.get(judged)}
        values = {name: _word(known[name]) for name in self.fields()}
        return self.observed.format_map(values), self.expected.format_map(values)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """One reason for quarantine: a fact fails it with any of its expectations."""

    name: str
    expectations: tuple[Expectation, ...]
    accepts_outliers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The checks over one table, or over one view that has its query in `sql`."""

    path: Path
    table: str
    sql: str | None
    checks: tuple[Check, ...]

    def columns(self) -> list[str]:
        """The columns that the expectations speak of, and the key."""
        named = {name for check in self.checks for one in check.expectations for name in one.columns()}
        return sorted(named | {"fact_id"})


def load_suites(folder: Path) -> list[Suite]:
    """Every suite of the folder, by name; RiscontroError naming the file where one is not as it has to be."""
    return [_suite(path) for path in sorted(folder.glob("*.yaml"))]


def _suite(path: Path) -> Suite:
    query = path.with_suffix(".sql")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        sql = query.read_text(encoding="utf-8") if query.exists() else None
        checks = tuple(_check(path, one) for one in data["checks"])
        return Suite(path=path, table=str(data["table"]), sql=sql, checks=checks)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        said = " ".join(str(error).split())
        raise RiscontroError(
            f"{path}: not a suite ({type(error).__name__}: {said}); it needs a table and checks, see facts.yaml"
        ) from error


def _check(path: Path, data: Mapping[str, Any]) -> Check:
    if missing := [name for name in _FIELDS if name not in data]:
        raise RiscontroError(f"{path}: check {data.get('check')!r} has no {', '.join(missing)}; add it")
    expectations = tuple(
        Expectation(
            type=one["type"],
            kwargs=one["kwargs"],
            expected=data["expected"],
            observed=one.get("meta", {}).get("observed", data["observed"]),
        )
        for one in data["expectations"]
    )
    outliers = bool(data.get("accepts_outliers", False))
    return Check(name=data["check"], expectations=expectations, accepts_outliers=outliers)


def _word(value: Any) -> str:
    """One value as a person writes it: 950000000, not 950000000.0 or 9.5e+08."""
    if value is None:
        return "none"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(_word(one) for one in value)
    return str(value)
