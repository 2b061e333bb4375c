"""An RSS or Atom file: the entries with their full text; for a summary the linked page, where fetching is allowed."""

from __future__ import annotations

import datetime as dt
import email.utils
import io
import re
from collections.abc import Iterator
from typing import Any

from riscontro.model import Document
from riscontro.readers import page, record
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".rss", ".atom", ".xml")
FULL = 600  # characters from which a description is the article itself
_HEAD = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "section",
}
_NO_TEXT = {"script", "style", "figure", "iframe", "form"}


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a feed."""
    return bool(_HEAD.match(head))


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of each entry; an entry without its text is reported and the next one is read."""
    data = source.read()
    check_xml(data, source.place)
    feed = _parsed(data, source.place)
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{source.place}: {entry.get('link') or f'entry {number}'}"
        try:
            yield place, _document(source, feed.feed, entry, place, number)
        except SetAside as aside:
            on_problem(aside.problem)


def check_xml(data: bytes, place: str) -> None:
    """SetAside where a file declares entities, or is no XML that a feed reader could make sense of."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        fromstring(data)
    except DefusedXmlException as error:
        expected = "expected a feed, found XML that declares entities"
        raise SetAside(place, "entities", expected, "check where it comes from; it is not read") from error
    except (ParseError, ValueError, LookupError) as error:
        if b"\x00" in data or b"<!ENTITY" in data.upper() or not _HEAD.match(data):
            expected = f"expected a feed in XML, found: {error}"
            raise SetAside(place, "feed", expected, "download it again, or leave it out") from error


def _parsed(data: bytes, place: str) -> Any:
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    if not feed.version:
        raise SetAside(place, "feed", "expected an RSS or Atom feed, found other XML", "leave it out")
    if not feed.entries:
        raise SetAside(place, "empty", "expected entries, found a feed without any", "download it again")
    return feed


def _document(source: Source, feed: Any, entry: Any, place: str, number: int) -> Document | None:
    link, part = entry.get("link"), entry.get("id") or entry.get("link") or str(number)
    text = _text(entry)
    if text is None:
        return _linked(source, link, place, part)
    own = record.Own(
        title=entry.get("title"),
        publisher=feed.get("title"),
        published=_published(entry),
        language=feed.get("language"),
    )
    return record.of(source, {"text": text, "url": link}, own, place=place, part=part)


def _linked(source: Source, link: str | None, place: str, part: str) -> Document | None:
    if source.options.fetch is None or not link:
        action = "give --fetch to read the page that it links to" if link else "leave it out"
        raise SetAside(place, "summary", "expected an entry with its full text, found a summary", action)
    found = source.options.fetch(link)
    said: dict[str, str | None] = {"url": found.url, "fetched": found.fetched.isoformat()}
    return page.document(source, found.data, said=said, place=place, part=part, charset=found.charset)


def _text(entry: Any) -> str | None:
    """The full text of an entry; None where it holds a summary only."""
    texts = [plain(content.get("value") or "") for content in entry.get("content", ())]
    full = next((text for text in texts if text.strip()), None)
    summary = plain(entry.get("summary") or "")
    return full if full is not None else summary if len(summary) >= FULL else None


def plain(html: str) -> str:
    """The text of a piece of HTML, a line a block."""
    from lxml.html import fragment_fromstring

    lines = "".join(_pieces(fragment_fromstring(html, create_parent="div"))).splitlines()
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(root: Any) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        shown = isinstance(element.tag, str) and element.tag not in _NO_TEXT
        if event == "start" and not shown:
            walk.skip_subtree()
        if element.tag in _BLOCKS:
            yield "\n"
        text = element.text if event == "start" else element.tail
        yield re.sub(r"\s+", " ", text or "") if shown or event == "end" else ""


def _published(entry: Any) -> dt.date | None:
    """The day in the zone of the publisher."""
    said = entry.get("published") or entry.get("updated") or ""
    for read_date in (email.utils.parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            return read_date(said).date()
        except ValueError:
            continue
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return dt.date(*parsed[:3]) if parsed else None
