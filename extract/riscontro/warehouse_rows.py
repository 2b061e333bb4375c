"""Documents and extractions → rows of schema `raw`, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from riscontro.addresses import page_key
from riscontro.model import Document, DocumentWarning, Extraction, stable_id
from riscontro.warehouse_schema import METADATA, TABLES

STORED = ("text", *METADATA, "fetched", "content_key")  # what a document is made of again
OF_A_DOCUMENT = ("documents", "document_pages", "document_warnings", "facts", "rejections")


def insert(
    con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]], *, order: Sequence[str] = ()
) -> None:
    """Rows into one table, in a fixed order."""
    rows = sorted(rows, key=lambda row: tuple(row[name] for name in order))
    if rows:
        lists = [[row[name] for row in rows] for name in TABLES[table]]
        columns = ", ".join(f"unnest(?::{kind}[])" for kind in TABLES[table].values())
        con.execute(f"insert into raw.{table} select {columns}", lists)


def store(con: duckdb.DuckDBPyConnection, found: Sequence[Extraction], fingerprints: dict[str, str]) -> None:
    """Documents with all that was found in them, in place of what was stored under their ids."""
    remove(con, [one.document.id for one in found])
    documents = [one.document for one in found]
    insert(
        con, "documents", (row(one, fingerprints.get(one.language, "")) for one in documents), order=("document_id",)
    )
    pages = [
        {"document_id": one.id, "page": number, "char_start": start}
        for one in documents
        for number, start in enumerate(one.page_starts, start=1)
    ]
    insert(con, "document_pages", pages, order=("document_id", "page"))
    doubts = [{"document_id": d.id, "reason": w.reason, "detail": w.detail} for d in documents for w in d.warnings]
    insert(con, "document_warnings", doubts, order=("document_id", "reason", "detail"))
    facts = (fact.row() for one in found for fact in one.facts)
    insert(con, "facts", facts, order=("document_id", "char_start", "metric", "actor", "fact_id"))
    rejected = ({name: getattr(r, name) for name in TABLES["rejections"]} for one in found for r in one.rejected)
    insert(con, "rejections", rejected, order=("document_id", "char_start", "char_end", "reason"))


def remove(con: duckdb.DuckDBPyConnection, ids: list[str]) -> None:
    """Documents with all that was found in them."""
    for table in OF_A_DOCUMENT if ids else ():
        con.execute(f"delete from raw.{table} where document_id in (select unnest(?::varchar[]))", [ids])


def row(document: Document, fingerprint: str) -> dict[str, Any]:
    """The document's row in raw.documents."""
    known = {name: getattr(document, name) for name in (*METADATA, "fetched", "content_key")}
    hashes = {"text_hash": text_hash(document), "rule_fingerprint": fingerprint}
    page = page_key(document.url) if document.url else None
    return {"document_id": document.id, "text": document.text, "page_key": page} | known | hashes


def text_hash(document: Document) -> str:
    """What tells whether a text is the same as another one."""
    return stable_id(document.text, length=64)


def metadata(document: Document) -> tuple[Any, ...]:
    """What is known of a document besides its text."""
    return tuple(getattr(document, name) for name in METADATA)


def documents(con: duckdb.DuckDBPyConnection, ids: list[str]) -> list[Document]:
    """Stored documents as they were, by id."""
    pages = {id_: tuple(start for (start,) in rows) for id_, rows in _of(con, "document_pages", ("char_start",), ids)}
    doubts = {
        id_: tuple(DocumentWarning(*row) for row in rows)
        for id_, rows in _of(con, "document_warnings", ("reason", "detail"), ids)
    }
    return [
        Document(
            id=id_,
            page_starts=pages.get(id_, ()),
            warnings=doubts.get(id_, ()),
            **dict(zip(STORED, rows[0], strict=True)),
        )
        for id_, rows in _of(con, "documents", STORED, ids)
    ]


def _of(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], ids: list[str]
) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Rows of one table by document."""
    sql = f"select document_id, {', '.join(columns)} from raw.{table}"
    found: dict[str, list[tuple[Any, ...]]] = {}
    for id_, *rest in con.execute(
        f"{sql} where document_id in (select unnest(?::varchar[])) order by all", [ids]
    ).fetchall():
        found.setdefault(id_, []).append(tuple(rest))
    return list(found.items())
