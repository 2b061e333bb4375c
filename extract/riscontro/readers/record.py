"""What is said of a text, checked → Document. Nothing is guessed: a doubtful record is set aside.

The caller's word goes before that of the page itself, which goes before a date line in the text.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from riscontro.addresses import known_publisher, publisher_of
from riscontro.identify import identify
from riscontro.lexicon import available
from riscontro.model import Document, DocumentWarning, stable_id
from riscontro.readers import dates
from riscontro.readers.decoding import has_lone_surrogate
from riscontro.readers.source import DEFAULTS, Options, SetAside, Source

FIELDS = ("id", "text", "title", "publisher", "published", "language", "url", "fetched")
LONGEST = 5_000_000  # code points of one text
_SURE = 200  # code points from which a text tells its language better than its page does


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a page or report says of itself, and what its reader noticed."""

    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None
    page_starts: tuple[int, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    content_key: str | None = None


NOTHING = Own()


def document(
    record: Mapping[str, Any],
    *,
    origin: str,
    place: str,
    said_at: str | None = None,
    own: Own = NOTHING,
    options: Options = DEFAULTS,
) -> Document:
    """The document with the fields FIELDS; others are not read. The stored text is Unicode NFC.

    `place` is named where the text is at fault, `said_at` (if it is another) where what is said of it is.
    """
    said_at = said_at or place
    text = _text(record, place)
    said = {name: _string(record, name, said_at) for name in FIELDS if name != "text"}
    language, doubts = _language(said["language"], own, text, place, said_at)
    fetched = dates.moment(said["fetched"], said_at)
    published, disagreements = dates.published(said["published"], own.published, text, language, said_at)
    dates.check_not_ahead(published, fetched, options.as_of, said_at if said["published"] else place)
    url = _url(said["url"], own.url)
    return Document(
        id=said["id"] or stable_id(text, origin),
        text=text,
        language=language,
        title=said["title"] or own.title,
        publisher=known_publisher(said["publisher"]) if said["publisher"] else publisher_of(url) or own.publisher,
        published=published,
        url=url,
        origin=origin,
        fetched=fetched,
        page_starts=own.page_starts,
        warnings=(*own.warnings, *doubts, *disagreements),
        content_key=own.content_key,
    )


def of(
    source: Source,
    said: Mapping[str, Any],
    own: Own = NOTHING,
    *,
    place: str | None = None,
    part: str = "",
) -> Document:
    """`document` for a source, or for the `part` of it at `place`; what metadata.csv says goes before `said`."""
    rows = {name: value for name, value in source.metadata.items() if value}
    return document(
        {**said, **rows},
        origin=f"{source.origin}#{part}" if part else source.origin,
        place=place or source.place,
        said_at=source.metadata_place if rows else None,
        own=own,
        options=source.options,
    )


def mapped(row: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a document from a row whose columns have other names; a.b is b inside a."""
    return {name: _at(row, mapping.get(name, name)) for name in FIELDS}


def _at(row: Mapping[str, Any], column: str) -> Any:
    if column in row:
        return row[column]
    outer, dot, inner = column.partition(".")
    below = row.get(outer) if dot else None
    return _at(below, inner) if isinstance(below, Mapping) else None


def _text(record: Mapping[str, Any], place: str) -> str:
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SetAside(place, "missing_text", "expected a field text with a text in it", "add it, or remove the record")
    if len(text) > LONGEST:
        expected = f"expected a text of at most {LONGEST:,} characters, found {len(text):,}"
        raise SetAside(place, "too_large", expected, "split it into articles, or leave it out")
    _check_characters(text, "text", place)
    return unicodedata.normalize("NFC", text)


def _string(record: Mapping[str, Any], name: str, place: str) -> str | None:
    value = record.get(name)
    if isinstance(value, dt.date) or (name in ("id", "published") and type(value) is int):
        value = str(value)  # a table has dates and numbers where JSON has strings
    if value is not None and not isinstance(value, str):
        raise SetAside(
            place, "field", f"expected a string in {name}, found {value!r:.40}", "put it in quotes, or remove it"
        )
    _check_characters(value or "", name, place)
    if not value or not value.strip():
        return None
    return value if name == "id" else value.strip()


def _check_characters(value: str, name: str, place: str) -> None:
    if has_lone_surrogate(value):  # JSON can escape half a character
        raise SetAside(
            place, "encoding", f"expected whole characters in {name}, found half a pair", "repair the \\u escape"
        )


def _language(
    said: str | None, own: Own, text: str, place: str, said_at: str
) -> tuple[str, tuple[DocumentWarning, ...]]:
    """The caller's word, else what the text looks like; the page's word where the text is too short to tell."""
    if said:
        code = _code(said)
        if code not in available():
            raise _unreadable(said_at, f"found {said!r:.40}", "correct it, or leave the document out")
        return code, ()
    found, told = identify(text), _code(own.language)
    if told in available() and found != told and (len(text) < _SURE or found in available()):
        code = told if len(text) < _SURE or found is None else found
        return code, (
            DocumentWarning("language", f"the page says {told}, the text looks like {found}; read as {code}"),
        )
    if found is None or found not in available():
        looks = f"this text looks like {found!r}" if found else "this text has no words"
        raise _unreadable(place, looks, "say its language if that is wrong, or leave it out")
    return found, ()


def _code(language: str | None) -> str:
    """A regional form is the language."""
    return re.split(r"[-_]", (language or "").lower())[0]


def _unreadable(place: str, found: str, action: str) -> SetAside:
    return SetAside(place, "language", f"expected language {' or '.join(available())}, {found}", action)


def _url(said: str | None, canonical: str | None) -> str | None:
    """The page's canonical address where it is one of the same publisher; a home page is nobody's canonical address."""
    if not said or not canonical:
        return said or canonical
    trusted = publisher_of(said) == publisher_of(canonical) and urlsplit(canonical).path.strip("/")
    return canonical if trusted else said
