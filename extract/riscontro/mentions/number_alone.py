"""A sentence → the numbers that need no reader, and the words and digits that do.

Most numbers of a text are bare digits, a number word or an article with other words around: no scale, no second number,
no unit. What is read here is what the readers would have read, at a fraction of the cost: each piece between two blanks
is known by itself, and only its neighbours are asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_atoms import follows
from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_joints import Joints, gap
from riscontro.mentions.number_kinds import Kinds
from riscontro.mentions.number_modifiers import Modifiers
from riscontro.mentions.number_phrases import STOPS, Phrases, is_mark
from riscontro.mentions.number_pieces import Pieces, Readers, Roles, Sight, opening
from riscontro.mentions.number_ranges import Ranges
from riscontro.mentions.number_scan import Scan, Span
from riscontro.mentions.number_sum import Term
from riscontro.mentions.number_words import Piece, Words

_NEAR = 16  # characters between two hits that may be one number, or one interval
_FAR = 40  # the same after a number that words for per cent make longer
_REACH = 3  # words after a number that may begin a phrase about it

Mark = tuple[int, int, Sight]  # a piece with a number in it: which one it is, where it begins, what it holds


@dataclass(frozen=True, eq=False)
class Alone:
    """What to look out for in one language."""

    pieces: Pieces
    roles: Roles
    links: frozenset[str]  # what stands between two numbers that may be one, or one interval
    percents: tuple[str, ...]
    before: Phrases
    after: Phrases

    def marks(self, pieces: list[str]) -> list[Mark]:
        """The pieces with a number in them."""
        marks: list[Mark] = []
        at = 0
        for i, piece in enumerate(pieces):
            sight = self.pieces.sight(piece)
            if sight is not None:
                marks.append((i, at, sight))
            at += len(piece) + 1
        return marks


class Sentence:
    """One sentence in its pieces, and those with a number in them."""

    __slots__ = ("alone", "folded", "marks", "pieces", "role")

    def __init__(self, alone: Alone, folded: str, pieces: list[str], marks: list[Mark]) -> None:
        self.alone, self.folded, self.pieces, self.marks = alone, folded, pieces, marks
        self.role = alone.roles.__getitem__  # a fifth of what `roles[…]` costs

    def first(self) -> int:
        """Where the first hit begins."""
        _, at, sight = self.marks[0]
        return at + sight.spans[0][0]

    def last(self) -> int:
        """Where the last hit ends."""
        _, at, sight = self.marks[-1]
        return at + sight.spans[-1][1]

    def split(self, text: str) -> tuple[list[Term], list[Span]]:
        """The numbers that stand alone, and the hits that need the readers; in neither what is no number."""
        alone: list[Term] = []
        others: list[Span] = []
        clear = 0
        for n, (i, at, sight) in enumerate(self.marks):
            piece, start = sight.piece, at + sight.start
            if piece is not None and start >= clear:
                if piece.kind not in ("number", "digits"):
                    if not piece.after or follows(self.folded, start, piece.after):
                        alone.append(_part(piece, start, at + sight.end))
                    continue
                if self._is_quiet(n, i, at, sight) and not (piece.article and start and text[start].isupper()):
                    alone.append(self._term(i, at, sight, piece))
                    continue
            for begin, end in sight.spans:
                others.append((at + begin, at + end))
            end = others[-1][1]
            clear = end + (_FAR if self.folded.startswith(self.alone.percents, end) else _NEAR)
        return alone, others

    def _is_quiet(self, n: int, i: int, at: int, sight: Sight) -> bool:
        """Whether neither the words around the number of piece `i` nor the next number make something else of it."""
        if i and not sight.start and (before := self.role(self.pieces[i - 1])) is not None and before.turns:
            return False
        if not sight.rest and i + 1 < len(self.pieces):
            after = self.role(self.pieces[i + 1])
            if after is not None and after.bends:
                return False
        return n + 1 == len(self.marks) or not self._linked(at + sight.end, self.marks[n + 1])

    def _linked(self, end: int, following: Mark) -> bool:
        """Whether the number that ends there may be one with the next."""
        i, at, sight = following
        if at + sight.spans[0][0] - end >= _NEAR:
            return False
        before = self.role(self.pieces[i - 1]) if i else None
        if sight.piece is None or (before is not None and before.turns):  # it may begin before its first letter
            return True
        return gap(self.folded, end, at + sight.start) in self.alone.links

    def _term(self, i: int, at: int, sight: Sight, piece: Piece) -> Term:
        value = piece.value
        term = Term(at + sight.start, at + sight.end, value, value, value, piece.rule)
        term.raw, term.article = True, piece.article
        term.led = sight.led if sight.start else self._led(i)
        term.trailed = not piece.article and self._trailed(i + 1, sight.rest)
        return term

    def _led(self, i: int) -> bool:
        """Whether a phrase that bounds a number may end before piece `i`, filler between."""
        while i:
            i -= 1
            role = self.role(self.pieces[i])
            if role is None:
                return False
            if role.odd:
                return True
            lead = role.lead
            if lead is None:
                return False
            if lead.whole or (lead.firsts and i and self._is_first(self.pieces[i - 1], lead.firsts)):
                return True
            if not lead.filler:
                return False
        return False

    def _is_first(self, word: str, firsts: frozenset[str]) -> bool:
        return word in firsts or self.alone.before.norm(word) in firsts or is_mark(word)

    def _trailed(self, i: int, rest: str) -> bool:
        """Whether a phrase about a number may begin after it, in `i` or soon; `rest` is what touches the number."""
        pieces = self.pieces
        last = min(len(pieces), i + _REACH)
        near = True
        if rest:
            if rest[-1] in STOPS:
                return False
            near, last = False, min(last, i + _REACH - 1)
        while i < last:
            word = pieces[i]
            role = self.role(word)
            i += 1
            if role is not None and (role.odd or self._begins(role.after if near else role.far, i)):
                return True
            if word[-1] in STOPS:
                return False
            near = False
        return False

    def _begins(self, seconds: frozenset[str], i: int) -> bool:
        """Whether piece `i` goes on with a phrase that has one of these second words."""
        if not seconds or "" in seconds:
            return bool(seconds)
        return i < len(self.pieces) and self.alone.after.closed(self.pieces[i]) in seconds


def _part(piece: Piece, start: int, end: int) -> Term:
    """An ordinal, or a part of a whole: it takes nothing from the words around it."""
    kind = "fraction" if piece.kind == "share" else piece.kind
    value = piece.value
    term = Term(start, end, value, value, value, piece.rule, "exact", kind)
    term.led = term.trailed = kind == "fraction"
    return term


def compile_alone(readers: Readers, kinds: Kinds, joints: Joints, ranges: Ranges) -> Alone:
    """The Alone of a language."""
    return Alone(
        pieces=Pieces(readers),
        roles=Roles(readers),
        links=joints.all | ranges.gaps() | kinds.out_of,
        percents=kinds.percents,
        before=readers.before,
        after=readers.after,
    )


def compile_readers(
    scan: Scan, words: Words, digits: Digits, kinds: Kinds, modifiers: Modifiers, never_after: frozenset[str]
) -> Readers:
    """What the pieces of a language are looked into with."""
    codes = kinds.codes
    return Readers(
        scan=scan,
        words=words,
        digits=digits,
        turning=codes.always | codes.named | frozenset(codes.models) | kinds.minus | never_after,
        bending=frozenset(opening(w.strip() + " ") for w in (*kinds.percents, *kinds.units, *kinds.signs)),
        before=modifiers.before,
        after=modifiers.after,
        after_noun=modifiers.after_noun,
        at_end=modifiers.at_end,
    )
