"""A .csv or .tsv file: a header line, then one document a row. The header shows what stands between cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from riscontro.model import Document, DocumentWarning
from riscontro.readers import lines, record
from riscontro.readers.decoding import check_kind, decode
from riscontro.readers.source import LARGEST, OnProblem, Options, SetAside, Source

SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_HEAD = 8192
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a table with the column of the texts."""
    first = head.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0].decode("utf-8", errors="replace")
    _, header = _header(first)
    return len(header) > 1 and options.mapping.get("text", "text") in header


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of each row; a bad row is reported and the next one is read."""
    csv.field_size_limit(LARGEST)
    with source.open() as file:
        doubts: list[DocumentWarning] = []
        text = _lines(file, source.place, on_problem, doubts)
        first = next(text, "")
        if not first.strip():
            expected = "expected a header line, found an empty file"
            raise SetAside(source.place, "empty", expected, "remove it, or write it again")
        delimiter, header = _header(first)
        _check_columns(header, source)
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            place = f"{source.place}:{rows.line_num + 2}"
            try:
                cells = next(rows)
                if any(cell.strip() for cell in cells):
                    yield place, _document(source, header, cells, place, doubts)
            except StopIteration:
                return
            except csv.Error as error:
                expected = f"expected a CSV table, found: {error}"
                raise SetAside(place, "csv", expected, "repair it; the rows before it are kept") from error
            except SetAside as aside:
                on_problem(aside.problem)


def _document(
    source: Source, header: list[str], cells: list[str], place: str, doubts: list[DocumentWarning]
) -> Document:
    if len(cells) != len(header):
        expected = f"expected {len(header)} cells, found {len(cells)}"
        raise SetAside(place, "cells", expected, "put a cell that holds the separator in quotes")
    own = record.Own(warnings=tuple(doubts))
    row = dict(zip(header, cells, strict=True))
    return record.of(source, record.mapped(row, source.options.mapping), own, place=place)


def _header(line: str) -> tuple[str, list[str]]:
    """The separator that gives most columns, and their names."""
    found = {one: next(csv.reader([line], delimiter=one), []) for one in _DELIMITERS}
    delimiter = max(found, key=lambda one: len(found[one]))
    return delimiter, [name.strip() for name in found[delimiter]]


def _check_columns(header: list[str], source: Source) -> None:
    for field in ("text", *source.options.mapping):
        column = source.options.mapping.get(field, field)
        if column not in header:
            raise lines.column_missing(source.place, field, column, header)


def _lines(file: io.BufferedReader, place: str, on_problem: OnProblem, doubts: list[DocumentWarning]) -> Iterator[str]:
    """The lines as text with their ends; a charset that was detected once holds, and is doubted, from there on."""
    if file.peek(2).startswith(_WIDE):
        yield from io.TextIOWrapper(file, encoding="utf-16", newline="")
        return
    check_kind(file.peek(_HEAD)[:_HEAD], place=place)
    charset = None
    for number, data in enumerate(lines.of(file), start=1):
        try:
            lines.check_length(data, place=f"{place}:{number}")
            decoded = decode(data, place=f"{place}:{number}", declared=charset)
        except SetAside as aside:
            on_problem(aside.problem)
            continue
        if decoded.warnings and not doubts:
            charset, doubts[:] = decoded.charset, decoded.warnings
        yield decoded.text
