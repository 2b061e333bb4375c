"""What stands between two blanks → what it is to a number: the number itself, or a word that changes or bounds one.

Most mean nothing here: None. Texts go on with the same pieces, so each is looked into once: `tokens` remembers what
numbers are in it, `Roles` what it is to one.
"""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_phrases import OPENING, Lead, Phrases
from riscontro.mentions.number_scan import Scan, Span
from riscontro.mentions.number_words import Piece, Words

_KNOWN, _LONGEST = 30_000, 40  # pieces that are remembered, and how long such a piece may be
_BEFORE = frozenset("(\"'\n")  # what may touch a number that is told by itself, before and after it
_AFTER = frozenset(("", *'.,;:!?)"'))


@dataclass(frozen=True, slots=True)
class Sight:
    """A piece with words or digits in it at which a number may begin. Offsets count from the start of the piece."""

    spans: tuple[Span, ...]
    piece: Piece | None = None  # the only number in it, if nothing that touches it changes it
    start: int = 0
    end: int = 0
    rest: str = ""  # what stands behind the number
    led: bool = False  # what stands before it may end a phrase that bounds it


@dataclass(frozen=True, slots=True)
class Role:
    """What a word is to the number it stands beside."""

    odd: bool  # no word, or more than one with a line break between: a closer look is needed
    turns: bool  # before a number: makes something else of it
    bends: bool  # after it: the same
    lead: Lead | None  # before it: may end a phrase that bounds it
    after: frozenset[str]  # after it: the second words of the phrases about it that this word begins
    far: frozenset[str]  # the same where a noun comes between


_ODD = Role(odd=True, turns=True, bends=True, lead=None, after=frozenset(), far=frozenset())


@dataclass(frozen=True, eq=False)
class Readers:
    """What the pieces of one language are looked into with."""

    scan: Scan
    words: Words
    digits: Digits
    turning: frozenset[str]  # words that make something else of the number behind them
    bending: frozenset[str]  # letters, or the sign, that make something else of the number before them
    before: Phrases
    after: Phrases
    after_noun: Phrases
    at_end: Phrases


class Pieces:
    """What stands between two blanks → where numbers begin in it."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers

    def sight(self, piece: str) -> Sight | None:
        """What is seen of a number in a piece; None in most."""
        hits = self.readers.scan.hits(piece)
        spans = tuple([hit for hit in hits if self._counts(piece, hit, len(hits))]) if hits else ()
        if not spans:
            return None
        told = self._told(piece, spans) if _is_word(piece) else None
        if told is None:
            return Sight(spans)
        number, start, end = told
        led = start > 0 and self.readers.before.edges(piece[:start])
        return Sight(spans, number, start, end, piece[end:], led)

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


class Roles(dict[str, Role | None]):
    """Every word seen so far beside a number → what it is to that; None: nothing."""

    def __init__(self, readers: Readers) -> None:
        super().__init__()
        self.readers = readers

    def __missing__(self, word: str) -> Role | None:
        role = self._role(word)
        if len(word) <= _LONGEST:
            if len(self) >= _KNOWN:
                self.clear()
            self[word] = role
        return role

    def _role(self, word: str) -> Role | None:
        if not _is_word(word):
            return _ODD
        readers = self.readers
        turns, bends = _turns(word, readers.turning), opening(word) in readers.bending
        lead, after = readers.before.lead(word), readers.after.seconds(word)
        far = readers.after_noun.seconds(word) | readers.at_end.seconds(word)
        return Role(False, turns, bends, lead, after, far) if turns or bends or lead or after or far else None


def _is_word(piece: str) -> bool:
    return piece.split() == [piece]


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
