"""A sentence → the numbers that need no reader, and the words and digits that do.

Most numbers of a text are bare digits, a number word or an article with other words around: no scale, no second number,
no unit. What is read here is what the readers would have read, at a fraction of the cost: each piece between two blanks
is known by itself, and only its neighbours are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from riscontro.mentions.number_atoms import follows
from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_joints import Joints, gap
from riscontro.mentions.number_kinds import Kinds
from riscontro.mentions.number_modifiers import Modifiers
from riscontro.mentions.number_phrases import STOPS, Phrases, is_mark
from riscontro.mentions.number_pieces import Pieces, Readers, Sight, opening
from riscontro.mentions.number_ranges import Ranges
from riscontro.mentions.number_scan import Scan, Span
from riscontro.mentions.number_sum import Term
from riscontro.mentions.number_words import Piece, Words

_NEAR = 16  # characters between two hits that may be one number, or one interval
_FAR = 40  # the same after a number that words for per cent make longer
_REACH = 3  # words after a number that may begin a phrase about it


@dataclass(frozen=True, eq=False)
class Alone:
    """What to look out for in one language."""

    pieces: Pieces
    links: frozenset[str]  # what stands between two numbers that may be one, or one interval
    percents: tuple[str, ...]
    before: Phrases
    after: Phrases

    def look(self, folded: str) -> Sentence | None:
        """The sentence, if there is a number in it."""
        pieces = folded.split(" ")
        known = self.pieces
        sights = [known[piece] for piece in pieces]
        marked = [i for i, sight in enumerate(sights) if sight is not None and sight.spans]
        return Sentence(self, folded, pieces, sights, marked) if marked else None


class Sentence:
    """One sentence in its pieces, those with a number in them marked."""

    __slots__ = ("alone", "folded", "marked", "pieces", "sights", "starts")

    def __init__(
        self, alone: Alone, folded: str, pieces: list[str], sights: list[Sight | None], marked: list[int]
    ) -> None:
        self.alone, self.folded, self.pieces, self.sights, self.marked = alone, folded, pieces, sights, marked
        self.starts = list(accumulate([len(piece) + 1 for piece in pieces], initial=0))

    def first(self) -> int:
        """Where the first hit begins."""
        return self._span(self.marked[0], 0)[0]

    def last(self) -> int:
        """Where the last hit ends."""
        return self._span(self.marked[-1], -1)[1]

    def _span(self, i: int, which: int) -> Span:
        sight, at = self.sights[i], self.starts[i]
        assert sight is not None
        start, end = sight.spans[which]
        return at + start, at + end

    def split(self, text: str) -> tuple[list[Term], list[Span]]:
        """The numbers that stand alone, and the hits that need the readers; in neither what is no number."""
        alone: list[Term] = []
        others: list[Span] = []
        clear = 0
        for n, i in enumerate(self.marked):
            sight, at = self.sights[i], self.starts[i]
            assert sight is not None
            piece = sight.piece
            if piece is not None and at + sight.start >= clear:
                if piece.kind not in ("number", "digits"):
                    if not piece.after or follows(self.folded, at + sight.start, piece.after):
                        alone.append(_part(piece, at + sight.start, at + sight.end))
                    continue
                if self._is_quiet(n, i, sight, text):
                    alone.append(self._term(i, sight, piece))
                    continue
            others += [(at + start, at + end) for start, end in sight.spans]
            end = others[-1][1]
            clear = end + (_FAR if self.folded.startswith(self.alone.percents, end) else _NEAR)
        return alone, others

    def _is_quiet(self, n: int, i: int, sight: Sight, text: str) -> bool:
        """Whether neither the words around the number of piece `i` nor the next number make something else of it."""
        sights = self.sights
        if i and not sight.start and (before := sights[i - 1]) is not None and before.turns:
            return False
        if sight.end == len(self.pieces[i]) and i + 1 < len(sights):
            after = sights[i + 1]
            if after is not None and after.bends:
                return False
        at = self.starts[i]
        assert sight.piece is not None
        if sight.piece.article and text[at + sight.start].isupper() and at + sight.start:
            return False
        return n + 1 == len(self.marked) or not self._linked(at + sight.end, self.marked[n + 1])

    def _linked(self, end: int, i: int) -> bool:
        """Whether the number that ends there may be one with that of piece `i`, the next."""
        sight, start = self.sights[i], self.starts[i]
        assert sight is not None
        if start + sight.spans[0][0] - end >= _NEAR:
            return False
        before = self.sights[i - 1] if i else None
        if sight.piece is None or (before is not None and before.turns):  # it may begin before its first letter
            return True
        return gap(self.folded, end, start + sight.start) in self.alone.links

    def _term(self, i: int, sight: Sight, piece: Piece) -> Term:
        at, value = self.starts[i], piece.value
        term = Term(at + sight.start, at + sight.end, value, value, value, piece.rule, raw=True, article=piece.article)
        term.led = sight.led if sight.start else self._led(i)
        term.trailed = not piece.article and self._trailed(i, self.pieces[i][sight.end :])
        return term

    def _led(self, i: int) -> bool:
        """Whether a phrase that bounds a number may end before piece `i`, filler between."""
        norm = self.alone.before.norm
        while i:
            i -= 1
            sight = self.sights[i]
            if sight is None:
                return False
            lead = sight.lead
            if sight.odd or (lead is not None and lead.whole):
                return True
            if lead is None:
                return False
            if i and lead.firsts and (norm(word := self.pieces[i - 1]) in lead.firsts or is_mark(word)):
                return True
            if not lead.filler:
                return False
        return False

    def _trailed(self, i: int, rest: str) -> bool:
        """Whether a phrase may begin after the number of piece `i`; `rest` is what touches that number."""
        pieces, skip = self.pieces, 0
        if rest:
            if rest[-1] in STOPS:
                return False
            skip = 1
        for j in range(i + 1, min(len(pieces), i + 1 + _REACH - skip)):
            sight = self.sights[j]
            if sight is not None:
                if sight.odd:
                    return True
                seconds = sight.far if skip else sight.after
                if seconds and self._begins(j + 1, seconds):
                    return True
            if pieces[j][-1] in STOPS:
                return False
            skip += 1
        return False

    def _begins(self, second: int, seconds: frozenset[str]) -> bool:
        """Whether the piece `second` goes on with a phrase that has one of these second words."""
        if "" in seconds:
            return True
        return second < len(self.pieces) and self.alone.after.closed(self.pieces[second]) in seconds


def _part(piece: Piece, start: int, end: int) -> Term:
    """An ordinal, or a part of a whole: it takes nothing from the words around it."""
    kind = "fraction" if piece.kind == "share" else piece.kind
    return Term(start, end, piece.value, piece.value, piece.value, piece.rule, kind=kind)


def compile_alone(readers: Readers, kinds: Kinds, joints: Joints, ranges: Ranges) -> Alone:
    """The Alone of a language."""
    return Alone(
        pieces=Pieces(readers),
        links=joints.all | ranges.gaps() | kinds.out_of,
        percents=kinds.percents,
        before=readers.before,
        after=readers.after[0],
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
        after=(modifiers.after,),
        far=(modifiers.after_noun, modifiers.at_end),
    )
