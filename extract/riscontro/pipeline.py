"""START HERE: documents in, facts and rejections out. Pure: no clock, no database, so any engine can map it.

sentences → parse (words, numbers, times, names, verbs) → claims (what, whose, who says so, when) → once per document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from riscontro import garbage, lexicon
from riscontro.assemble import document as reading
from riscontro.assemble import facts as rows
from riscontro.assemble.parse import parse
from riscontro.model import Document, Extraction
from riscontro.paths import PACKAGE, SEEDS
from riscontro.sentences import split


def extract(document: Document) -> Extraction:
    """All facts and rejections of one document, in text order."""
    read = reading.read(document, lexicon.load(document.language))
    return Extraction(document, rows.facts(document, read), rows.rejections(document, read))


def extract_all(documents: Iterable[Document]) -> Iterator[Extraction]:
    """`extract`, streamed, with the garbage collector put off while a document is read."""
    for document in documents:
        with garbage.put_off():
            extraction = extract(document)
        yield extraction


def mentions(document: Document) -> list[dict[str, Any]]:
    """What was seen before it was judged: rows with document_id, kind, text, char_start, char_end, rule_id and, for
    quantities, value, low, high, modifier, and as id the kind of number; for times, date, date_end, precision."""
    from riscontro.assemble.listing import rows_of

    language = lexicon.load(document.language)
    found: list[dict[str, Any]] = []
    for sentence in split(document.text, language):
        found += rows_of(parse(sentence, document.text, language), document)
    return sorted(found, key=lambda r: (r["char_start"], r["char_end"], r["kind"]))


@cache
def fingerprint(language: str) -> str:
    """A hash of everything that decides what a document of this language yields: code, wording, seeds."""
    digest = hashlib.sha256()
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE / "languages" / language).glob("*.yaml"), *SEEDS.glob("*.csv")]
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
