"""Extractions in, tables of schema `raw` out, and queries over the finished file. The only module that knows DuckDB.

A load goes batch by batch, each a transaction: an interrupt loses one batch, and the next load goes on after it.
A document is extracted again only when its text, its metadata or the rules have changed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from riscontro import __version__
from riscontro.addresses import page_key
from riscontro.errors import Problem, RiscontroError
from riscontro.model import Document, Extraction, stable_id
from riscontro.readers.seen import Keys, Seen
from riscontro.warehouse_files import connect, one_line
from riscontro.warehouse_rows import documents as stored_documents
from riscontro.warehouse_rows import insert, remove, store
from riscontro.warehouse_schema import TABLES
from riscontro.warehouse_states import states
from riscontro.warehouse_versions import keep_older, keep_version

BATCH = 200  # documents of one transaction, and in memory at a time
MEMORY = "256MB"  # what the database may hold before it goes to disk
Extract = Callable[[Iterable[Document]], Iterable[Extraction]]
Knows = Callable[[str], bool]
Stream = Iterable[Document] | Callable[[Knows], Iterable[Document]]
_STATES = ("read", "new", "changed", "reextracted", "unchanged", "duplicate")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """What one load did (documents, problems) and what the warehouse holds after it (facts, rejections)."""

    run_id: int
    read: int
    new: int
    changed: int
    reextracted: int
    unchanged: int
    duplicate: int
    facts: int
    rejections: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """What one load goes by and has counted so far."""

    con: duckdb.DuckDBPyConnection
    run_id: int
    extract: Extract
    fingerprints: dict[str, str]
    problems: list[Problem]
    counts: Counter[str] = field(default_factory=Counter)


def load(
    path: Path,
    documents: Stream,
    *,
    extract: Extract,
    fingerprints: Mapping[str, str],
    problems: list[Problem] | None = None,
    started_at: dt.datetime,
    on_progress: Callable[[int], None] = lambda read: None,
) -> LoadSummary:
    """Documents into the warehouse at `path`, which is made where there is none and something could be read.

    `documents` may be a function: it is given one that tells of a content key whether its document is stored already
    (which counts as read). `fingerprints` gives the rules' fingerprint of each language that can be read. `problems` is
    emptied after each batch: whoever yields the documents may be filling it.
    """
    with _session(path) as con:
        work = _begin(con, extract, fingerprints, [] if problems is None else problems, started_at)
        stream = documents(_knows(work)) if callable(documents) else documents
        for batch in _batches(_distinct(stream)):
            with _transaction(con, path):
                _load_batch(work, batch)
                _write_progress(work)
            on_progress(work.counts["read"])
        _refresh(work, path)
        with _transaction(con, path):
            con.execute("delete from raw.quarantine where fact_id not in (select fact_id from raw.facts)")
            return _write_progress(work)


def finish_run(path: Path, *, run_id: int, finished_at: dt.datetime) -> int:
    """Writes the end of a run and the number of facts in quarantine into its line; returns that number."""
    with _session(path) as con, _transaction(con, path):
        quarantined = int(con.execute("select count(distinct fact_id) from raw.quarantine").fetchall()[0][0])
        con.execute(
            "update raw.runs set finished_at = ?, quarantined = ? where run_id = ?", [finished_at, quarantined, run_id]
        )
    return quarantined


def query(path: Path, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one read-only query."""
    try:
        with connect(path, read_only=True) as con:
            return con.execute(sql, list(parameters)).fetchall()
    except duckdb.Error as error:
        raise RiscontroError(f"{path}: {one_line(error)}; run `riscontro run` to build the warehouse again") from error


def stored_document(path: Path, *, fact_id: str) -> Document:
    """The document that yielded this fact, as it was stored; RiscontroError where there is no such fact."""
    try:
        with connect(path, read_only=True) as con:
            ids = con.execute("select document_id from raw.facts where fact_id = ? limit 1", [fact_id]).fetchall()
            found = stored_documents(con, [id_ for (id_,) in ids])
    except duckdb.Error as error:
        raise RiscontroError(f"{path}: {one_line(error)}; run `riscontro run` to build the warehouse again") from error
    if not found:
        raise RiscontroError(f"{path}: no fact {fact_id!r}; take a fact_id from raw.facts or marts.fct_facts")
    return found[0]


@contextmanager
def _session(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(path) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        yield con


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """All of it or nothing, whatever ends it."""
    try:
        con.execute("begin")
        yield
        con.execute("commit")
    except duckdb.Error as error:
        _roll_back(con)
        raise RiscontroError(
            f"{path}: could not be written ({one_line(error)}); run again to go on from here"
        ) from error
    except BaseException:
        _roll_back(con)
        raise


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):
        con.execute("rollback")


def _begin(
    con: duckdb.DuckDBPyConnection,
    extract: Extract,
    fingerprints: Mapping[str, str],
    problems: list[Problem],
    started_at: dt.datetime,
) -> _Load:
    """The run's line in raw.runs, without an end: an interrupted run can be seen there."""
    run_id = int(con.execute("select coalesce(max(run_id), 0) + 1 from raw.runs").fetchall()[0][0])
    row = dict.fromkeys(TABLES["runs"]) | {"run_id": run_id, "started_at": started_at, "version": __version__}
    insert(con, "runs", [row | {"rule_fingerprint": stable_id(*sorted(fingerprints.items()))}])
    return _Load(con=con, run_id=run_id, extract=extract, fingerprints=dict(fingerprints), problems=problems)


def _knows(work: _Load) -> Knows:
    """Tells whether a document is stored already by the bytes that it was read from; then it counts as read."""
    keys = Keys()
    for table in ("documents", "document_versions"):
        sql = f"select content_key from raw.{table} where content_key is not null"
        keys.add(row[0] for row in work.con.execute(sql).fetchall())

    def knows(key: str) -> bool:
        known = key in keys
        work.counts.update({"read": known, "unchanged": known})
        return known

    return knows


def _distinct(documents: Iterable[Document]) -> Iterator[Document]:
    """Each document once: the first that carries an id, or a text, wins."""
    seen = Seen()
    return (document for document in documents if seen.state(document) == "new")


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Batches in which no document is a version of another one."""
    batch: list[Document] = []
    keys: set[str] = set()
    for document in documents:
        own = {document.id, page_key(document.url)} if document.url else {document.id}
        if len(batch) == BATCH or keys & own:
            yield batch
            batch, keys = [], set()
        batch.append(document)
        keys |= own
    if batch:
        yield batch


def _load_batch(work: _Load, batch: list[Document]) -> None:
    """Counts what each document of the batch is to the warehouse, and stores what is not there yet."""
    found = states(work.con, batch, work.fingerprints)
    work.counts.update(state.kind if state.kind != "older" else "changed" for state in found)
    work.counts["read"] += len(batch)
    for state in found:
        if state.kind == "changed" and state.replaces:
            keep_version(work.con, state.replaces, state.document.id, work.run_id)
            remove(work.con, [state.replaces])
    current = [state.document for state in found if state.kind in ("new", "changed", "reextracted")]
    store(work.con, list(work.extract(current)) if current else [], work.fingerprints)
    older = {state.document.id: state.replaces or "" for state in found if state.kind == "older"}
    extracted = list(work.extract([s.document for s in found if s.kind == "older"])) if older else []
    keep_older(work.con, extracted, older, work.run_id, work.fingerprints)


def _refresh(work: _Load, path: Path) -> None:
    """Extracts again what an earlier run stored under other rules, whether or not it is in this input."""
    codes, prints = list(work.fingerprints), list(work.fingerprints.values())
    rules = "select unnest(?::varchar[]) as language, unnest(?::varchar[]) as rule_fingerprint"
    differ = "using (language) where d.rule_fingerprint <> r.rule_fingerprint"
    sql = f"select d.document_id from raw.documents d join ({rules}) r {differ} order by 1"
    stale = [row[0] for row in work.con.execute(sql, [codes, prints]).fetchall()]
    for start in range(0, len(stale), BATCH):
        with _transaction(work.con, path):
            documents = stored_documents(work.con, stale[start : start + BATCH])
            store(work.con, list(work.extract(documents)), work.fingerprints)
            work.counts["reextracted"] += len(documents)
            _write_progress(work)


def _write_progress(work: _Load) -> LoadSummary:
    """The run's line as of now, a line for each problem that came since the last time, and the same as a summary."""
    facts, rejections, written = work.con.execute(
        "select (select count(*) from raw.facts), (select count(*) from raw.rejections),"
        " (select count(*) from raw.problems where run_id = ?)",
        [work.run_id],
    ).fetchall()[0]
    lines = [
        {"run_id": work.run_id} | {name: getattr(problem, name) for name in ("place", "reason", "expected", "action")}
        for problem in work.problems
    ]
    insert(work.con, "problems", lines)
    work.problems.clear()
    documents = {name: work.counts[name] for name in _STATES}
    totals = {"facts": facts, "rejections": rejections, "problems": written + len(lines)}
    columns = {f"documents_{name}": count for name, count in documents.items()} | totals
    sets = ", ".join(f"{name} = ?" for name in columns)
    work.con.execute(f"update raw.runs set {sets} where run_id = ?", [*columns.values(), work.run_id])
    return LoadSummary(run_id=work.run_id, **documents, **totals)
