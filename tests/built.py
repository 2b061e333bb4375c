"""The warehouse of tests/marts/*.csv, loaded and built once a process: f40 is in quarantine."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from riscontro import marts
from riscontro.model import Document, Extraction, Fact
from riscontro.warehouse import load

HERE = Path(__file__).parent / "marts"
START = dt.datetime(2025, 7, 14, 8, 0)
_NUMBERS, _DATES = ("value", "value_low", "value_high"), ("date", "date_end", "published")


@cache
def built_warehouse(folder: Path) -> Path:
    """The built file in `folder`; read it only."""
    path = folder / "built" / "marts_fixture.duckdb"
    load(path, documents(), extract=extract, fingerprints={"it": "1"}, started_at=START)
    with duckdb.connect(str(path)) as con:
        con.execute("insert into raw.quarantine values ('f40', 'value_in_range', '9000000', 'at most 2000000')")
    marts.build(path)
    return path


def documents() -> list[Document]:
    """The documents of documents.csv: the text is the quotes of their facts."""
    texts: dict[str, list[str]] = {}
    for row in _rows("facts.csv"):
        texts.setdefault(row["document_id"], []).append(row["quote"])
    rows = ({"text": "\n".join(texts[row["document_id"]]), **row} for row in _rows("documents.csv"))
    return [Document(id=row.pop("document_id"), language="it", **row) for row in rows]


def extract(batch: Iterable[Document]) -> Iterator[Extraction]:
    """What facts.csv says of each document."""
    for document in batch:
        rows = [row for row in _rows("facts.csv") if row["document_id"] == document.id]
        yield Extraction(document, tuple(_fact(document, row) for row in rows), ())


def _fact(document: Document, row: dict[str, Any]) -> Fact:
    span = row.pop("span")
    start = document.text.index(row["quote"]) + row["quote"].index(span)
    where = {"char_start": start, "char_end": start + len(span), "location": row.pop("location"), "rule_id": "by_hand"}
    source = document.publisher or document.origin
    return Fact(source=source, language=document.language, **where, **row)


def _rows(name: str) -> list[dict[str, Any]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [{key: _value(key, text) for key, text in row.items()} for row in csv.DictReader(file)]


def _value(key: str, text: str) -> Any:
    if not text:
        return None
    if key in _DATES:
        return dt.date.fromisoformat(text)
    return float(text) if key in _NUMBERS else text == "true" if key == "hedged" else text
