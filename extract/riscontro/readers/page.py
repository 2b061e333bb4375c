"""A web page → the article in it: its text without the site around it, and what the page says of itself."""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from typing import Any

from lxml.etree import SubElement

from riscontro.lexicon import load
from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.decoding import decode
from riscontro.readers.known import key
from riscontro.readers.source import SetAside, Source
from riscontro.sentences import split

_LITTLE = 400  # characters under which a page is looked at again
SHORTEST = 80  # characters of running text that an article has at least
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says its charset
_WALL = re.compile(r"type=[\"']?password|(?:cookie|consent|cmp|gdpr|paywall|login)[\w-]*[\"']", re.IGNORECASE)
_LIVE = re.compile(r'"@type"\s*:\s*\[?\s*"LiveBlogPosting"')
_CLOCK = re.compile(r"\D{0,12}\d{1,2}[:.]\d{2}\D{0,6}")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1995-01-01", "max_date": "2200-01-01"}


def document(
    source: Source,
    data: bytes,
    *,
    said: dict[str, str | None] | None = None,
    place: str | None = None,
    part: str = "",
    charset: str | None = None,
) -> Document | None:
    """The article of a page; None where the same bytes were read before; SetAside where there is no article in it."""
    said, place = said or {}, place or source.place
    content_key = key(source, data, part, sorted(said.items()))
    if source.options.known(content_key):
        return None
    declared = _DECLARED.search(data[:_HEAD])
    charset = charset or source.metadata.get("charset")
    decoded = decode(data, place=place, declared=charset or (declared[1].decode("ascii") if declared else None))
    found = article(decoded.text, place=place)
    own = record.Own(
        title=found.title,
        publisher=found.sitename,
        published=dt.date.fromisoformat(found.date) if found.date else None,
        language=_language(found),
        url=found.url,
        warnings=decoded.warnings,
        content_key=content_key,
    )
    made = record.of(source, {"text": found.text, **said}, own, place=place, part=part)
    _check_story(made, decoded.text, place)
    return made


def article(html: str, *, place: str) -> Any:
    """What trafilatura finds in a page: text, title, sitename, date, url; SetAside where it finds no text."""
    from trafilatura import load_html

    tree = load_html(html)
    found: Any = None
    if tree is not None:
        language = tree.get("lang") or next(iter(tree.xpath("//html/@lang")), None)
        if _LIVE.search(html):
            _keep_entries(tree)
        _spare_the_author(tree)
        found = _found(tree, precisely=True)
        if found is None or len(found.text or "") < _LITTLE:
            found = _found(tree, precisely=False) or found
    if found is None or not (found.text or "").strip():
        raise _no_article(html, place, 0)
    found.language = language
    return found


def _found(tree: Any, *, precisely: bool) -> Any:
    """Precisely: rather a paragraph too few than the site's teasers; a short or odd page is tried both ways."""
    from trafilatura import bare_extraction

    return bare_extraction(
        deepcopy(tree),
        fast=True,
        favor_precision=precisely,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )


def _spare_the_author(tree: Any) -> None:
    """Nobody asks who wrote a page; a page that does not say it would be searched for it for a third of the time."""
    head = tree.find(".//head")
    if head is not None:
        SubElement(head, "meta", name="author", content="not asked")


def _language(found: Any) -> str | None:
    return found.language if isinstance(found.language, str) else None


def _keep_entries(tree: Any) -> None:
    """The times and headlines of a live blog's entries become paragraphs: else they are taken for furniture."""
    for element in list(tree.iter("time", "span", *_HEADINGS)):
        shown = (element.text_content() or "").strip()
        if element.tag == "time" and not shown:
            moment = re.search(r"T(\d{2}:\d{2})", element.get("datetime") or "")
            shown = element.text = moment[1] if moment else ""
        if element.tag in _HEADINGS or _CLOCK.fullmatch(shown):
            element.tag = "p"
            element.attrib.clear()


def _check_story(made: Document, html: str, place: str) -> None:
    """SetAside where what is left of a page is the site's own words: a wall, a menu, an empty frame."""
    sentences = split(made.text, load(made.language))
    story = sum(one.end - one.start for one in sentences if not one.chrome)
    if story < SHORTEST:
        raise _no_article(html, place, story)


def _no_article(html: str, place: str, found: int) -> SetAside:
    if _WALL.search(html):
        expected = f"expected an article, found a cookie or login wall and {found} characters of text"
        return SetAside(place, "wall", expected, "save the page again after consent or login")
    expected = f"expected an article, found {found} characters of running text"
    return SetAside(place, "no_article", expected, "leave it out, or give its text as a .txt file")
