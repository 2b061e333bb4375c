"""Document text → lines and sentences with offsets; site chrome is told from the story here.

A line break always ends a sentence. A full stop does unless an abbreviation, an initial or a number holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from riscontro.lexicon import Language
from riscontro.patterns import Pattern
from riscontro.text import bare

_BLANK = r"[^\S\n]"
_MARKS = ".!?…"
_STOP = Pattern(
    "sentences.stop",
    rf"(?<![{_MARKS}])[{_MARKS}]++(?:[\"'”»’)\]]*+(?={_BLANK}++[\"'“«‘(\[—–-]*+{_BLANK}*+[\p{{Lu}}\p{{N}}]|{_BLANK}++\p{{So}})"
    rf"|[”»\"](?={_BLANK}++\p{{Ll}}+{_BLANK}*+:))",
    linear=True,
)
_LONGEST = 2000  # code points
_START, _KNOWN = 5, 10_000  # how much of a line tells which chrome it may be; how many such starts are remembered


@dataclass(slots=True)
class Sentence:
    """One sentence: its span in the document, the line it stands on, and whether it is site chrome."""

    start: int
    end: int
    line: int
    chrome: bool = False


@dataclass(frozen=True, eq=False)
class _Cutter:
    """How a language cuts, compiled. A line of chrome is told by its beginning, or by what it holds."""

    abbreviations: frozenset[str]
    endings: frozenset[str]  # of the abbreviations: their last two letters
    headings: tuple[Pattern, ...]
    beginnings: tuple[Pattern, ...]
    holding: tuple[tuple[tuple[str, ...], Pattern], ...]
    _known: dict[str, tuple[tuple[Pattern, ...], tuple[Pattern, ...]]] = field(default_factory=dict)

    def starting(self, line: str) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        """The headings and beginnings that a line with this start can match; for most lines none."""
        start = line[:_START]
        found = self._known.get(start)
        if found is None:
            if len(self._known) > _KNOWN:
                self._known.clear()
            kept = [tuple(p for p in patterns if p.may_begin(start)) for patterns in (self.headings, self.beginnings)]
            found = self._known[start] = (kept[0], kept[1])
        return found


@cache
def _cutter(language: Language) -> _Cutter:
    chrome, prefix = language.section("chrome"), f"{language.code}.chrome."
    patterns = {r["id"]: Pattern(prefix + r["id"], r["pattern"]) for r in (*chrome["lines"], *chrome["blocks"])}
    abbreviations = frozenset(language.section("language").get("abbreviations", ()))
    return _Cutter(
        abbreviations,
        frozenset(word[-2:] for word in abbreviations),
        tuple(patterns[r["id"]] for r in chrome["blocks"]),
        tuple(patterns[r["id"]] for r in chrome["lines"] if "holds" not in r),
        tuple((tuple(r["holds"]), patterns[r["id"]]) for r in chrome["lines"] if "holds" in r),
    )


def split(text: str, language: Language) -> list[Sentence]:
    """All sentences of `text`, in order, without leading or trailing blanks."""
    cutter = _cutter(language)
    plain = bare(text)
    lines = _lines(text)
    stops = _stops(text, plain, cutter)
    sentences: list[Sentence] = []
    chrome_lines = _chrome(plain, lines, cutter)
    at, known = 0, len(stops)
    for number, (begin, end) in enumerate(lines):
        cuts = [begin]
        while at < known and stops[at] <= end:
            cuts.append(stops[at])
            at += 1
        cuts.append(end)
        if end - begin > _LONGEST:
            cuts = _shorten(text, cuts)
        chrome = number in chrome_lines
        for a, b in pairwise(cuts):
            piece = text[a:b].rstrip()
            if piece:
                start = a + len(piece) - len(piece.lstrip())
                sentences.append(Sentence(start, a + len(piece), number, chrome))
    return sentences


def _lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold more than blanks."""
    lines = []
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        if line and not line.isspace():
            lines.append((begin, end))
        begin = end + 1
    return lines


def _shorten(text: str, cuts: list[int]) -> list[int]:
    """The cuts, with more at blanks where a piece is longer than any sentence: what is no prose must not cost more."""
    found = cuts[:1]
    for cut in cuts[1:]:
        while cut - found[-1] > _LONGEST:
            blank = text.rfind(" ", found[-1] + 1, found[-1] + _LONGEST)
            found.append(blank if blank > 0 else found[-1] + _LONGEST)
        found.append(cut)
    return found


def _stops(text: str, plain: str, cutter: _Cutter) -> list[int]:
    """Where a sentence may end, in the whole text; a stop at the end of its line does no harm."""
    cuts = []
    for start in _marks(text):
        after, first = text[start + 1 : start + 2], text[start + 2 : start + 3]
        if after.isalnum() or after in "\n" or (start and text[start - 1] in _MARKS):
            continue  # inside a number, at the end of its line, not the first of its run
        if after == " " and first.isascii() and first.isalnum():  # as most are: no pattern is needed
            end = 0 if first.islower() else start + 1
        else:
            match = _STOP.match(text, start)
            end = match.end() if match else 0
        if end and (end - start > 1 or text[start] != "." or not _is_held(plain, start, cutter)):
            cuts.append(end)
    return cuts


def _marks(text: str) -> list[int]:
    """Where the marks stand that may end a sentence. They are few: to look for each is cheaper than any pattern."""
    found = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


def _is_held(plain: str, stop: int, cutter: _Cutter) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial."""
    if stop > 1 and plain[stop - 2].isalnum() and plain[stop - 2 : stop] not in cutter.endings:
        return False  # most words end as no abbreviation does
    begin, floor = stop, max(0, stop - 20)
    while begin > floor and (plain[begin - 1].isalnum() or plain[begin - 1] == "."):
        begin -= 1
    word = plain[begin:stop].lstrip(".")
    initial = len(word) == 1 and word.isalpha() and plain[begin - 1 : begin] != "-"  # "un Iskander-M." is none
    return word in cutter.abbreviations or initial


def _chrome(plain: str, lines: list[tuple[int, int]], cutter: _Cutter) -> set[int]:
    """Numbers of the lines that are site chrome. A block heading takes the teasers below it along."""
    found: set[int] = set()
    block = False
    holding = [(words, p) for words, p in cutter.holding if _has_one(plain, words)]
    for number, (begin, end) in enumerate(lines):
        line = plain[begin:end].strip()
        headings, beginnings = cutter.starting(line)
        if headings and any(p.match(line) for p in headings):
            block = True
            found.add(number)
        elif block and (not _gap(plain, lines, number) or (number - 1 in found and _is_teaser(line))):
            found.add(number)
        else:
            block = False
            if (beginnings and any(p.match(line) for p in beginnings)) or (holding and _holds(line, holding)):
                found.add(number)
    return found


def _holds(line: str, holding: list[tuple[tuple[str, ...], Pattern]]) -> bool:
    """Whether a pattern that goes by the words of a line finds it to be chrome."""
    return any(p.search(line) for words, p in holding if _has_one(line, words))


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _gap(plain: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether a blank line stands before this line."""
    return number > 0 and plain[lines[number - 1][1] : lines[number][0]].count("\n") > 1


def _is_teaser(line: str) -> bool:
    """A line that reads as a headline or a label: it does not end as a sentence does."""
    return line[-1] not in '.!?…»"' and len(line) < 160
