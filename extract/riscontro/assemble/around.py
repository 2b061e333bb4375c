"""What stands on a token: all its readings at once, for those who ask for several kinds."""

from __future__ import annotations

from riscontro.assemble.shapes import Parsed
from riscontro.vocabulary import Entry

SMALL = 10  # below it a number may stand for persons just named, or count what no word of the vocabulary names
CELL = "|"  # between the cells of a row
NO_READING: dict[str, Entry] = {}  # of a token that the vocabulary does not know, or outside the sentence


def kinds_at(parsed: Parsed, i: int) -> dict[str, Entry]:
    """The readings of token i by kind."""
    if i < 0:
        return NO_READING
    try:
        form = parsed.forms[i]
    except IndexError:
        return NO_READING
    return NO_READING if form is None else form.by_kind


def prep_at(parsed: Parsed, i: int) -> str:
    """The class of the preposition on token i, or nothing."""
    entry = kinds_at(parsed, i).get("prep")
    return "" if entry is None else entry.id


def sides_between(parsed: Parsed) -> list[str]:
    """The actors that the sentence names as two sides: "uno scambio tra Mosca e Kiev"."""
    return [name.actor for name in parsed.names if name.prep == "between"]
