"""A sentence as the assembler sees it: tokens with their words, numbers, times, names, verb groups.

Nothing is decided here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from riscontro.assemble.names import WEAPON, names_of, spots_of
from riscontro.assemble.shapes import Number, Parsed, When
from riscontro.assemble.verbs import verbs_of
from riscontro.lexicon import Language
from riscontro.mentions.quantity import Quantity, find_quantities, sight_of
from riscontro.mentions.time import TimeMention, find_times, triggers_of
from riscontro.sentences import Sentence
from riscontro.text import fold
from riscontro.tokens import Cutter, Tokens
from riscontro.vocabulary import of

_FEAST, _APPOSED = "feast", 4  # a reading of a time; words between a date and what it is called


def parse(sentence: Sentence, text: str, language: Language) -> Parsed:
    """Everything that the vocabulary, the number and the time readers see in one sentence."""
    return parse_all([sentence], text, language)[0]


def parse_all(sentences: Sequence[Sentence], text: str, language: Language) -> list[Parsed]:
    """`parse` of each sentence. One reader after the other goes over all of them: that is kinder to the processor."""
    cut, vocabulary, folded = cutter(language).cut, of(language), fold(text)
    story = []
    for s in sentences:
        tokens = cut(text, folded, s.start, s.end)
        words = vocabulary.find(tokens, text)
        story.append(Parsed(s, text, tokens, words))
    for p in story:
        begin, end = p.sentence.start, p.sentence.end
        if mentions := find_times(text, language, begin, end, triggers=p.tokens.triggers):
            p.times = _without_names(p, [_when(m, p.tokens, begin) for m in mentions])
    for p in story:
        begin, end, seen = p.sentence.start, p.sentence.end, p.tokens
        if not seen.sights:
            continue
        for quantity in find_quantities(
            text[begin:end], language, folded=folded[begin:end], pieces=seen.chunks, marks=seen.sights, again=True
        ):
            number = _number(quantity, p.tokens, begin)
            if number.last > number.first and not _overlaps(number, p.times):
                p.numbers.append(number)
    for p in story:
        p.verbs = verbs_of(p)
    for p in story:
        for name in names_of(p):
            (p.arms if name.kind == WEAPON else p.names).append(name)
        p.spots = spots_of(p)
    return story


@cache
def cutter(language: Language) -> Cutter:
    """What cuts the sentences of a language, for all readers at once."""
    return Cutter(language, of(language).look_up, sight_of(language), triggers_of(language))


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    first = bisect_left(tokens.end, start + 1)
    return first, bisect_left(tokens.start, end, first)


def _when(mention: TimeMention, tokens: Tokens, offset: int) -> When:
    first, last = _span(tokens, offset + mention.start, offset + mention.end)
    return When(mention, first, last)


def _without_names(parsed: Parsed, times: list[When]) -> list[When]:
    """The times but for a feast that only says which day the date before it is: "11 aprile, vigilia della Pasqua"."""
    if len(times) < 2:
        return times
    norms = parsed.tokens.norm
    told = [
        b
        for a, b in pairwise(times)
        if b.mention.point.means == _FEAST and 0 < b.first - a.last <= _APPOSED and norms[a.last] == ","
    ]
    return [t for t in times if t not in told]


def _number(quantity: Quantity, tokens: Tokens, offset: int) -> Number:
    first, last = _span(tokens, offset + quantity.start, offset + quantity.end)
    full, tail = first, last
    if quantity.full_start != quantity.start or quantity.full_end != quantity.end:
        full, tail = _span(tokens, offset + quantity.full_start, offset + quantity.full_end)
        full, tail = min(full, first), max(tail, last)
    return Number(quantity, first, last, full, tail)


def _overlaps(number: Number, times: list[When]) -> bool:
    for when in times:
        if when.first < number.last and number.first < when.last and when.mention.kind != "duration":
            return True
    return False
