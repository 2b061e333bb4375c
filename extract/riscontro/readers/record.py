"""What a caller says of a text, checked → Document. Nothing is guessed: a doubtful record is set aside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from riscontro.identify import identify
from riscontro.lexicon import available, load
from riscontro.model import Document, stable_id
from riscontro.readers.decoding import has_lone_surrogate
from riscontro.readers.source import SetAside

_DAY = "a day as YYYY-MM-DD"
_DATE_ACTION = "correct the date, or leave it empty"


def document(record: Mapping[str, Any], *, origin: str, place: str, said_at: str | None = None) -> Document:
    """The document with the fields id, text, title, publisher, published, language, url; other fields are not read.

    `place` is named where the text is at fault, `said_at` (if it is another) where what is said of it is.
    """
    said_at = said_at or place
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SetAside(place, "missing_text", "expected a field text with a text in it", "add it, or remove the record")
    _check_characters(text, "text", place)
    said = {
        name: _string(record, name, said_at) for name in ("id", "title", "publisher", "published", "language", "url")
    }
    language = _said_language(said["language"], said_at) if said["language"] else _identified(text, place)
    return Document(
        id=said["id"] or stable_id(text, origin),
        text=text,
        language=language,
        title=said["title"],
        publisher=said["publisher"],
        published=_published(said["published"], text, language, said_at),
        url=said["url"],
        origin=origin,
    )


def _string(record: Mapping[str, Any], name: str, place: str) -> str | None:
    value = record.get(name)
    if name in ("id", "published") and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
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


def _said_language(said: str, place: str) -> str:
    code = re.split(r"[-_]", said.lower())[0]  # a regional form is the language
    if code not in available():
        expected = f"expected language {' or '.join(available())}, found {said!r:.40}"
        raise SetAside(place, "language", expected, "correct it, or leave the document out")
    return code


def _identified(text: str, place: str) -> str:
    code = identify(text)
    if code not in available():
        found = f"this text looks like {code!r}" if code else "this text has no words"
        expected = f"expected language {' or '.join(available())}, {found}"
        raise SetAside(place, "language", expected, "say its language if that is wrong, or leave it out")
    return code


def _published(said: str | None, text: str, language: str, place: str) -> dt.date | None:
    """The day the caller gives, else the one of a date line at the top; a bare year dates a date line without one."""
    if said and not re.fullmatch(r"\d{4}", said):
        return _day(said, place)
    from riscontro.dateline import find_dateline

    found = find_dateline(text, load(language), year=int(said) if said else None)
    if said and not found:
        raise SetAside(place, "date", f"expected {_DAY} in published, found a year alone: {said}", _DATE_ACTION)
    return found[0] if found else None


def _day(said: str, place: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(said).date()
    except ValueError as error:
        raise SetAside(place, "date", f"expected {_DAY} in published, found {said!r:.40}", _DATE_ACTION) from error
