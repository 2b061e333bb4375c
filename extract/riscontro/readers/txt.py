"""A .txt file: one article. The stored text is the file's with every line end read as LF; title and date stay in it."""

from __future__ import annotations

from collections.abc import Iterator

from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.decoding import decode
from riscontro.readers.source import OnProblem, SetAside, Source

SUFFIXES = (".txt",)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of the file, with what metadata.csv says of it."""
    decoded = decode(source.read(), place=source.place)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SetAside(
            source.place, "empty", "expected a text, found an empty file", "remove it, or fetch the article again"
        )
    yield source.place, record.of(source, {"text": text}, record.Own(warnings=decoded.warnings))
