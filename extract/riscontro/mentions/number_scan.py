"""Text → where numbers may begin: one cheap pass, so that all else runs only where there is something.

The pass is a plain `re` pattern without a repeat that could go back, so it needs no time limit of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_APART = "[^0-9a-z_à-öø-ÿ]"  # what may stand before a number: nearly any sign
_VULGAR = "[¼-¾⅐-⅞]"
_RARE = "[ª²³µ¹º¼-¾Ā-῿⁰-₟⅐-↏Ⰰ-ⷿ々-\U0010ffff]"  # there are letters and digits among these: look closer

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Scan:
    """The pass over one text of one language; `hits` is the result."""

    plain: re.Pattern[str]
    vulgar: re.Pattern[str]
    rare: re.Pattern[str]

    def hits(self, folded: str) -> list[Span]:
        """The spans of the words and digits at which a number may begin, left to right."""
        padded = " " + folded  # so that the first word has something before it, too
        if folded.isascii() or self.rare.search(folded) is None:
            return [(m.start(), m.end() - 1) for m in self.plain.finditer(padded)]
        found = [(m.start() - (m.lastgroup is not None), m.end() - 1) for m in self.vulgar.finditer(padded)]
        return [hit for hit in found if _apart(folded, hit[0])]


def _apart(folded: str, start: int) -> bool:
    """Whether no letter or digit stands before `start`, but for a fraction in one character, which needs no room."""
    before = folded[start - 1] if start else " "
    return not (before.isalnum() or before == "_") or not (folded[start].isdecimal() or folded[start].isalpha())


def compile_scan(starts: tuple[str, ...]) -> Scan:
    """The Scan for words that begin like this; one that ends in a blank is a whole word."""
    words = rf"(?:{_tree(starts)})[^\W\d_]*+"
    found = rf"{_APART}(?:{words}|\d++)"
    return Scan(re.compile(found), re.compile(f"(?P<vulgar>{_VULGAR})|{found}"), re.compile(_RARE))


def _tree(words: tuple[str, ...]) -> str:
    """A pattern for these words in which no letter is tried twice."""
    tails: dict[str, list[str]] = {}
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
    branches = [
        (r"(?![^\W\d_])" if c == " " else re.escape(c)) + _tree(tuple(t))
        for c, t in sorted(tails.items(), reverse=True)
    ]
    if "" in words:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
