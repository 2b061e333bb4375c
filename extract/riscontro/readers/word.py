"""A .docx report: its paragraphs and table rows. Pages are those of the last saved layout, else hard breaks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from riscontro.model import Document
from riscontro.readers import paged
from riscontro.readers.compressed import ALLOWANCE, RATIO
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".docx",)
_ZIP, _OFFICE = b"PK\x03\x04", b"[Content_Types].xml"
_BREAK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}type"


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is an office document."""
    return head.startswith(_ZIP) and _OFFICE in head


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of the report; None for one that was read before."""
    yield source.place, paged.document(source, _pages)


def _pages(data: bytes, place: str) -> tuple[str | None, list[list[str]]]:
    """Its title, and the paragraphs of each page."""
    docx = paged.package("docx", place)
    _check_size(data, place)
    try:
        report = docx.Document(io.BytesIO(data))
        pages: list[list[str]] = [[]]
        blocks = list(report.iter_inner_content())
        laid_out = any(getattr(block, "rendered_page_breaks", ()) for block in blocks)
        for block in blocks:
            pages.extend([] for _ in range(_breaks(block, laid_out=laid_out)))
            pages[-1].extend(_lines(block))
        return report.core_properties.title or None, pages
    except (ValueError, KeyError, zipfile.BadZipFile, docx.opc.exceptions.PackageNotFoundError, SyntaxError) as error:
        found = " ".join(str(error).split())[:120] or type(error).__name__
        raise SetAside(place, "docx", f"expected a .docx file, found: {found}", "save it again") from error


def _breaks(block: Any, *, laid_out: bool) -> int:
    """Pages that end before or in this paragraph: one that goes over two pages counts to the second."""
    if not hasattr(block, "rendered_page_breaks"):
        return 0
    if laid_out:
        return len(block.rendered_page_breaks)
    return sum(one.get(_BREAK) == "page" for one in block._p.iter("{*}br"))


def _lines(block: Any) -> Iterator[str]:
    if hasattr(block, "rows"):
        for row in block.rows:
            yield " | ".join(" ".join(cell.text.split()) for cell in row.cells)
    else:
        yield from (line for line in (" ".join(part.split()) for part in block.text.splitlines()) if line)


def _check_size(data: bytes, place: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = sum(info.file_size for info in package.infolist())
    except zipfile.BadZipFile as error:
        raise SetAside(place, "docx", f"expected a .docx file, found: {error}", "save it again") from error
    if inside > max(ALLOWANCE, RATIO * len(data)) or inside > 4 * ALLOWANCE:
        expected = f"expected a report, found {inside // len(data):,} times as much inside as outside"
        raise SetAside(place, "bomb", expected, "check where it comes from")
