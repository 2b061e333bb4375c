"""What each document of a batch is to the warehouse: new, changed, unchanged, a duplicate, or an older version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from riscontro.addresses import page_key
from riscontro.model import Document
from riscontro.warehouse_rows import metadata, text_hash
from riscontro.warehouse_schema import METADATA

_COLUMNS = ", ".join(("document_id", "text_hash", "page_key", "fetched", "publisher", "rule_fingerprint", *METADATA))


@dataclass(frozen=True, slots=True)
class State:
    """`kind`: new, changed, reextracted, unchanged, duplicate, older. `replaces`: the document whose place it takes."""

    document: Document
    kind: str
    replaces: str | None = None  # where its text is kept as a version
    page: str | None = None


@dataclass(frozen=True, slots=True)
class _Stored:
    id: str
    text_hash: str
    page: str | None
    fetched: dt.datetime | None
    publisher: str | None
    fingerprint: str
    metadata: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the warehouse holds that a batch can touch."""

    by_id: dict[str, _Stored] = field(default_factory=dict)
    by_page: dict[str, _Stored] = field(default_factory=dict)
    by_text: dict[str, list[_Stored]] = field(default_factory=dict)
    versions: frozenset[tuple[str, str]] = frozenset()  # (id or page, text)


def states(con: duckdb.DuckDBPyConnection, batch: Sequence[Document], fingerprints: Mapping[str, str]) -> list[State]:
    """The state of each document; no two of the batch may be versions of each other."""
    hashes = {one.id: text_hash(one) for one in batch}
    pages = {one.id: page_key(one.url) for one in batch if one.url}
    known = _known(con, list(hashes), list(hashes.values()), list(pages.values()))
    return [_state(one, hashes[one.id], pages.get(one.id), known, fingerprints) for one in batch]


def _state(one: Document, text: str, page: str | None, known: _Known, fingerprints: Mapping[str, str]) -> State:
    same_id = known.by_id.get(one.id)
    if same_id and (same_id.text_hash, same_id.metadata) == (text, metadata(one)):
        current = same_id.fingerprint == fingerprints.get(one.language, "")
        return State(one, "unchanged" if current else "reextracted", page=page)
    if same_id and same_id.text_hash == text:
        return State(one, "changed", page=page)
    before = same_id or (known.by_page.get(page) if page else None)
    if any(other.id != one.id and _same_publisher(one, other) for other in known.by_text.get(text, ())):
        return State(one, "duplicate", page=page)
    if before is None:
        return State(one, "new", page=page)
    if one.fetched and before.fetched and one.fetched > before.fetched:
        return State(one, "changed", before.id, page)
    if {(one.id, text), (page, text)} & known.versions:
        return State(one, "unchanged", page=page)
    is_older = one.fetched and before.fetched and one.fetched < before.fetched
    return State(one, "older" if is_older else "changed", before.id, page)


def _same_publisher(one: Document, other: _Stored) -> bool:
    """A text that another publisher took over is a document of its own."""
    return not one.publisher or not other.publisher or one.publisher == other.publisher


def _known(con: duckdb.DuckDBPyConnection, ids: list[str], texts: list[str], pages: list[str]) -> _Known:
    where = "document_id in (select unnest($1::varchar[])) or text_hash in (select unnest($2::varchar[]))"
    where += " or page_key in (select unnest($3::varchar[]))"
    rows = con.execute(
        f"select {_COLUMNS} from raw.documents where {where} order by document_id", [ids, texts, pages]
    ).fetchall()
    known = _Known(versions=_versions(con, ids, pages))
    for row in rows:
        id_, text, page, fetched, publisher, fingerprint, *rest = row
        stored = _Stored(id_, text, page, fetched, publisher, fingerprint, tuple(rest))
        known.by_id[stored.id] = stored
        known.by_text.setdefault(stored.text_hash, []).append(stored)
        if stored.page:
            known.by_page[stored.page] = stored
    return known


def _versions(con: duckdb.DuckDBPyConnection, ids: list[str], pages: list[str]) -> frozenset[tuple[str, str]]:
    sql = (
        "select document_id, page_key, text_hash from raw.document_versions"
        " where document_id in (select unnest($1::varchar[])) or page_key in (select unnest($2::varchar[]))"
    )
    rows = con.execute(sql, [ids, pages]).fetchall()
    return frozenset((key, text) for id_, page, text in rows for key in (id_, page) if key)
