"""No text is a trap: every compiled pattern against texts made to hurt it; long lines cost their length, no more."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import re
from functools import cache

import pytest

from riscontro import pipeline
from riscontro.dateline import find_dateline
from riscontro.lexicon import available, load
from riscontro.model import Document
from riscontro.paths import PACKAGE
from riscontro.patterns import Pattern, PatternTimeout

SIZE = 100_000  # characters
LENGTHS = (1_500, 6_000, 25_000, 100_000)  # four times as long may take eight times as long: a square would take 16

REPEATED = {
    "digits": "7",
    "grouped digits": "1.000.",
    "fractions": "1/2½ ",
    "blanks": " ",
    "line breaks": "a\n \n",
    "full stops": ".",
    "separators": "., ",
    "dashes": "-_- ",
    "quotes and brackets, opened": "\"«“'([",
    "quotes and brackets, closed": ")]\"»'",
    "letters": "a",
    "short words": "a a a ",
    "thousands": "mila mila ",
    "thousands in one word": "cento",
    "capitals": "A",
    "capital words": "Abc DEF ",
    "prepositions": "del del del ",
    "dates": "il 1° luglio 10:30 ",
}
AFTER = {"a full stop, then blanks": "a. ", "a digit, then blanks": "1 ", "a word, a bracket, then blanks": "a ( "}

LINES = {
    "numbers and things": "3.000 soldati e 200 carri, ",
    "numbers": "3.000 ",
    "number words": "tremila ",
    "ranges": "tra 3.000 e 4.000 ",
    "clauses": "la Corea del Nord invia 3.000 soldati, ",
    "verbs": "ha inviato ",
    "names": "Kim Putin Zelensky ",
    "speakers": '"a" secondo Seul «b» ha detto ',
    "times": "ieri, il 3 luglio ",
    "prepositions": "del ",
    "lists": "3.000 soldati: ",
    "capitals": "SEUL ",
    "separators": "., ",
}
ROWS = {
    "short lines": "3.000 soldati nordcoreani uccisi.\n",
    "sentences": "Seul dice che 3.000 soldati sono in Russia. ",
}


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern that the package compiles: all that could are loaded, and every language has read something."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "riscontro.patterns import" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(("riscontro", *path.relative_to(PACKAGE).with_suffix("").parts)))
    for code in available():
        text = "1 ½ 2024."
        pipeline.mentions(Document(id="a", text=text, language=code, published=dt.date(2024, 1, 1)))
        find_dateline(text, load(code), year=2024)
    found = {(p.rule_id, p.source): p for p in gc.get_objects() if isinstance(p, Pattern)}
    return tuple(pattern for _, pattern in sorted(found.items()))


def too_slow(pattern: Pattern, text: str) -> bool:
    """Whether the pattern meets its time limit before it has seen all of the text."""
    try:
        for _ in pattern.limited(text):
            pass
    except PatternTimeout:
        return True
    return False


def filled(piece: str, size: int = SIZE) -> str:
    """`piece` again and again."""
    return (piece * (size // len(piece) + 1))[:size]


def test_the_patterns_are_there() -> None:
    ids = {p.rule_id for p in patterns()}
    sources = {part for code in available() for part in (f"{code}.chrome.", f"{code}.numbers.", f"{code}.dateline.")}
    assert all(any(i.startswith(source) for i in ids) for source in {*sources, "tokens.", "sentences.", "dates"})


@pytest.mark.parametrize("name", REPEATED)
def test_no_pattern_is_caught_in_repetition(name: str) -> None:
    text = filled(REPEATED[name])
    assert [p.rule_id for p in patterns() if too_slow(p, text)] == []


@pytest.mark.parametrize("name", AFTER)
def test_no_pattern_is_caught_after_a_start(name: str) -> None:
    text = AFTER[name] + " " * SIZE
    assert [p.rule_id for p in patterns() if too_slow(p, text)] == []


def test_no_pattern_is_caught_by_its_own_words() -> None:
    slow = []
    for pattern in patterns():
        words = re.findall(r"[^\W\d_]{3,}", re.sub(r"\\.(\{[^}]*\})?|\(\?P<\w+>", " ", pattern.source))[:200]
        texts = [filled(" ".join(words) + " "), filled(words[0] + " "), filled(words[-1])] if words else []
        slow += [pattern.rule_id for text in texts if too_slow(pattern, text)]
    assert slow == []


@pytest.mark.parametrize("name", [*LINES, *ROWS])
def test_a_long_text_runs_into_no_time_limit(name: str) -> None:
    piece = {**LINES, **ROWS}[name]
    document = Document(id="long", text=filled(piece, LENGTHS[-1]), language="it")
    assert [r.detail for r in pipeline.extract(document).rejected if r.reason == "pattern_timeout"] == []
