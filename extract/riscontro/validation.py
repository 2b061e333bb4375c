"""A loaded warehouse in; raw.quarantine out, with one row for each fact and check that it fails, and a summary.

What is checked, and in which words a failure is told, is data: the suites in expectations/, the ranges in seeds/.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from riscontro.errors import RiscontroError
from riscontro.paths import EXPECTATIONS, SEEDS
from riscontro.warehouse_files import connect

if TYPE_CHECKING:
    import duckdb

OUTLIERS = "accepted_outliers.csv"
FIELDS = {"check", "expected", "observed", "expectations"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationSummary:
    """How many facts were checked, how many are in quarantine, and the same in words."""

    checked: int
    failed: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One reason for quarantine: a name, its expectations, and the words for what was wanted and what was found."""

    name: str
    expected: str
    observed: str
    expectations: tuple[Mapping[str, Any], ...]
    accepts_outliers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The checks over one table, or over one view that has its query in `sql`."""

    path: Path
    table: str
    sql: str | None
    checks: tuple[Check, ...]

    def columns(self) -> list[str]:
        """The columns that the expectations speak of."""
        named = {name for check in self.checks for one in check.expectations for name in _columns(one["kwargs"])}
        return sorted(named | {"fact_id"})


Failure = tuple[str, str, str, str]  # a row of raw.quarantine


def validate(warehouse: Path, *, seeds: Path = SEEDS, expectations: Path = EXPECTATIONS) -> ValidationSummary:
    """Checks raw.facts of this warehouse and writes raw.quarantine anew, in one transaction."""
    suites, accepted = load_suites(expectations), load_accepted(seeds / OUTLIERS)
    failures: list[Failure] = []
    excused: set[str] = set()
    with connect(warehouse, read_only=True) as con:
        checked = int(con.execute("select count(*) from raw.facts").fetchall()[0][0])
        for suite in suites if checked else ():
            found = _failures(con, suite, seeds=seeds, rows=checked, accepted=accepted)
            failures += [row for row, is_accepted in found if not is_accepted]
            excused |= {row[0] for row, is_accepted in found if is_accepted}
    failures.sort()
    _write(warehouse, failures)
    return _summary(checked, failures, excused)


def load_suites(folder: Path) -> list[Suite]:
    """Every suite of the folder, by name; RiscontroError naming the file where one is not as it has to be."""
    return [_suite(path) for path in sorted(folder.glob("*.yaml"))]


def load_accepted(path: Path) -> frozenset[str]:
    """The fact_ids of accepted outliers; each has to say why."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise RiscontroError(f"{path}: cannot be read ({error.strerror}); put the file back") from error
    for number, row in enumerate(rows, start=2):
        if not row.get("fact_id") or not (row.get("reason") or "").strip():
            raise RiscontroError(f"{path}:{number}: an accepted outlier needs a fact_id and a reason; fill both in")
    return frozenset(row["fact_id"] for row in rows)


def _suite(path: Path) -> Suite:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        checks = tuple(_check(path, one) for one in data["checks"])
        table = str(data["table"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        said = " ".join(str(error).split())
        raise RiscontroError(f"{path}: not a suite ({said}); it needs a table and a list of checks") from error
    query = path.with_suffix(".sql")
    return Suite(
        path=path, table=table, sql=query.read_text(encoding="utf-8") if query.exists() else None, checks=checks
    )


def _check(path: Path, data: Mapping[str, Any]) -> Check:
    if missing := FIELDS - data.keys():
        raise RiscontroError(f"{path}: check {data.get('check')!r} has no {', '.join(sorted(missing))}; add it")
    texts = {name: str(data[name]) for name in ("expected", "observed")}
    outliers = bool(data.get("accepts_outliers", False))
    return Check(name=str(data["check"]), expectations=tuple(data["expectations"]), accepts_outliers=outliers, **texts)


def _failures(
    con: duckdb.DuckDBPyConnection, suite: Suite, *, seeds: Path, rows: int, accepted: frozenset[str]
) -> list[tuple[Failure, bool]]:
    """One row per failing fact and check of this suite, and whether that failure is accepted."""
    source = _prepare(con, suite, seeds=seeds)
    found: dict[tuple[str, str], list[tuple[Check, Mapping[str, Any]]]] = {}
    for check, expectation, ids in _failing(con, suite, source=source, rows=rows):
        for fact_id in ids:
            found.setdefault((fact_id or "", check.name), []).append((check, expectation))
    facts = _rows(con, suite.table, sorted({fact_id for fact_id, _ in found}))
    return [
        (_failure(fact_id, reasons, facts[fact_id]), reasons[0][0].accepts_outliers and fact_id in accepted)
        for (fact_id, _), reasons in found.items()
    ]


def _prepare(con: duckdb.DuckDBPyConnection, suite: Suite, *, seeds: Path) -> str:
    """Makes the suite's view, where it has one, and returns the table that the expectations run over."""
    if suite.sql is None:
        return suite.table
    folder = str(seeds).replace("'", "''")
    con.execute(f"create temp view {suite.table} as {suite.sql.replace('{seeds}', folder)}")
    # Joined once: every expectation scans its rows again.
    con.execute(f"create temp table checked_{suite.table} as select {', '.join(suite.columns())} from {suite.table}")
    return f"checked_{suite.table}"


def _failing(
    con: duckdb.DuckDBPyConnection, suite: Suite, *, source: str, rows: int
) -> Iterator[tuple[Check, Mapping[str, Any], list[str | None]]]:
    """Each expectation of the suite with the ids of the facts that fail it."""
    from riscontro.validation_engine import SuiteError, failing_keys  # two seconds

    pairs = [(check, expectation) for check in suite.checks for expectation in check.expectations]
    plain = [{"type": one["type"], "kwargs": one["kwargs"]} for _, one in pairs]
    try:
        keys = failing_keys(con, f"select * from {source}", plain, key="fact_id", rows=rows)
    except SuiteError as error:
        raise RiscontroError(f"{suite.path}: {error}; correct the suite") from error
    for (check, expectation), ids in zip(pairs, keys, strict=True):
        yield check, expectation, ids


def _rows(con: duckdb.DuckDBPyConnection, table: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of these facts, by id; of several with one id, always the same."""
    if not ids:
        return {}
    wanted = "coalesce(fact_id, '') in (select unnest(?::varchar[]))"
    result = con.execute(f"select * from {table} where {wanted} order by all desc", [ids])
    names = [column[0] for column in result.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return {row["fact_id"] or "": row for row in rows}


def _failure(fact_id: str, reasons: Sequence[tuple[Check, Mapping[str, Any]]], row: Mapping[str, Any]) -> Failure:
    """A row of raw.quarantine; what several expectations of one check have to say is joined."""
    check = reasons[0][0]
    observed = [_say(one.get("meta", {}).get("observed", check.observed), one["kwargs"], row) for _, one in reasons]
    expected = [_say(check.expected, one["kwargs"], row) for _, one in reasons]
    return fact_id, check.name, "; ".join(dict.fromkeys(observed)), "; ".join(dict.fromkeys(expected))


def _say(template: str, kwargs: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The template with the row's values and the expectation's arguments in it."""
    values = {name: _word(value) for name, value in {**kwargs, **row}.items()}
    for name in _columns(kwargs)[:1]:
        values |= {"column": name, "column_value": values[name]}
    return template.format_map(values)


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


def _columns(kwargs: Mapping[str, Any]) -> list[str]:
    """The columns that an expectation's arguments name, its own first."""
    own = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    condition = kwargs.get("row_condition", {}).get("column", {}).get("name")
    return [*own, condition] if condition else own


def _write(warehouse: Path, failures: Sequence[Failure]) -> None:
    with connect(warehouse) as con:
        con.execute("begin")
        con.execute("delete from raw.quarantine")
        if failures:
            columns = [list(column) for column in zip(*failures, strict=True)]
            con.execute(f"insert into raw.quarantine select {', '.join(['unnest(?::varchar[])'] * 4)}", columns)
        con.execute("commit")


def _summary(checked: int, failures: Sequence[Failure], excused: set[str]) -> ValidationSummary:
    failed = len({row[0] for row in failures})
    lines = [f"{_count(checked, 'fact')} checked, none quarantined"]
    if failed:
        counts = sorted(Counter(row[1] for row in failures).items(), key=lambda item: (-item[1], item[0]))
        lines = [f"{_count(failed, 'fact')} quarantined: {', '.join(f'{name} ({n})' for name, n in counts)}"]
    if excused:
        lines.append(f"{_count(len(excused), 'accepted outlier')} (seeds/{OUTLIERS})")
    return ValidationSummary(checked=checked, failed=failed, lines=tuple(lines))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
