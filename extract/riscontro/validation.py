"""A loaded warehouse in; raw.quarantine out, with one row for each fact and check that it fails, and a summary.

What is checked is data: the suites in expectations/, the ranges in seeds/. Great Expectations judges, DuckDB computes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riscontro import csvrows
from riscontro.errors import RiscontroError
from riscontro.paths import EXPECTATIONS, SEEDS
from riscontro.validation_suites import Check, Expectation, Suite, load_suites
from riscontro.warehouse_files import connect

if TYPE_CHECKING:
    import duckdb

OUTLIERS = "accepted_outliers.csv"
BATCH = 20_000  # rows held in memory at a time
Failure = tuple[str, str, str, str]  # a row of raw.quarantine
Reasons = dict[str, dict[Check, list[Expectation]]]  # by fact_id: what it fails


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationSummary:
    """How many facts were checked, how many are in quarantine, and the same in words."""

    checked: int
    failed: int
    lines: tuple[str, ...]


def validate(warehouse: Path, *, seeds: Path = SEEDS, expectations: Path = EXPECTATIONS) -> ValidationSummary:
    """Checks raw.facts of this warehouse and writes raw.quarantine anew, in one transaction."""
    suites, accepted = load_suites(expectations), load_accepted(seeds / OUTLIERS)
    failures: list[Failure] = []
    excused: set[str] = set()
    with connect(warehouse, read_only=True) as con:
        checked = int(con.execute("select count(*) from raw.facts").fetchall()[0][0])
        for suite in suites if checked else ():
            reasons = failing_expectations(con, suite, seeds=seeds, rows=checked)
            excused |= _excuse(reasons, accepted)
            failures += _failures(con, suite, reasons)
    failures.sort()
    _write(warehouse, failures)
    return _summary(checked, failures, excused)


def load_accepted(path: Path) -> frozenset[str]:
    """The fact_ids of accepted outliers; each has to say why."""
    rows = list(csvrows.read(path, "fact_id,metric,reason,added"))
    for row in rows:
        if not row["fact_id"].strip() or not row["reason"].strip():
            raise row.error("an accepted outlier to have a fact_id and a reason", "fill both in")
    return frozenset(row["fact_id"] for row in rows)


def failing_expectations(con: duckdb.DuckDBPyConnection, suite: Suite, *, seeds: Path, rows: int) -> Reasons:
    """Every fact that fails something in this suite, with the expectations that it fails."""
    from riscontro.validation_engine import SuiteError, failing_keys  # two seconds

    table = _prepare(con, suite, seeds=seeds)
    pairs = [(check, one) for check in suite.checks for one in check.expectations]
    plain = [{"type": one.type, "kwargs": one.kwargs} for _, one in pairs]
    try:
        keys = failing_keys(con, f"select * from {table}", plain, key="fact_id", rows=rows)
    except SuiteError as error:
        raise RiscontroError(f"{suite.path}: {error}; correct the suite") from error
    reasons: Reasons = {}
    for (check, one), ids in zip(pairs, keys, strict=True):
        for fact_id in dict.fromkeys(ids):
            reasons.setdefault(fact_id or "", {}).setdefault(check, []).append(one)
    return reasons


def _prepare(con: duckdb.DuckDBPyConnection, suite: Suite, *, seeds: Path) -> str:
    """Makes the suite's view, where it has one, and returns the table that the expectations run over."""
    if suite.sql is None:
        return suite.table
    folder = str(seeds).replace("'", "''")
    con.execute(f"create temp view {suite.table} as {suite.sql.replace('{seeds}', folder)}")
    # Joined once: every expectation scans its rows again.
    con.execute(f"create temp table checked_{suite.table} as select {', '.join(suite.columns())} from {suite.table}")
    return f"checked_{suite.table}"


def _excuse(reasons: Reasons, accepted: frozenset[str]) -> set[str]:
    """Takes the checks that accept outliers away from the accepted facts; returns the facts that needed it."""
    excused = set()
    for fact_id in accepted & reasons.keys():
        kept = {check: failed for check, failed in reasons[fact_id].items() if not check.accepts_outliers}
        if len(kept) < len(reasons[fact_id]):
            excused.add(fact_id)
        reasons[fact_id] = kept
    return excused


def _failures(con: duckdb.DuckDBPyConnection, suite: Suite, reasons: Reasons) -> Iterator[Failure]:
    """The rows of raw.quarantine for these facts; what several expectations of one check say is joined."""
    for row in _rows(con, suite.table, reasons):
        for check, failed in reasons[row["fact_id"]].items():
            said = [one.words(row) for one in failed]
            observed, expected = ("; ".join(dict.fromkeys(words)) for words in zip(*said, strict=True))
            yield row["fact_id"], check.name, observed, expected


def _rows(con: duckdb.DuckDBPyConnection, table: str, reasons: Reasons) -> Iterator[Mapping[str, Any]]:
    """The failing facts, one row an id, with the columns that the words for their failures need."""
    if not reasons:
        return
    expectations = {one for checks in reasons.values() for failed in checks.values() for one in failed}
    wanted = {name for one in expectations for name in one.fields()} - {"fact_id"}
    known = [column[0] for column in con.execute(f"select * from {table} limit 0").description or ()]
    names = [name for name in known if name in wanted]
    columns = ", ".join(["coalesce(fact_id, '') as fact_id", *(f'"{name}"' for name in names)])
    result = con.execute(
        f"select {columns} from {table} where coalesce(fact_id, '') in (select unnest(?::varchar[])) order by all",
        [list(reasons)],
    )
    last = None
    while batch := result.fetchmany(BATCH):
        for row in batch:
            if row[0] != last:  # of several rows with one id the first, always the same
                yield dict(zip(("fact_id", *names), row, strict=True))
            last = row[0]


def _write(warehouse: Path, failures: Sequence[Failure]) -> None:
    """Puts these rows in the place of all that raw.quarantine held."""
    with connect(warehouse) as con:
        con.execute("begin")
        con.execute("delete from raw.quarantine")
        for start in range(0, len(failures), BATCH):
            columns = [list(column) for column in zip(*failures[start : start + BATCH], strict=True)]
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
