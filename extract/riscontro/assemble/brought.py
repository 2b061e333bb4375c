"""What somebody's count brings to a number."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.beside import Counted, of_noun, word_at
from riscontro.assemble.shapes import Number, Parsed

_OBJECT = 6  # words of the object between "portano" and "a tremila"


def brought_to(parsed: Parsed, number: Number) -> Counted | None:
    """ "Gli americani portano i caduti a tremila": what somebody's count brings to a number."""
    to = number.full - 1
    while to > 0 and "article" in kinds_at(parsed, to) and not prep_at(parsed, to):
        to -= 1
    if prep_at(parsed, to) not in ("to", "on") and number.full == number.first:
        return None
    for word in parsed.of("copula"):
        if not word.form.by_kind["copula"].get("transitive") or not 0 < to - word.last < _OBJECT:
            continue
        for k in range(word.last, to):
            noun = kinds_at(parsed, k).get("noun")
            if noun is not None and noun.get("entity") and noun.get("event"):
                return of_noun(noun, word_at(parsed, k), "copula")
    return None
