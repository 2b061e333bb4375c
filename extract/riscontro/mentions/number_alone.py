"""Hits → the numbers that need no reader, and the hits that do.

Most numbers of a text are bare digits, a number word or an article with other words around: no scale, no second number,
no unit. What is read here is what the readers would have read, at a fraction of the cost; modifiers come later for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_atoms import follows
from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_kinds import Kinds
from riscontro.mentions.number_phrases import OPENING, word_before
from riscontro.mentions.number_scan import Span
from riscontro.mentions.number_sum import Term
from riscontro.mentions.number_words import Piece, Words

_NEAR = 16  # characters between two hits that may be one number, or one interval
_FAR = 40  # the same after a number that words for per cent make longer
_BEFORE = frozenset(" (\"'\n")
_AFTER = frozenset(("", *' .,;:!?)\n"'))


@dataclass(frozen=True, eq=False)
class Alone:
    """What to look out for in one language."""

    words: Words
    digits: Digits
    before: frozenset[str]  # words that make something else of the number behind them
    after: frozenset[str]  # letters, or the sign, that make something else of the number before them
    percents: tuple[str, ...]

    def split(self, text: str, folded: str, hits: list[Span]) -> tuple[list[Term], list[Span]]:
        """The numbers that stand alone, and the other hits; a word that is no number is in neither."""
        found = [hit for hit in hits if not folded[hit[0]].isalpha() or self._counts(folded, *hit)]
        alone: list[Term] = []
        others: list[Span] = []
        clear, taken, count = 0, 0, len(found)
        for i, (start, end) in enumerate(found):
            if start < taken:
                continue
            term = self._term(text, folded, start, end) if start >= clear else None
            if term is not None:
                nearest = i + 1
                while nearest < count and found[nearest][0] < term.end:
                    nearest += 1
                if nearest < count and found[nearest][0] - term.end < _NEAR:
                    term = None
            if term is None:
                others.append((start, end))
                clear = end + (_FAR if folded.startswith(self.percents, end) else _NEAR)
            else:
                alone.append(term)
                taken, clear = term.end, term.end + _NEAR
        return alone, others

    def _counts(self, folded: str, start: int, end: int) -> bool:
        """Whether a word is a number, and one that wants a word before it has it."""
        piece = self.words.read(folded[start:end])
        return piece is not None and (not piece.after or follows(folded, start, piece.after))

    def _term(self, text: str, folded: str, start: int, end: int) -> Term | None:
        """The number at a hit, if nothing beside it changes what it is."""
        if start and folded[start - 1] not in _BEFORE:
            return None
        piece: Piece | None
        if folded[start].isdecimal():
            read = self.digits.plain(folded, start)
            if read is None:
                return None
            piece, end = read
        else:
            piece = self.words.read(folded[start:end])
            if piece is None or piece.kind != "number" or piece.before:
                return None
            if piece.article and start and text[start].isupper():
                return None
        if not self._is_quiet(folded, start, end, article=piece.article):
            return None
        return Term(start, end, piece.value, piece.value, piece.value, piece.rule, raw=True, article=piece.article)

    def _is_quiet(self, folded: str, start: int, end: int, *, article: bool) -> bool:
        following = folded[end : end + 1]
        if following not in _AFTER and not (article and following == "'"):
            return False
        word = word_before(folded, start) if start and folded[start - 1] == " " else ""
        if "'" in word or word in self.before or (word[:1] in OPENING and word.lstrip(OPENING) in self.before):
            return False
        if not following.isspace():
            return True
        near = folded[end : end + 24].split(None, 1)
        return not near or _opening(near[0]) not in self.after


def _opening(word: str) -> str:
    """The letters that a word begins with, or else its first character."""
    return word if word.isalpha() else word[: next(i for i, c in enumerate(word) if not c.isalpha()) or 1]


def compile_alone(words: Words, digits: Digits, kinds: Kinds, never_after: frozenset[str]) -> Alone:
    """The Alone of a language."""
    codes = kinds.codes
    return Alone(
        words=words,
        digits=digits,
        before=codes.always | codes.named | frozenset(codes.models) | kinds.minus | never_after,
        after=frozenset(_opening(w.strip() + " ") for w in (*kinds.percents, *kinds.units, *kinds.signs)),
        percents=kinds.percents,
    )
