"""A .json file: one object with a text, or a list of such objects. They are read one at a time."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.decoding import check_kind
from riscontro.readers.source import LARGEST, OnProblem, Options, SetAside, Source, too_large

SUFFIXES = (".json",)
_FIRST_READ = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a list of objects."""
    return bool(re.match(rb"\[\s*[{\]]", head.removeprefix(codecs.BOM_UTF8).lstrip()))


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of each object; what is no document is reported and the next one is read."""
    with source.open() as file:
        check_kind(file.peek(_FIRST_READ)[:_FIRST_READ], place=source.place)
        for number, value in enumerate(_values(_Text(file, source.place), source), start=1):
            place = f"{source.place}: object {number}"
            try:
                if not isinstance(value, dict):
                    found = f"expected a JSON object, found {type(value).__name__}"
                    raise SetAside(place, "json", found, 'write {"text": …} for it')
                yield place, record.of(source, record.mapped(value, source.options.mapping), place=place)
            except SetAside as aside:
                on_problem(aside.problem)


class _Text:
    """A file as text that grows while it is read, and forgets what was used."""

    def __init__(self, file: io.BufferedReader, place: str) -> None:
        self._file, self._place = file, place
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self.buffer, self.ended = "", False

    def grow(self) -> None:
        """At least as much again as there is."""
        data = self._file.read(max(_FIRST_READ, len(self.buffer)))
        self.ended = not data
        try:
            self.buffer += self._decode.decode(data, final=self.ended)
        except UnicodeDecodeError as error:
            found = f"expected JSON in UTF-8, found byte 0x{error.object[error.start]:02x}"
            raise SetAside(self._place, "encoding", found, "save it again as UTF-8") from error

    def skip(self) -> str:
        """The next character that is neither blank nor comma; empty at the end."""
        while True:
            self.buffer = self.buffer[_BETWEEN.match(self.buffer).end() :]  # type: ignore[union-attr]
            if self.buffer or self.ended:
                return self.buffer[:1]
            self.grow()

    def value(self) -> Any:
        """The value that begins here."""
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self.buffer)
            except (ValueError, RecursionError) as error:
                if self.ended or isinstance(error, RecursionError):
                    raise
                if len(self.buffer) > LARGEST:
                    raise too_large(self._place, LARGEST) from error
                self.grow()
            else:
                self.buffer = self.buffer[end:]
                return value


def _values(text: _Text, source: Source) -> Iterator[Any]:
    """The objects of a list, or the one object."""
    first, number = text.skip(), 1
    if not first:
        expected = "expected a list of JSON objects, found an empty file"
        raise SetAside(source.place, "empty", expected, "remove it, or write it again")
    try:
        if first != "[":
            yield _one(text.value(), source)
            return
        text.buffer = text.buffer[1:]
        while text.skip() not in ("]", ""):
            yield text.value()
            number += 1
        if not text.buffer:
            raise ValueError("the file ends inside the list")
    except (ValueError, RecursionError) as error:
        said = f"{getattr(error, 'msg', None) or str(error) or 'too deep a nesting'} in object {number}".lower()
        expected = f"expected a list of JSON objects, found: {said}"
        raise SetAside(source.place, "json", expected, "repair it; the objects before it are kept") from error


def _one(value: Any, source: Source) -> Any:
    column = source.options.mapping.get("text", "text")
    if isinstance(value, dict) and record.mapped(value, source.options.mapping)["text"] is not None:
        return value
    found = f"an object with {', '.join(list(value)[:8]) or 'nothing'}" if isinstance(value, dict) else f"{value!r:.40}"
    expected = f"expected an object with a field {column!r}, or a list of such objects, found {found}"
    raise SetAside(source.place, "shape", expected, "name the field with --map text=FIELD, or take the list out of it")
