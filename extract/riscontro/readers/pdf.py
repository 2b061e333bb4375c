"""A .pdf report: the text of its pages, each quote with its page. Where each page begins is kept."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from riscontro.model import Document
from riscontro.readers import paged, record
from riscontro.readers.known import key
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".pdf",)
_MAGIC = b"%PDF-"


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a PDF."""
    return head.lstrip().startswith(_MAGIC)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of the report; None for one that was read before."""
    data = source.read()
    content_key = key(source, data)
    if source.options.known(content_key):
        yield source.place, None
        return
    title, pages = _pages(data, source.place)
    text, starts = paged.joined([paged.paragraphs(lines) for lines in paged.without_running_titles(pages)])
    if not text.strip():
        expected = f"expected a report with text, found {len(pages)} pages of pictures"
        raise SetAside(source.place, "no_text", expected, "recognise its text first (OCR)")
    own = record.Own(title=title, page_starts=starts, content_key=content_key)
    yield source.place, record.of(source, {"text": text}, own)


def _pages(data: bytes, place: str) -> tuple[str | None, list[list[str]]]:
    pypdf = paged.library("pypdf", place)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd is no concern of the reader
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SetAside(place, "encrypted", "expected a readable .pdf, found a locked one", "unlock it first")
        title = reader.metadata.title if reader.metadata else None
        return title or None, [[line.strip() for line in page.extract_text().splitlines()] for page in reader.pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        found = " ".join(str(error).split())[:120] or type(error).__name__
        raise SetAside(place, "pdf", f"expected a readable .pdf, found: {found}", "download it again") from error
