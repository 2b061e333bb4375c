"""A .jsonl file: one JSON object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from riscontro.model import Document
from riscontro.readers import lines, record
from riscontro.readers.decoding import check_kind
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".jsonl", ".ndjson")
_HEAD = 8192


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is JSON lines."""
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of each line; a bad line is reported and the next one is read."""
    seen = 0
    with source.open() as file:
        check_kind(
            file.peek(_HEAD)[:_HEAD], place=source.place
        )  # a file of another kind is one problem, not one a line
        for number, data in enumerate(lines.of(file), start=1):
            if not data.strip():
                continue
            seen += 1
            place = f"{source.place}:{number}"
            try:
                yield place, _document(source, data, place)
            except SetAside as aside:
                on_problem(aside.problem)
    if not seen:
        expected = "expected one JSON object a line, found an empty file"
        raise SetAside(source.place, "empty", expected, "remove it, or write it again")


def _document(source: Source, data: bytes, place: str) -> Document:
    decoded = lines.text(data, place=place)
    said = record.mapped(parsed(decoded.text, place), source.options.mapping)
    return record.of(source, said, record.Own(warnings=decoded.warnings), place=place)


def parsed(text: str, place: str) -> dict[str, Any]:
    """The JSON object that `text` holds; SetAside where it holds another thing."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        found = (
            f"{error.msg} at column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else "too long a number or too deep a nesting"
        )
        raise SetAside(
            place, "json", f"expected one JSON object, found: {found}", "repair or remove the line"
        ) from error
    if not isinstance(value, dict):
        raise SetAside(
            place, "json", f"expected a JSON object, found {type(value).__name__}", 'write {"text": …} on the line'
        )
    return value
