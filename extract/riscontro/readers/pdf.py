"""A .pdf report: the text of its pages, each quote with its page. Where each page begins is kept."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from riscontro.model import Document
from riscontro.readers import paged
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".pdf",)
_MAGIC = b"%PDF-"


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a PDF."""
    return head.lstrip().startswith(_MAGIC)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of the report; None for one that was read before."""
    yield source.place, paged.document(source, _pages)


def _pages(data: bytes, place: str) -> tuple[str | None, list[list[str]]]:
    """Its title, and the paragraphs of each page."""
    pypdf = paged.package("pypdf", place)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd is no concern of the reader
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SetAside(place, "encrypted", "expected a readable .pdf, found a locked one", "unlock it first")
        title = reader.metadata.title if reader.metadata else None
        pages = [[line.strip() for line in page.extract_text().splitlines()] for page in reader.pages]
        return title or None, [paged.paragraphs(lines) for lines in paged.without_running_titles(pages)]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        found = " ".join(str(error).split())[:120] or type(error).__name__
        raise SetAside(place, "pdf", f"expected a readable .pdf, found: {found}", "download it again") from error
