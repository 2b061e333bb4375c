"""What a number counts: the noun beside it, after "of", across a copula, or the one that it points back to."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at
from riscontro.assemble.beside import Counted as Counted
from riscontro.assemble.beside import noun_beside
from riscontro.assemble.copula import noun_after_partitive, noun_away
from riscontro.assemble.shapes import Number, Parsed


def counted(parsed: Parsed, number: Number) -> Counted | None:
    """The nouns of a number within its sentence; None when only the context can tell."""
    found = noun_beside(parsed, number)
    if not _is_part(parsed, number):
        return found or noun_away(parsed, number)
    found = found or noun_after_partitive(parsed, number)
    if found is None:
        return Counted((), number.first, number.last, "partitive", "", True)
    return Counted(found.nouns, found.first, found.last, found.link, found.people, True)


def _is_part(parsed: Parsed, number: Number) -> bool:
    """ "of whom 300", "300 of them"."""
    if not parsed.of("partitive"):
        return False
    before = number.full - 1
    kinds = kinds_at(parsed, before)
    while "article" in kinds or "filler" in kinds:
        before -= 1
        kinds = kinds_at(parsed, before)
    return "partitive" in kinds or "partitive" in kinds_at(parsed, number.tail)
