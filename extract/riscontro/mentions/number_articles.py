"""Hits → the words for one that nothing touches ("a cat"), set apart: most hits, and no reader need look at them."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_phrases import OPENING, word_before
from riscontro.mentions.number_scan import Span

_NEAR = 16  # characters between two hits that may be one number, or one interval
_REACH = 96  # as far behind a number as the words that modify it may reach


@dataclass(frozen=True, eq=False)
class Articles:
    """The words for one of a language."""

    forms: frozenset[str]
    watched: frozenset[str]  # after these words it may be more than an article: "almeno una", "Kim Jong Un"
    percents: tuple[str, ...]  # before these it is one per cent

    def alone(self, text: str, folded: str, hits: list[Span]) -> tuple[list[Span], list[Span]]:
        """The hits that can only be an article, and the others."""
        alone: list[Span] = []
        others: list[Span] = []
        clear, last = 0, len(hits) - 1
        for i, (start, end) in enumerate(hits):
            if (
                folded[start:end] in self.forms
                and start >= clear
                and (i == last or hits[i + 1][0] - end >= _NEAR)
                and self._stands(text, folded, start, end)
            ):
                alone.append((start, end))
            else:
                others.append((start, end))
                clear = end + _REACH
        return alone, others

    def _stands(self, text: str, folded: str, start: int, end: int) -> bool:
        if start and (folded[start - 1] not in " \"'(" or text[start].isupper()):
            return False
        word = word_before(folded, start)
        if word in self.watched or (word[:1] in OPENING and word.lstrip(OPENING) in self.watched):
            return False
        return not folded.startswith(self.percents, end)
