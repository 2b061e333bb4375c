"""Bytes → text: UTF-8, else the declared charset, else one that a library detects; a clear word where none fits."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from riscontro.model import DocumentWarning
from riscontro.readers.source import SetAside

_WIDE_MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_LIKELY = ["cp1252", "cp1251"]  # others must be declared: on short texts their near relatives are mistaken for them
_SAMPLE = 65_536  # bytes are plenty to tell a charset by
_CONVERT = "save it again as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and a warning where its charset is not what it should be."""

    text: str
    charset: str
    warnings: tuple[DocumentWarning, ...] = ()


def decode(data: bytes, *, place: str, declared: str | None = None) -> Decoded:
    """The text of `data`; SetAside with reason binary or encoding."""
    wide = next((name for mark, name in _WIDE_MARKS.items() if data.startswith(mark)), None)
    if wide is None:
        check_kind(data, place=place)
    own = _known(declared)
    for charset in dict.fromkeys(filter(None, (wide, "utf-8", own))):
        try:
            text = data.removeprefix(codecs.BOM_UTF8).decode(charset)
        except UnicodeDecodeError:
            continue
        differs = own not in (None, charset) and not wide and not data.isascii()
        return Decoded(text, charset, _warning(f"declared {declared}, read as {charset}") if differs else ())
    return _detected(data, place, declared)


def check_kind(data: bytes, *, place: str) -> None:
    """SetAside where the first bytes of a file show that it is no text at all."""
    if b"\x00" in data and not data.startswith(tuple(_WIDE_MARKS)):
        raise SetAside(
            place, "binary", "expected text, found binary data", "leave it out, or give its text as a .txt file"
        )


def has_lone_surrogate(text: str) -> bool:
    """True where the text cannot be written as UTF-8: JSON can escape half a character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _detected(data: bytes, place: str, declared: str | None) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY).best()
    try:
        if best is not None:
            said = f"declared {declared}" if declared else "not UTF-8"
            return Decoded(data.decode(best.encoding), best.encoding, _warning(f"{said}, read as {best.encoding}"))
    except UnicodeDecodeError:
        pass
    raise SetAside(place, "encoding", f"expected text in a known charset, found {_first_wrong(data)}", _CONVERT)


def _first_wrong(data: bytes) -> str:
    """Where `data` stops being UTF-8."""
    decoded = data.decode("utf-8", errors="ignore").encode()
    start = next((i for i, (one, other) in enumerate(zip(data, decoded, strict=False)) if one != other), len(decoded))
    return f"byte 0x{data[start]:02x} on line {data[:start].count(10) + 1}"


def _known(charset: str | None) -> str | None:
    """The library's name of a charset; None for one that nobody knows."""
    try:
        return codecs.lookup(charset.strip()).name.removesuffix("-sig") if charset else None
    except (LookupError, ValueError):
        return None


def _warning(detail: str) -> tuple[DocumentWarning, ...]:
    return (DocumentWarning("charset", detail),)
