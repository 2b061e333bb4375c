"""Document text → lines and sentences with offsets; site chrome is told from the story here.

A line break always ends a sentence. A full stop does unless an abbreviation, an initial or a number holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from riscontro.lexicon import Language
from riscontro.patterns import Pattern
from riscontro.text import bare

_STOP = Pattern(
    "sentences.stop",
    r"(?<![.!?…])[.!?…]++(?:[\"'”»’)\]]*+(?=\s++[\"'“«‘(\[—–-]*+\s*+[\p{Lu}\p{N}]|\s++\p{So})|[”»\"](?=\s++\p{Ll}+\s*+:))",
)
_LINE = Pattern("sentences.line", r"[^\n]+")
_LONGEST = 2000  # code points
_WORD_BEFORE = Pattern("sentences.word_before", r"[\p{L}\p{N}.]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the document, the line it stands on, and whether it is site chrome."""

    start: int
    end: int
    line: int
    chrome: bool = False


@dataclass(frozen=True)
class _Cutter:
    abbreviations: frozenset[str]
    chrome_line: tuple[Pattern, ...]
    chrome_block: tuple[Pattern, ...]


@cache
def _cutter(language: Language) -> _Cutter:
    chrome = language.section("chrome")
    return _Cutter(
        frozenset(language.section("language").get("abbreviations", ())),
        tuple(Pattern(f"{language.code}.chrome.{r['id']}", r["pattern"]) for r in chrome["lines"]),
        tuple(Pattern(f"{language.code}.chrome.{r['id']}", r["pattern"]) for r in chrome["blocks"]),
    )


def split(text: str, language: Language) -> list[Sentence]:
    """All sentences of `text`, in order, without leading or trailing blanks."""
    cutter = _cutter(language)
    plain = bare(text)
    lines = [m.span() for m in _LINE.finditer(text) if text[m.start() : m.end()].strip()]
    sentences: list[Sentence] = []
    chrome_lines = _chrome(plain, lines, cutter)
    for number, (begin, end) in enumerate(lines):
        cuts = _shorten(text, [begin, *_stops(text, plain, begin, end, cutter), end])
        for a, b in pairwise(cuts):
            piece = text[a:b].rstrip()
            blank = len(piece) - len(piece.lstrip())
            if piece:
                sentences.append(Sentence(a + blank, a + len(piece), number, number in chrome_lines))
    return sentences


def _shorten(text: str, cuts: list[int]) -> list[int]:
    """The cuts, with more at blanks where a piece is longer than any sentence: what is no prose must not cost more."""
    found = cuts[:1]
    for cut in cuts[1:]:
        while cut - found[-1] > _LONGEST:
            blank = text.rfind(" ", found[-1] + 1, found[-1] + _LONGEST)
            found.append(blank if blank > 0 else found[-1] + _LONGEST)
        found.append(cut)
    return found


def _stops(text: str, plain: str, begin: int, end: int, cutter: _Cutter) -> list[int]:
    cuts = []
    for match in _STOP.finditer(text, begin, end):
        before = plain[max(begin, match.start() - 20) : match.start()]
        word = _WORD_BEFORE.search(before)
        last = word.group().rsplit(" ", 1)[-1].lstrip(".") if word else ""
        single = text[match.start()] == "." and match.end() - match.start() == 1
        if single and (last in cutter.abbreviations or (len(last) == 1 and last.isalpha())):
            continue
        cuts.append(match.end())
    return cuts


def _chrome(plain: str, lines: list[tuple[int, int]], cutter: _Cutter) -> set[int]:
    """Numbers of the lines that are site chrome. A block heading takes the teasers below it along."""
    found: set[int] = set()
    block = False
    for number, (begin, end) in enumerate(lines):
        line = plain[begin:end].strip()
        gap = number and plain[lines[number - 1][1] : begin].count("\n") > 1
        if any(p.match(line) for p in cutter.chrome_block):
            block = True
            found.add(number)
        elif block and (not gap or (number - 1 in found and _is_teaser(line))):
            found.add(number)
        else:
            block = False
            if any(p.search(line) for p in cutter.chrome_line):
                found.add(number)
    return found


def _is_teaser(line: str) -> bool:
    """A line that reads as a headline or a label: it does not end as a sentence does."""
    return line[-1] not in '.!?…»"' and len(line) < 160
