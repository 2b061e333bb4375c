"""The noun that labels its number: before a colon or a bracket, or in an earlier cell of its row."""

from __future__ import annotations

from riscontro.assemble.around import CELL, kinds_at, prep_at
from riscontro.assemble.beside import Counted, nation_on, of_noun, word_at
from riscontro.assemble.shapes import Number, Parsed

_NEAR = 2  # words between a noun and the bracket with its number
_LABEL = 8  # words of a label before its colon
BREAKS = (";", ".", ":")
_DASHES = ("-", "–", "—")
_ITEM_BEGINS, _ITEM_ENDS = (":", ",", ";", ")"), (",", ";", ".", "(", "+")  # of an item of a list
_EXPLAINS = (":", *_DASHES)  # between a figure and what it counts


def labelled(parsed: Parsed, number: Number) -> Counted | None:
    """The noun of the label, or nothing."""
    return _apposition(parsed, number) or _in_row(parsed, number)


def _apposition(parsed: Parsed, number: Number) -> Counted | None:
    """ "losses: 4,700", "the total of missiles: 148", "tanks: 8"."""
    i = number.full - 1
    norms = parsed.tokens.norm
    if i > 1 and norms[i] in _DASHES and norms[0] in _DASHES:
        return _label(parsed, i)  # "– carri armati – 300"
    if i < 1 or norms[i] not in (":", "("):
        return _in_list(parsed, number)
    label = _label(parsed, i) if norms[i] == ":" else _bracketed(parsed, number, i)
    if label is not None:
        return label
    for j in range(i - 1, max(-1, i - 9), -1):
        noun = kinds_at(parsed, j).get("noun")
        if noun is not None and noun.get("entity") and noun.get("event"):
            return of_noun(noun, word_at(parsed, j), "apposition")
    return None


def _in_list(parsed: Parsed, number: Number) -> Counted | None:
    """ "Perdite: carri 300, blindati 900": behind its noun, right behind the colon or the comma of a list."""
    word = parsed.at[number.full - 1] if number.full else None
    noun = word.reading("noun") if word is not None else None
    norms = parsed.tokens.norm
    if word is None or noun is None or not noun.get("entity") or word.first == 0 or ":" not in norms[: word.first]:
        return None
    ends = number.tail >= len(norms) or norms[number.tail] in _ITEM_ENDS
    return of_noun(noun, word, "apposition") if ends and norms[word.first - 1] in _ITEM_BEGINS else None


def _bracketed(parsed: Parsed, number: Number, bracket: int) -> Counted | None:
    """ "ha dato uomini (11.000) e cannoni (200)": a number alone in the brackets right behind its noun."""
    norms = parsed.tokens.norm
    if number.tail >= len(norms) or norms[number.tail] != ")":
        return None
    for j in range(bracket - 1, max(-1, bracket - 1 - _NEAR), -1):
        kinds = kinds_at(parsed, j)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity"):
            word = word_at(parsed, j)
            counted = any(0 <= word.first - n.tail <= 1 for n in parsed.numbers if n is not number)
            return None if counted else of_noun(noun, word, "apposition")
        if "actor" not in kinds:
            break
    return None


def _in_row(parsed: Parsed, number: Number) -> Counted | None:
    """ "Oslo | carri armati | 30": the noun of an earlier cell of the row."""
    norms, i = parsed.tokens.norm, number.full - 1
    if i < 1 or norms[i] != CELL:
        return None
    for j in range(i):
        noun = kinds_at(parsed, j).get("noun")
        if noun is not None and noun.get("entity"):
            return of_noun(noun, word_at(parsed, j), "apposition")
    return None


def _label(parsed: Parsed, colon: int) -> Counted | None:
    """The head noun of a label that fills its line, or the item of a list, up to the colon."""
    begin = colon
    breaks = (*BREAKS, parsed.tokens.norm[0]) if parsed.tokens.norm[0] in _DASHES else BREAKS
    while begin > 0 and parsed.tokens.norm[begin - 1] not in breaks and colon - begin < _LABEL:
        begin -= 1
    if begin > 0 and parsed.tokens.norm[begin - 1] not in breaks:
        return None
    if any(begin <= v.first < colon and v.finite for v in parsed.verbs) or any(
        begin <= n.first < colon for n in parsed.numbers
    ):
        return None
    for j in range(begin, colon):
        kinds = kinds_at(parsed, j)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity") and not prep_at(parsed, j - 1):
            other = kinds_at(parsed, j + 2).get("noun") if "and" in kinds_at(parsed, j + 1) else None
            if other is not None and other.get("event") and noun.get("event"):  # "Morti e feriti: 300"
                return Counted((noun, other), j, j + 3, "apposition")
            return of_noun(noun, word_at(parsed, j), "apposition")
        if "say" in kinds or "verb" in kinds or "clause" in kinds:
            return None
    return None


def explained(parsed: Parsed, number: Number) -> Counted | None:
    """ "6 milioni: gli ucraini rifugiati", "13 – i caduti": a figure at the head of its line, and what it counts."""
    norms, sign = parsed.tokens.norm, number.tail
    if sign >= len(norms) or norms[sign] not in _EXPLAINS or any(norm[0].isalpha() for norm in norms[: number.full]):
        return None
    for i in range(sign + 1, min(sign + _LABEL, len(norms))):
        kinds = kinds_at(parsed, i)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity"):
            return of_noun(noun, word_at(parsed, i), "copula")
        if (nation := nation_on(parsed, i)) is not None:
            return nation
        if parsed.is_numeral(i) or "prep" in kinds or "clause" in kinds or norms[i] in BREAKS:
            return None
    return None


def noun_after_partitive(parsed: Parsed, number: Number) -> Counted | None:
    """ "a thousand of them, military engineers, …": an apposition says which."""
    partitive = parsed.at[number.tail] if number.tail < len(parsed.at) else None
    if partitive is None or partitive.last >= len(parsed.tokens) or parsed.tokens.norm[partitive.last] != ",":
        return None
    noun = kinds_at(parsed, partitive.last + 1).get("noun")
    if noun is None or not noun.get("entity") or noun.get("event"):
        return None
    return of_noun(noun, word_at(parsed, partitive.last + 1), "beside")
