"""Text as the patterns see it: folded character by character, so that every offset stays true."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
_DASHES = {"‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-"}
_SPACES = dict.fromkeys(
    "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_FIXED = {**_QUOTES, **_DASHES, **_SPACES}
_WORD = 40  # code points: a text this short is cheaper to fold letter by letter
_ASCII = bytes(range(0x7F))
_PLAIN = frozenset(char for char in _FIXED if char.isascii())
_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"


@cache
def _folded(char: str) -> str:
    low = _FIXED.get(char) or char.lower()
    return low if len(low) == 1 else char


@cache
def _bare(char: str) -> str:
    low = _folded(char)
    base = unicodedata.normalize("NFD", low)[0]
    return base if base.isalpha() else low


def fold(text: str) -> str:
    """`text` in lower case with plain quotes, dashes and spaces; as long as `text`."""
    return _fold(text)[0] if len(text) > _WORD else "".join(map(_folded, text))


def bare(text: str) -> str:
    """`fold` without accents; as long as `text`."""
    return _strip(text) if len(text) > _WORD else "".join(map(_bare, text))


@lru_cache(maxsize=8)  # all readers of a document ask for the same text
def _fold(text: str) -> tuple[str, set[str]]:
    """The folded text, and its characters beyond ASCII."""
    low = text.lower()
    if len(low) != len(text) or _SIGMA in text:  # a letter whose lower case is two, or depends on where it stands
        low = "".join(map(_folded, text))
        return low, _beyond_ascii(low)
    chars = _beyond_ascii(low)
    chars.update(char for char in _PLAIN if char in low)
    return _replaced(low, chars, _folded), {_folded(char) for char in chars if not _folded(char).isascii()}


@lru_cache(maxsize=8)
def _strip(text: str) -> str:
    return _replaced(*_fold(text), _bare)


def _beyond_ascii(text: str) -> set[str]:
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _replaced(text: str, chars: Iterable[str], one: Callable[[str], str]) -> str:
    """`text` with each of these characters through `one`."""
    for char in chars:
        other = one(char)
        if other != char:
            text = text.replace(char, other)
    return text
