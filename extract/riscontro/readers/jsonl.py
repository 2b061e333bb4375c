"""A .jsonl file: one JSON object a line, read line by line. The stored text is the string as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.decoding import check_kind, decode
from riscontro.readers.source import OnProblem, SetAside, Source

SUFFIXES = (".jsonl", ".ndjson")
HEAD = 8192


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of each line; a bad line is reported and the next one is read."""
    seen = 0
    with source.open() as file:
        check_kind(
            file.peek(HEAD)[:HEAD], place=source.place
        )  # a whole file of another kind is one problem, not one a line
        for number, data in enumerate(file, start=1):
            if not data.strip():
                continue
            seen += 1
            place = f"{source.place}:{number}"
            try:
                yield place, record.document(_object(data, place), origin=source.origin, place=place)
            except SetAside as aside:
                on_problem(aside.problem)
    if not seen:
        raise SetAside(
            source.place,
            "empty",
            "expected one JSON object a line, found an empty file",
            "remove it, or write it again",
        )


def _object(data: bytes, place: str) -> dict[str, Any]:
    text = decode(data.rstrip(b"\r\n"), place=place)
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
