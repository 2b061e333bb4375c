"""Bytes → text: UTF-8 with or without a byte order mark, and a clear word where it is something else."""

from __future__ import annotations

import codecs

from riscontro.readers.source import SetAside

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONVERT = "convert it to UTF-8 (for instance: iconv -f WINDOWS-1252 -t UTF-8)"


def decode(data: bytes, *, place: str) -> str:
    """The text as it stands in `data`; SetAside with reason binary or encoding."""
    check_kind(data, place=place)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"byte 0x{error.object[error.start]:02x} on line {line}"
        raise SetAside(place, "encoding", f"expected UTF-8 text, found {found}", _CONVERT) from error


def check_kind(data: bytes, *, place: str) -> None:
    """SetAside where the first bytes of a file show that it is no UTF-8 text at all."""
    if data.startswith(_WIDE_MARKS):
        raise SetAside(place, "encoding", "expected UTF-8 text, found UTF-16 or UTF-32", "convert it to UTF-8 (iconv)")
    if b"\x00" in data:
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
