"""Which documents came before in this input: on disk where there are many, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from riscontro.addresses import page_key
from riscontro.model import Document, stable_id

_TABLES = (
    "create table ids (id text primary key, text text, page text) without rowid",
    "create table texts (text text, publisher text, primary key (text, publisher)) without rowid",
    "create table pages (page text primary key, text text) without rowid",
)


class Seen:
    """Tells of each document whether it is new, the same again, or another one under a taken id."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a temporary file, made when the cache is full
        for table in _TABLES:
            self._db.execute(table)

    def state(self, document: Document) -> str:
        """`new`, `duplicate` (same text of the same publisher, or of one that is unknown) or `taken`."""
        text, page = stable_id(document.text), page_key(document.url) if document.url else None
        same_id = self._one("select text, page from ids where id = ?", document.id)
        if same_id and same_id[0] != text and not (page and same_id[1] == page):
            return "taken"
        last = self._one("select text from pages where page = ?", page)
        self._db.execute("insert or replace into ids values (?, ?, ?)", [document.id, text, page])
        self._db.execute("insert or replace into pages values (?, ?)", [page or "", text])
        publisher = document.publisher or ""
        sql = "select 1 from texts where text = ? and (publisher in (?, '') or ? = '') limit 1"
        goes_back = document.fetched is not None and last is not None and last[0] != text  # to a text that it had
        if self._one(sql, text, publisher, publisher) and not goes_back:
            return "duplicate"
        self._db.execute("insert or ignore into texts values (?, ?)", [text, publisher])
        return "new"

    def _one(self, sql: str, *values: str | None) -> tuple[str, ...] | None:
        found: tuple[str, ...] | None = self._db.execute(sql, values).fetchone()
        return found


class Keys:
    """A set of keys that goes to disk where there are many."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("create table keys (key text primary key) without rowid")

    def add(self, keys: Iterable[str]) -> None:
        """More keys."""
        self._db.executemany("insert or ignore into keys values (?)", ((key,) for key in keys))

    def __contains__(self, key: str) -> bool:
        return self._db.execute("select 1 from keys where key = ?", [key]).fetchone() is not None
