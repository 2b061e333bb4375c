"""A speaker and what tells one: the name with its cue, whom a verb of saying cannot mean, the sides of a war."""

from __future__ import annotations

from riscontro.assemble.owners import ADJECTIVES
from riscontro.assemble.shapes import Name, Parsed, Speaker
from riscontro.vocabulary import Entry

ASIDE = 14  # words of an aside between commas
OPENS = 3  # words before a subject that opens its sentence: "I volontari di"
_NO_COUNT = ("indefinite", "code")  # "un ufficiale", "gli 007"


def spoken_by(parsed: Parsed, cue: Entry, first: int, last: int, name: Name) -> Speaker:
    return Speaker(name.actor, cue, min(first, name.first), max(last, name.last), name, name.kind == "agency")


def is_counted(parsed: Parsed, name: Name) -> bool:
    """ "conta 30 soldati turchi": who is counted does not speak."""
    numbers = parsed.numbers
    if not numbers:
        return False
    first = name.first - (1 if name.kind in ADJECTIVES and parsed.reading(name.first - 1, "noun") else 0)
    return any(n.tail in (name.first, first) and n.quantity.kind not in _NO_COUNT for n in numbers)


def counts(parsed: Parsed, i: int) -> bool:
    """Whether a number that counts begins at token i."""
    return any(n.full == i and n.quantity.kind not in _NO_COUNT for n in parsed.numbers)
