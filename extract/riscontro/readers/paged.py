"""Pages of a report → one text with running paragraphs, and where in it each page begins."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType

from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.known import key
from riscontro.readers.source import SetAside, Source

_END = re.compile(r"[.!?…:;][\"'”»’)\]]*$")
_NUMBER = re.compile(r"\W*\w{0,7}\W*\d+\W*(?:\w{0,3}\W*\d+\W*)?")  # "12", "- 12 -", "p. 12/40"
_SHORT = 0.75  # of the longest line: a line that ends before there was not broken by the page's width
_OFTEN = 3  # pages that carry the same first or last line: a running title


def package(name: str, place: str) -> ModuleType:
    """The module that reads a format; SetAside with the command to install it where it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        expected = f"expected the package of the extra `documents` for this format, found no {error.name}"
        raise SetAside(
            place, "extra", expected, "install it: in the project's folder, pip install '.[documents]'"
        ) from error


def document(source: Source, pages_of: Callable[[bytes, str], tuple[str | None, list[list[str]]]]) -> Document | None:
    """The report, whose title and paragraphs by page `pages_of` finds in its bytes; None where it was read before."""
    data = source.read()
    content_key = key(source, data)
    if source.options.known(content_key):
        return None
    title, pages = pages_of(data, source.place)
    text, starts = joined(pages)
    if not text.strip():
        expected = f"expected a report with text, found {len(pages)} pages without any"
        raise SetAside(source.place, "no_text", expected, "recognise its text first (OCR), or leave it out")
    own = record.Own(title=title, page_starts=starts, content_key=content_key)
    return record.of(source, {"text": text}, own)


def joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """One text of the paragraphs of all pages, in NFC, and the offset at which each page begins."""
    text, starts = "", []
    for paragraphs in pages:
        goes_on = text and paragraphs and not _END.search(text[:-1]) and paragraphs[0][:1].islower()
        text = f"{text[:-1]} " if goes_on else text  # a sentence that the page's end broke
        starts.append(len(text))
        text += "".join(unicodedata.normalize("NFC", paragraph) + "\n" for paragraph in paragraphs)
    return text, tuple(starts)


def without_running_titles(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without page numbers and without what stands at the top or foot of many pages."""
    edges = Counter(line for lines in pages for line in {*lines[:1], *lines[-1:]})
    often = {line for line, count in edges.items() if count >= _OFTEN}
    return [_trimmed(list(lines), often) for lines in pages]


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines as they stand on a page → paragraphs: a line that the page's width broke goes on in the next one."""
    longest = max(map(len, lines), default=0)
    found: list[str] = []
    above = ""
    for line in lines:
        broken = len(above) > _SHORT * longest or (above and not _END.search(above) and line[:1].islower())
        if line and broken:
            found[-1] = _together(found[-1], line)
        elif line:
            found.append(line)
        above = line
    return found


def _together(above: str, line: str) -> str:
    hyphenated = re.search(r"[^\W\d_]-$", above) and line[:1].islower()
    return above[:-1] + line if hyphenated else f"{above} {line}"


def _trimmed(lines: list[str], often: set[str]) -> list[str]:
    for end in (0, -1):
        while lines and (not lines[end] or lines[end] in often or _NUMBER.fullmatch(lines[end])):
            lines.pop(end)
    return lines
