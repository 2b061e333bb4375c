"""A key of the bytes that a document is read from: what is in the warehouse under it need not be read again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from riscontro.model import stable_id
from riscontro.readers.source import Source

_DEEP = ("trafilatura", "htmldate", "pypdf", "python-docx")  # what decides which text comes out of the same bytes


def key(source: Source, data: bytes, *said: object) -> str:
    """Changes with the bytes, with what is said of them, and with the code that reads them."""
    digest = hashlib.sha256(data).hexdigest()
    options = (sorted(source.options.mapping.items()), source.options.as_of)
    return stable_id(digest, source.origin, sorted(source.metadata.items()), *options, *said, _readers(), length=32)


@cache
def _readers() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return stable_id(digest.hexdigest(), *map(_version, _DEEP))


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:
        return ""
