"""A file of many records → its lines, one at a time and never longer than a document can be."""

from __future__ import annotations

import io
from collections.abc import Iterator

from riscontro.readers.decoding import Decoded, decode
from riscontro.readers.source import LARGEST, SetAside, too_large


def of(file: io.BufferedReader) -> Iterator[bytes]:
    """The lines as bytes; of one that is too long, enough to see that."""
    while data := file.readline(LARGEST + 1):
        yield data
        too_long = len(data) > LARGEST
        while too_long and data and not data.endswith(b"\n"):
            data = file.readline(LARGEST)


def text(data: bytes, *, place: str) -> Decoded:
    """One line without its end; SetAside where it is too long, or in no charset."""
    check_length(data, place=place)
    return decode(data.rstrip(b"\r\n"), place=place)


def check_length(data: bytes, *, place: str) -> None:
    """SetAside where a line is longer than a document can be."""
    if len(data) > LARGEST:
        raise too_large(place, LARGEST)


def column_missing(place: str, field: str, column: str, found: list[str]) -> SetAside:
    """The problem of a table without a column that is named, or without one for the texts."""
    expected = f"expected a column {column!r} for {field}, found {', '.join(found[:12]) or 'none'}"
    return SetAside(place, "column", expected, f"name the right one with --map {field}=COLUMN")
