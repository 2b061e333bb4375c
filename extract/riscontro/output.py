"""Rows → JSON lines, CSV or Parquet, in a file or on standard output. A file is there whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import IO, Any, get_args, get_type_hints

from riscontro.errors import RiscontroError
from riscontro.model import FACT_COLUMNS, Fact

Schema = Mapping[str, type]
Rows = Iterable[Mapping[str, Any]]

MENTION_SCHEMA: Schema = {
    "document_id": str,
    "kind": str,
    "text": str,
    "char_start": int,
    "char_end": int,
    "rule_id": str,
    "id": str,  # what the wording stands for
    "value": float,
    "low": float,
    "high": float,
    "modifier": str,
    "date": dt.date,
    "date_end": dt.date,
    "precision": str,
}


class Format(StrEnum):
    """What rows can be written as."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def fact_schema() -> Schema:
    """Column → type of a fact row, in order; every column may be null."""
    hints = get_type_hints(Fact)
    return {name: _bare_type(hints[name]) for name in FACT_COLUMNS}


def _bare_type(hint: Any) -> type:
    kind: type = next(a for a in get_args(hint) if a is not type(None)) if isinstance(hint, UnionType) else hint
    return kind


def write(rows: Rows, *, format: Format, schema: Schema, output: Path | None = None) -> None:
    """All rows, streamed where the format can be."""
    writers = {Format.jsonl: _jsonl, Format.csv: _csv, Format.parquet: _parquet}
    with _stream(output) as stream:
        writers[format](rows, schema, stream)


def _jsonl(rows: Rows, schema: Schema, stream: IO[bytes]) -> None:
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False, default=dt.date.isoformat).encode() + b"\n")


def _csv(rows: Rows, schema: Schema, stream: IO[bytes]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(schema)
    for row in rows:
        writer.writerow(_cell(row.get(name)) for name in schema)
    text.detach()


def _cell(value: Any) -> Any:
    """Null is an empty cell; true and false as everywhere but in Python."""
    return str(value).lower() if isinstance(value, bool) else value


def _parquet(rows: Rows, schema: Schema, stream: IO[bytes]) -> None:
    import polars as pl

    types = {str: pl.String, float: pl.Float64, int: pl.Int64, bool: pl.Boolean, dt.date: pl.Date}
    frame = pl.DataFrame(
        [[row.get(name) for name in schema] for row in rows],
        schema={name: types[kind] for name, kind in schema.items()},
        orient="row",
    )
    buffer = io.BytesIO()  # a file of this kind is sealed at its end, and standard output cannot be rewound
    frame.write_parquet(buffer)
    stream.write(buffer.getbuffer())


@contextmanager
def _stream(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that takes its name when it is complete."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, output)
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise RiscontroError(f"{output}: expected a place to write to, found: {found}; check the path") from error
    finally:
        part.unlink(missing_ok=True)
