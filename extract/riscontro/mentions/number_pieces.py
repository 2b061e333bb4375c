"""What stands between two blanks → what it is to a number: the number itself, or a word that changes or bounds one.

Sentences go on with the same pieces, so each is looked into once and remembered. Most mean nothing here: None.
"""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_phrases import CLOSING, OPENING, Lead, Phrases
from riscontro.mentions.number_scan import Scan, Span
from riscontro.mentions.number_words import Piece, Words

_KNOWN, _LONGEST = 30_000, 40  # pieces that are remembered, and how long such a piece may be
_BEFORE = frozenset("(\"'\n")  # what may touch a number that is told by itself, before and after it
_AFTER = frozenset(("", *'.,;:!?)"'))


@dataclass(frozen=True, slots=True)
class Sight:
    """What one piece is to the number in it, before it or behind it. Offsets count from the start of the piece."""

    spans: tuple[Span, ...]  # the words and digits at which a number may begin
    odd: bool  # no word, or one with a line break: its neighbours need a closer look
    turns: bool  # as the word before a number: makes something else of it
    bends: bool  # as the word after it: the same
    lead: Lead | None  # as the word before it: may end a phrase that bounds it
    after: frozenset[str] | None  # as the word after it: may begin such a phrase, with which second words
    far: frozenset[str] | None  # the same where a noun comes between
    piece: Piece | None = None  # the only number in the piece, if nothing that touches it changes it
    start: int = 0
    end: int = 0
    led: bool = False  # what touches the number may end a phrase that bounds it


@dataclass(frozen=True, eq=False)
class Readers:
    """What the pieces of one language are looked into with."""

    scan: Scan
    words: Words
    digits: Digits
    turning: frozenset[str]  # words that make something else of the number behind them
    bending: frozenset[str]  # letters, or the sign, that make something else of the number before them
    before: Phrases
    after: tuple[Phrases, ...]
    far: tuple[Phrases, ...]


class Pieces(dict[str, Sight | None]):
    """Every piece seen so far; forgotten before they are too many."""

    def __init__(self, readers: Readers) -> None:
        super().__init__()
        self.readers = readers

    def __missing__(self, piece: str) -> Sight | None:
        seen = self._seen(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= _KNOWN:
                self.clear()
            self[piece] = seen
        return seen

    def _seen(self, piece: str) -> Sight | None:
        readers = self.readers
        hits = readers.scan.hits(piece)
        spans = tuple([hit for hit in hits if self._counts(piece, hit, len(hits))]) if hits else ()
        if piece.split() != [piece]:
            return Sight(spans, odd=True, turns=True, bends=True, lead=None, after=None, far=None)
        turns, bends = _turns(piece, readers.turning), opening(piece) in readers.bending
        lead = readers.before.lead(piece)
        after, far = _seconds(readers.after, piece), _seconds(readers.far, piece)
        if not (spans or turns or bends or lead or after or far):
            return None
        found = self._told(piece, spans) if spans else None
        if found is None:
            return Sight(spans, False, turns, bends, lead, after, far)
        number, start, end = found
        led = start > 0 and readers.before.edges(piece[:start])
        return Sight(spans, False, turns, bends, lead, after, far, number, start, end, led)

    def _counts(self, piece: str, hit: Span, hits: int) -> bool:
        """Whether a word is a number, and no part of a name ("Jong-un")."""
        start, end = hit
        if not piece[start].isalpha():
            return True
        if hits == 1 and start and piece[start - 1] == "-":
            return False
        return self.readers.words.read(piece[start:end]) is not None

    def _told(self, piece: str, spans: tuple[Span, ...]) -> tuple[Piece, int, int] | None:
        """The number of a piece and its span, if it is the only one and what touches it leaves it as it is."""
        start, end = spans[0]
        if start and piece[start - 1] not in _BEFORE:
            return None
        if piece[start].isdecimal():
            plain = self.readers.digits.plain(piece, start)
            if plain is None:
                return None
            number, end = plain
        else:
            read = self.readers.words.read(piece[start:end])
            if read is None or not stands_alone(read):
                return None
            number = read
        if spans[-1][0] >= end and len(spans) > 1:
            return None
        following = piece[end : end + 1]
        if following not in _AFTER and not (following == "'" and number.article):
            return None
        return number, start, end


def stands_alone(piece: Piece) -> bool:
    """Whether a word is a number by itself, whatever stands around it."""
    if piece.kind == "number":
        return not piece.before
    return (piece.kind == "ordinal" and not piece.bare) or (piece.kind == "share" and not piece.before_parts)


def opening(word: str) -> str:
    """The letters that a word begins with, or else its first character."""
    return word if word.isalpha() else word[: next(i for i, c in enumerate(word) if not c.isalpha()) or 1]


def _turns(word: str, turning: frozenset[str]) -> bool:
    plain = word.lstrip(OPENING)
    return word in turning or plain in turning or ("'" in plain and plain.rpartition("'")[2] in turning)


def _seconds(phrases: tuple[Phrases, ...], word: str) -> frozenset[str] | None:
    """The second words of all phrases that begin with this one ("" where one is all of a phrase)."""
    plain = word.rstrip(CLOSING)
    found: frozenset[str] | None = None
    for one in phrases:
        if plain in one.first:
            found = (found or frozenset()) | one.seconds(plain)
    return found
