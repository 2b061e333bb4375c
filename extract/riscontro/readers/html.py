"""A .html file: one saved page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riscontro.model import Document
from riscontro.readers import page
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a page."""
    return bool(_HEAD.match(head))


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of the page; None for a page that was read before."""
    data = source.read()
    if not data.strip():
        raise SetAside(source.place, "empty", "expected a page, found an empty file", "remove it, or save it again")
    yield source.place, page.document(source, data)
