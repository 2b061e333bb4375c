"""Text as the patterns see it: folded character by character, so that every offset stays true."""

from __future__ import annotations

import unicodedata
from functools import cache

_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
_DASHES = {"‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-"}
_SPACES = dict.fromkeys(
    "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_FIXED = {**_QUOTES, **_DASHES, **_SPACES}


@cache
def _folded(char: str) -> str:
    low = _FIXED.get(char) or char.lower()
    return low if len(low) == 1 else char


@cache
def _bare(char: str) -> str:
    low = _folded(char)
    base = unicodedata.normalize("NFD", low)[0]
    return base if base.isalpha() else low


class _Table(dict[int, str]):
    """A translation table that fills itself, one character at a time."""

    def __init__(self, one: object) -> None:
        super().__init__()
        self._one = one

    def __missing__(self, key: int) -> str:
        value: str = self._one(chr(key))  # type: ignore[operator]
        self[key] = value
        return value


_FOLD, _BARE = _Table(_folded), _Table(_bare)


def fold(text: str) -> str:
    """`text` in lower case with plain quotes, dashes and spaces; as long as `text`."""
    return text.translate(_FOLD)


def bare(text: str) -> str:
    """`fold` without accents; as long as `text`."""
    return text.translate(_BARE)
