"""What a number counts: the noun beside it, after "of", across a copula, or the one that it points back to."""

from __future__ import annotations

from riscontro.assemble.around import SMALL, kinds_at
from riscontro.assemble.beside import Counted as Counted
from riscontro.assemble.beside import noun_beside
from riscontro.assemble.copula import noun_away
from riscontro.assemble.labelled import noun_after_partitive
from riscontro.assemble.shapes import Number, Parsed
from riscontro.frames import is_a
from riscontro.vocabulary import Entry

_ANYBODY = "person"  # a row of seeds/entities.csv


def counted(parsed: Parsed, number: Number) -> Counted | None:
    """The nouns of a number within its sentence; None when only the context can tell."""
    found = noun_beside(parsed, number)
    if not is_part(parsed, number):
        if found is not None and _is_anybody(found) and (who := noun_away(parsed, number)):
            told = who.link == "copula" and who.last < number.first and all(_is_some_kind(n) for n in who.nouns)
            return who if told else found
        return found or noun_away(parsed, number) or _told_to_be(parsed, number)
    found = found or noun_after_partitive(parsed, number)
    if found is None:
        return Counted((), number.first, number.last, "partitive", "", True)
    return Counted(found.nouns, found.first, found.last, found.link, found.people, True)


def _told_to_be(parsed: Parsed, number: Number) -> Counted | None:
    """ "Tre erano civili": so many of those just counted."""
    word = parsed.at[number.tail] if number.tail < len(parsed.at) else None
    if word is None or number.full > 0 or not word.reading("copula") or word.last >= len(parsed.at):
        return None
    behind = parsed.at[word.last]
    noun = behind.form.by_kind.get("noun") if behind is not None else None
    if behind is None or noun is None or noun.get("event") or not noun.get("entity"):
        return None
    return Counted((noun,), behind.first, behind.last, "beside", "", True)


def _is_anybody(found: Counted) -> bool:
    """ "gli sminatori sono 300 persone": a word that names nobody in particular."""
    return len(found.nouns) == 1 and found.nouns[0].get("entity") == _ANYBODY and not found.nouns[0].get("event")


def _is_some_kind(noun: Entry) -> bool:
    return noun.get("entity") != _ANYBODY and is_a(noun.get("entity") or "", _ANYBODY) and not noun.get("event")


def is_part(parsed: Parsed, number: Number) -> bool:
    """ "of whom 300", "300 of them"."""
    if not parsed.of("partitive"):
        return False
    before = number.full - 1
    kinds = kinds_at(parsed, before)
    while "article" in kinds or "filler" in kinds:
        before -= 1
        kinds = kinds_at(parsed, before)
    if "partitive" in kinds:
        return not (before == number.full - 1 and _is_of_something_else(parsed, number))
    return "partitive" in kinds_at(parsed, number.tail)


def _is_of_something_else(parsed: Parsed, number: Number) -> bool:
    """ "between these two extremes": a small number with a noun of its own, whatever that is."""
    value, tail = number.quantity.value, number.tail
    if value is None or value >= SMALL or tail >= len(parsed.forms):
        return False
    return parsed.forms[tail] is None and parsed.tokens.norm[tail][0].isalpha()
