"""A number expression while it is read: the sum so far, and the Term that it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_atoms import Atom
from riscontro.mentions.number_words import EVERYTHING, Piece


@dataclass(slots=True)
class Term:
    """A number expression under construction: the fields of Quantity, and what neighbours need to know."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    rule: str
    modifier: str = "exact"
    kind: str = "cardinal"
    scale: float = 1.0  # the multiplier that a range may share with its left number
    raw: bool = False  # one group of digits or one word, no scale of its own
    digits: bool = False
    article: bool = False
    full_start: int = -1
    full_end: int = -1
    modifier_rule: str = ""
    led: bool = True  # a phrase that bounds it may end before it
    trailed: bool = True  # one may begin behind it


def single(atom: Atom) -> Term:
    """A term of one atom."""
    piece, value = atom.piece, atom.piece.value
    kind = "cardinal" if value == int(value) else "decimal"
    term = Term(atom.start, atom.end, value, value, value, piece.rule, "exact", kind, piece.scale)
    term.raw, term.digits, term.article = True, piece.kind == "digits", piece.article
    return term


class Sum:
    """The sum so far: `base` is settled by scales, `current` is not yet."""

    __slots__ = (
        *("base", "current", "end", "has_digits", "limit", "modifier", "next_atom", "piece", "pieces", "room", "rule"),
        *("apart", "saved", "scale", "start", "words_may_follow"),
    )

    def __init__(self, atom: Atom, *, implied: bool = False) -> None:
        piece = atom.piece
        self.start, self.end, self.piece, self.pieces = atom.start, atom.end, piece, 1
        self.base, self.limit, self.modifier, self.rule = 0.0, EVERYTHING, "exact", piece.rule
        self.current: float | None = None if implied else piece.value
        self.room, self.scale = piece.room, piece.scale
        self.has_digits = piece.kind == "digits"
        self.words_may_follow = True
        self.saved: Term | None = None
        self.next_atom = -1
        self.apart = 0.0  # what an "and" keeps out of the reach of a small scale: "a hundred and two dozen"
        if implied:
            self.base, self.limit, self.modifier = piece.value, piece.value, piece.alone
            self.words_may_follow = piece.alone == "exact"
            self.saved = self.term()

    @property
    def is_one(self) -> bool:
        """Nothing but a one so far."""
        return self.current == 1 and self.base == 0 and self.pieces == 1

    def add(self, piece: Piece, atom: Atom, j: int, *, is_and: bool) -> None:
        """One more summand."""
        self.apart = self.current if is_and and self.current is not None and not self.is_one else 0.0
        if self.saved is None and self.scale >= 1000:
            self.saved, self.next_atom = self.term(), j
        self.current = piece.value if self.is_one or self.current is None else self.current + piece.value
        self.has_digits = piece.kind == "digits"
        self.end, self.room, self.pieces = atom.end, piece.room, self.pieces + 1
        self.rule = piece.rule if self.saved is None else self.rule
        if self.base == 0:
            self.scale = max(self.scale, piece.scale)

    def multiply(self, piece: Piece, end: int, j: int) -> None:
        """A scale after a number, or a greater scale after a scale."""
        if self.current is None:
            self.base *= piece.value
            self.scale *= piece.value
        elif piece.value < 1000 and piece.alone == "exact":  # a hundred that is counted and then added to
            self.current, self.room, self.end = self.current * piece.value, piece.value, end
            return
        else:
            kept = self.apart if piece.value < 1000 else 0.0
            self.base += kept + (self.current - kept) * piece.value
            self.scale = max(self.scale, piece.value) if self.base != self.current * piece.value else piece.value
        self.words_may_follow = piece.counted == "exact" and piece.value >= 1000
        self.rule = piece.rule if self.saved is None else self.rule
        self.limit, self.current, self.end = piece.value, None, end
        self.pieces += 1
        if piece.counted != "exact":
            self.modifier = piece.counted
        self.saved, self.next_atom = self.term(), j + 1

    def add_half(self, end: int, rule: str) -> None:
        """One half after it."""
        if self.current is None:
            self.base += self.limit / 2
            if self.saved is not None:
                self.saved.end, self.saved.value = end, self.base
        else:
            self.current, self.rule = self.current + 0.5, rule
        self.end, self.room, self.words_may_follow = end, 0.0, False
        self.pieces += 1

    def add_share(self, share: float, end: int, rule: str) -> None:
        """A fraction after it."""
        self.pieces += 1
        if self.current is None:  # "a million and three quarters"
            self.base += self.limit * share
        else:
            self.current += share
        self.end, self.rule, self.room = end, rule, 0.0

    def add_decimals(self, digits: str, end: int, rule: str) -> None:
        """The digits after a spoken decimal mark."""
        self.current = (self.current or 0.0) + float(f"0.{digits}")
        self.end, self.rule, self.room, self.pieces = end, rule, 0.0, self.pieces + 1

    def divided(self, below: float, end: int, rule: str) -> Term:
        """The term that is so many parts of a whole."""
        share = (self.base + (self.current or 0.0)) / below
        return Term(self.start, end, share, share, share, rule, kind="fraction")

    def committed(self) -> Term:
        """The term up to its last scale."""
        assert self.saved is not None
        return self.saved

    def term(self) -> Term:
        """The term as it stands."""
        value = self.base + (self.current or 0.0)
        value = float(round(value)) if abs(value - round(value)) < 1e-9 * max(1.0, abs(value)) else value
        kind = "cardinal" if value == int(value) else "decimal"
        term = Term(self.start, self.end, value, value, value, self.rule, self.modifier, kind, self.scale)
        term.raw = self.base == 0 and self.pieces == 1
        term.digits, term.article = self.piece.kind == "digits", self.piece.article
        return term
