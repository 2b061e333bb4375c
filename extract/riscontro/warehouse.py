"""Extractions in, tables of schema `raw` out, and queries over the finished file. The only module that knows DuckDB.

A load is one transaction. A document is extracted again only when its text, its metadata or the rules have changed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from riscontro import __version__
from riscontro.errors import Problem, RiscontroError
from riscontro.model import Document, Extraction, stable_id
from riscontro.warehouse_files import connect, one_line
from riscontro.warehouse_schema import METADATA, TABLES

BATCH = 1_000  # documents held in memory at a time
MEMORY = "1GB"  # what a long transaction may hold before it goes to disk
Extract = Callable[[Iterable[Document]], Iterable[Extraction]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """What one load did (documents, problems) and what the warehouse holds after it (facts, rejections)."""

    run_id: int
    read: int
    new: int
    changed: int
    reextracted: int
    unchanged: int
    facts: int
    rejections: int
    problems: int


def load(
    path: Path,
    documents: Iterable[Document],
    *,
    extract: Extract,
    fingerprints: Mapping[str, str],
    problems: Sequence[Problem] = (),
    started_at: dt.datetime,
    on_progress: Callable[[int], None] = lambda read: None,
) -> LoadSummary:
    """Documents into the warehouse at `path`, which is made where there is none; all of it or nothing.

    `fingerprints` gives the rules' fingerprint of each language that can be read. `problems` is looked at after the
    last document, so whoever yields the documents may still be filling it.
    """
    counts: Counter[str] = Counter()
    with _transaction(path) as con:
        for batch in _batches(_distinct(documents)):
            _load_batch(con, batch, counts, extract=extract, fingerprints=fingerprints)
            on_progress(counts["read"])
        _refresh(con, counts, extract=extract, fingerprints=fingerprints)
        con.execute("delete from raw.quarantine where fact_id not in (select fact_id from raw.facts)")
        return _write_run(con, counts, problems, started_at, stable_id(*sorted(fingerprints.items())))


def finish_run(path: Path, *, run_id: int, finished_at: dt.datetime) -> int:
    """Writes the end of a run and the number of facts in quarantine into its line; returns that number."""
    with _transaction(path) as con:
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
    columns = ", ".join(f"d.{name}" for name in ("document_id", "text", *METADATA))
    sql = f"select {columns} from raw.documents d join raw.facts f using (document_id) where f.fact_id = ? limit 1"
    rows = query(path, sql, [fact_id])
    if not rows:
        raise RiscontroError(f"{path}: no fact {fact_id!r}; take a fact_id from raw.facts or marts.fct_facts")
    return _document(rows[0])


@contextmanager
def _transaction(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(path) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        con.execute("begin")
        try:
            yield con
            con.execute("commit")
        except duckdb.Error as error:
            raise RiscontroError(f"{path}: could not be written ({one_line(error)}); nothing was changed") from error


def _distinct(documents: Iterable[Document]) -> Iterator[Document]:
    """Each id once: the first document that carries it wins."""
    seen: set[str] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    stream = iter(documents)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _load_batch(
    con: duckdb.DuckDBPyConnection,
    batch: list[Document],
    counts: Counter[str],
    *,
    extract: Extract,
    fingerprints: Mapping[str, str],
) -> None:
    """Counts what each document of the batch is to the warehouse, and stores those that are not unchanged."""
    stored = _stored_state(con, [document.id for document in batch])
    states = [_state(document, stored.get(document.id), fingerprints) for document in batch]
    counts.update(states)
    counts["read"] += len(batch)
    todo = [document for document, state in zip(batch, states, strict=True) if state != "unchanged"]
    _replace(con, todo, extract=extract, fingerprints=fingerprints)


def _state(document: Document, stored: tuple[Any, ...] | None, fingerprints: Mapping[str, str]) -> str:
    if stored is None:
        return "new"
    if stored[:-1] != (_text_hash(document), *_metadata(document)):
        return "changed"
    return "unchanged" if stored[-1] == fingerprints.get(document.language, "") else "reextracted"


def _stored_state(con: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, tuple[Any, ...]]:
    columns = ", ".join(("document_id", "text_hash", *METADATA, "rule_fingerprint"))
    sql = f"select {columns} from raw.documents where document_id in (select unnest(?::varchar[]))"
    return {row[0]: row[1:] for row in con.execute(sql, [ids]).fetchall()}


def _refresh(
    con: duckdb.DuckDBPyConnection, counts: Counter[str], *, extract: Extract, fingerprints: Mapping[str, str]
) -> None:
    """Extracts again what an earlier run stored under other rules, whether or not it is in this input."""
    codes, prints = list(fingerprints), list(fingerprints.values())
    rules = "select unnest(?::varchar[]) as language, unnest(?::varchar[]) as rule_fingerprint"
    differ = "using (language) where d.rule_fingerprint <> r.rule_fingerprint"
    sql = f"select d.document_id from raw.documents d join ({rules}) r {differ} order by 1"
    stale = [row[0] for row in con.execute(sql, [codes, prints]).fetchall()]
    counts["reextracted"] += len(stale)
    columns = ", ".join(("document_id", "text", *METADATA))
    for start in range(0, len(stale), BATCH):
        sql = f"select {columns} from raw.documents where document_id in (select unnest(?::varchar[])) order by 1"
        rows = con.execute(sql, [stale[start : start + BATCH]]).fetchall()
        _replace(con, [_document(row) for row in rows], extract=extract, fingerprints=fingerprints)


def _replace(
    con: duckdb.DuckDBPyConnection, documents: list[Document], *, extract: Extract, fingerprints: Mapping[str, str]
) -> None:
    """Extracts these documents; their rows take the place of whatever was stored under the same ids."""
    if not documents:
        return
    ids = [document.id for document in documents]
    for table in ("documents", "facts", "rejections"):
        con.execute(f"delete from raw.{table} where document_id in (select unnest(?::varchar[]))", [ids])
    found = list(extract(documents))
    facts = [fact.row() for one in found for fact in one.facts]
    rejected = [{name: getattr(r, name) for name in TABLES["rejections"]} for one in found for r in one.rejected]
    rows = [_document_row(document, fingerprints.get(document.language, "")) for document in documents]
    _insert(con, "documents", rows, order=("document_id",))
    _insert(con, "facts", facts, order=("document_id", "char_start", "metric", "actor", "fact_id"))
    _insert(con, "rejections", rejected, order=("document_id", "char_start", "char_end", "reason"))


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], *, order: Sequence[str] = ()
) -> None:
    """Rows into one table, in a fixed order."""
    if not rows:
        return
    rows = sorted(rows, key=lambda row: tuple(row[name] for name in order))
    lists = [[row[name] for row in rows] for name in TABLES[table]]
    columns = ", ".join(f"unnest(?::{kind}[])" for kind in TABLES[table].values())
    con.execute(f"insert into raw.{table} select {columns}", lists)


def _write_run(
    con: duckdb.DuckDBPyConnection,
    counts: Counter[str],
    problems: Sequence[Problem],
    started_at: dt.datetime,
    fingerprint: str,
) -> LoadSummary:
    """One line in raw.runs, a line a problem in raw.problems, and the same figures as a summary."""
    run_id, facts, rejections = con.execute(
        "select (select coalesce(max(run_id), 0) + 1 from raw.runs), (select count(*) from raw.facts),"
        " (select count(*) from raw.rejections)"
    ).fetchall()[0]
    documents = {name: counts[name] for name in ("read", "new", "changed", "reextracted", "unchanged")}
    totals = {"facts": facts, "rejections": rejections, "problems": len(problems)}
    row = dict.fromkeys(TABLES["runs"]) | {f"documents_{name}": n for name, n in documents.items()} | totals
    row |= {"run_id": run_id, "started_at": started_at, "version": __version__, "rule_fingerprint": fingerprint}
    _insert(con, "runs", [row])
    lines = [
        {"run_id": run_id} | {n: getattr(p, n) for n in ("place", "reason", "expected", "action")} for p in problems
    ]
    _insert(con, "problems", lines)
    return LoadSummary(run_id=run_id, **documents, **totals)


def _text_hash(document: Document) -> str:
    return stable_id(document.text, length=64)


def _metadata(document: Document) -> tuple[Any, ...]:
    return tuple(getattr(document, name) for name in METADATA)


def _document_row(document: Document, fingerprint: str) -> dict[str, Any]:
    known = dict(zip(METADATA, _metadata(document), strict=True))
    hashes = {"text_hash": _text_hash(document), "rule_fingerprint": fingerprint}
    return {"document_id": document.id, "text": document.text} | known | hashes


def _document(row: Sequence[Any]) -> Document:
    return Document(id=row[0], text=row[1], **dict(zip(METADATA, row[2:], strict=True)))
