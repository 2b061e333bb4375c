"""A .warc file (also .warc.gz): the HTML pages among its responses. Record id, address and time are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from riscontro.model import Document
from riscontro.readers import page
from riscontro.readers.source import LARGEST, OnProblem, Options, SetAside, Source

SUFFIXES = (".warc",)
_MAGIC = b"WARC/"
_PAGES = ("text/html", "application/xhtml+xml")
_AGAIN = "download it again; what came before is kept"


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a web archive."""
    return head.startswith(_MAGIC)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of each page; a page without an article is reported and the next one is read."""
    found = False
    with source.open() as file:
        for record in _responses(file, source.place):
            found = True
            if record.http_content_type not in _PAGES or record.http_headers.status_code != 200:
                continue
            place = f"{source.place}: {record.headers.get('WARC-Target-URI')}"
            try:
                yield place, _document(source, record, place)
            except SetAside as aside:
                on_problem(aside.problem)
    if not found:
        expected = "expected a web archive with responses, found none"
        raise SetAside(source.place, "warc", expected, "check the file, or download it again")


class _Stream:
    """What fastwarc asks of a file. A broken end is kept for later: the records before it come first."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.broken: SetAside | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return b"" if self.broken else self._file.read1(size)  # type: ignore[attr-defined]
        except SetAside as aside:
            self.broken = aside
            return b""

    def tell(self) -> int:
        return 0  # nothing here uses positions


def _responses(file: BinaryIO, place: str) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream: Any = _Stream(file)
    try:
        yield from ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all")
    except OSError as error:
        expected = f"expected a web archive, found: {' '.join(str(error).split()).lower()}"
        raise stream.broken or SetAside(place, "warc", expected, _AGAIN) from error
    if stream.broken:
        raise stream.broken


def _document(source: Source, record: Any, place: str) -> Document | None:
    length = record.content_length
    data = record.reader.read(LARGEST)
    if not data or (len(data) < length and not record.http_headers.get("Content-Encoding")):
        expected = f"expected a page of {length:,} bytes, found {len(data):,}"
        raise SetAside(place, "truncated", expected, _AGAIN)
    said = {"url": record.headers.get("WARC-Target-URI"), "fetched": record.headers.get("WARC-Date")}
    part = record.headers.get("WARC-Record-ID", "").strip("<>")
    return page.document(source, data, said=said, place=place, part=part, charset=record.http_charset)
