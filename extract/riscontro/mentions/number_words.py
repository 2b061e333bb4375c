"""One written word → what it says as a number (a composed number, a scale, an ordinal), by a language's `numbers.yaml`.

A word that is listed is looked up; any other is taken apart into the parts of `words` and added up, so that the list of
words and their values are one thing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

from riscontro.patterns import Pattern
from riscontro.text import bare

LONGEST = 80  # letters; a longer word is no number
EVERYTHING = math.inf


@dataclass(slots=True, eq=False)  # not frozen: one is made for each group of digits, in a third of the time
class Piece:
    """What one word, or one group of digits, brings to a number. Nothing changes it once it is made."""

    kind: str  # number, digits, scale, half, ordinal, share, code
    value: float
    rule: str
    room: float = 0.0  # a smaller number may be added after it, if below this
    scale: float = 1.0  # 1000 in "two thousand": what a range shares with its left number
    alone: str = ""  # scale: exact, approx, vague, never
    counted: str = "exact"
    band: tuple[float, float] | None = None  # scale, alone and vague: what it admits
    glued: bool = False
    plural: bool = False  # ordinal: may be the lower half of "two thirds"
    single: bool = False  # ordinal: may be that of "one third"
    article: bool = False  # of "one": may be no number at all
    after: frozenset[str] = frozenset()  # only after one of these words
    before: tuple[str, ...] = ()  # only before one of these
    exact: str = ""  # only in this spelling, accents and all
    decimals: bool = False  # glued: only after a decimal
    capital: bool = False  # glued: only as a capital letter
    before_parts: bool = False  # share: only before what single parts stand before
    bare: bool = False  # only in a text that is one number and nothing else


@dataclass(frozen=True, slots=True)
class Part:
    """A part that number words are made of."""

    value: float
    room: float
    times: bool = False
    needs_count: bool = False
    no_count: bool = False
    ties: bool = False  # stands between a unit and its ten


@dataclass(frozen=True, slots=True)
class Suffix:
    """An ending that makes an ordinal of a number word."""

    ending: str
    restored: tuple[str, ...]  # what it may have replaced
    rule: str
    plural: bool
    single: bool


@dataclass(frozen=True, eq=False)
class Words:
    """The number words of one language: `read` gives the Piece of a folded word, `prefixes` how any of them begins."""

    listed: dict[str, Piece]
    parts: dict[str, Part]
    pattern: Pattern
    ordinals: tuple[Suffix, ...]
    rule: str
    prefixes: tuple[str, ...] = field(default=())

    def read(self, word: str) -> Piece | None:
        """The Piece that this folded word stands for, or None."""
        return _read(self, word)


@lru_cache(maxsize=8192)
def _read(words: Words, word: str) -> Piece | None:
    if len(word) > LONGEST:
        return None
    plain = bare(word)
    piece = words.listed.get(plain)
    if piece is not None:
        return piece if not piece.exact or piece.exact == word else None
    piece = _composed(words, plain)
    return piece or _ordinal(words, plain)


def _ordinal(words: Words, plain: str) -> Piece | None:
    for suffix in words.ordinals:
        if not plain.endswith(suffix.ending) or len(plain) == len(suffix.ending):
            continue
        for vowel in suffix.restored:
            stem = plain[: -len(suffix.ending)] + vowel
            base = words.listed.get(stem) or _composed(words, stem)
            if base is not None and base.kind in ("number", "scale"):
                part = base.value > 2
                return Piece(
                    "ordinal", base.value, suffix.rule, plural=part and suffix.plural, single=part and suffix.single
                )
    return None


def _composed(words: Words, plain: str) -> Piece | None:
    match = words.pattern.match(plain)
    if match is None:
        return None
    added = _sum([words.parts[p] for p in match.captures("part")])
    if added is None:
        return None
    value, room = added
    scale = 1000.0 if value >= 1000 and value % 1000 == 0 else 100.0 if 0 < value < 1000 and value % 100 == 0 else 1.0
    return Piece("number", value, words.rule, room=room, scale=scale)


def _sum(parts: list[Part]) -> tuple[float, float] | None:
    """Value and remaining room of a chain of parts; None when they are no number in this order."""
    settled = below = last = 0.0
    limit, room, before_last = EVERYTHING, EVERYTHING, EVERYTHING
    tied = False
    for part in parts:
        if part.ties:
            if not 0 < last < 10:
                return None
            tied = True
        elif not part.times:
            if part.value == 0 and len(parts) > 1:
                return None
            free = before_last if tied else room
            if part.value >= free or (tied and part.room != 10):
                return None
            before_last, room = free, 1.0 if tied else part.room
            below, last, tied = below + part.value, part.value, False
        elif part.value < 1000:
            if last > 9 or (last == 0 and below) or (last or 1) * part.value >= (before_last if last else room):
                return None
            below, last, room = below - last + (last or 1) * part.value, 0.0, part.room
        else:
            count = below or 1
            if count * part.value >= limit or (part.needs_count and below < 2) or (part.no_count and below):
                return None
            settled, below, last = settled + count * part.value, 0.0, 0.0
            limit = room = part.room
    return None if tied else (settled + below, room)
