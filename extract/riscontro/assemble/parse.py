"""A sentence as the assembler sees it: tokens with their words, numbers, times, names with their preposition, verb groups.

Nothing is decided here. What lies between two tokens (commas, clause words, verbs) is summed up as a cost, so that
"near" means near in the sentence's structure and not in characters.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.quantity import Quantity, find_quantities
from riscontro.mentions.time import TimeMention, find_times
from riscontro.sentences import Sentence
from riscontro.tokens import Tokens, tokenize
from riscontro.vocabulary import Entry, Word, of

# What it costs to reach over a token: a clause holds together, a sentence much less.
_WALLS = {",": 1.0, ";": 9.0, ":": 4.0, "(": 2.5, ")": 2.5, '"': 0.7, "-": 1.5, "—": 2.0, "[": 2.5, "]": 2.5, "|": 5.0}
CLAUSE_WALL, VERB_WALL, TOKEN = 1.5, 1.2, 0.25


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity on tokens `first` to `last` (exclusive; with its modifier from `full`)."""

    quantity: Quantity
    first: int
    last: int
    full: int
    tail: int


@dataclass(frozen=True, slots=True)
class When:
    """A time expression on tokens `first` to `last`."""

    mention: TimeMention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Name:
    """An actor in the sentence: the noun phrase on `first` to `last`, the class of the preposition before it ("" = none)."""

    actor: str
    kind: str
    first: int
    last: int
    prep: str
    institution: bool
    entry: Entry
    core: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the sentence with the class of its preposition."""

    place: str
    first: int
    last: int
    prep: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group or an event noun: all its readings, voice, mood and tense."""

    entries: tuple[Entry, ...]
    first: int
    last: int
    slot: str
    passive: bool = False
    nominal: bool = False
    finite: bool = False
    conditional: bool = False
    future: bool = False
    adjectival: bool = False  # a participle without auxiliary: "the soldiers sent by …"


@dataclass(slots=True)
class Parsed:
    """One sentence, read."""

    sentence: Sentence
    text: str
    tokens: Tokens
    words: list[Word]
    at: list[Word | None]
    numbers: list[Number]
    times: list[When]
    names: list[Name] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    speakers: list[Any] = field(default_factory=list)

    def reading(self, i: int, *kinds: str) -> Entry | None:
        """The reading of token i of one of these kinds."""
        if not 0 <= i < len(self.at):
            return None
        word = self.at[i]
        return word.reading(*kinds) if word else None

    def cost(self, a: int, b: int) -> float:
        """What lies between token a and token b."""
        low, high = (a, b) if a <= b else (b, a)
        return self.walls[min(high, len(self.walls) - 1)] - self.walls[min(low, len(self.walls) - 1)]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The code point span of tokens `first` to `last` (exclusive)."""
        return self.tokens.start[first], self.tokens.end[last - 1]


def parse(sentence: Sentence, text: str, language: Language) -> Parsed:
    """Everything that the vocabulary, the number and the time readers see in one sentence."""
    tokens = tokenize(text, sentence.start, sentence.end, language)
    words = of(language).find(tokens, text)
    at: list[Word | None] = [None] * len(tokens)
    for word in words:
        for i in range(word.first, word.last):
            at[i] = word
    piece = text[sentence.start : sentence.end]
    times = [_when(m, tokens, sentence.start) for m in find_times(piece, language)]
    numbers = [_number(q, tokens, sentence.start) for q in find_quantities(piece, language)]
    numbers = [n for n in numbers if n.last > n.first and not _overlaps(n, times)]
    parsed = Parsed(sentence, text, tokens, words, at, numbers, times)
    parsed.verbs = _verbs(parsed)
    parsed.walls = _walls(parsed)
    parsed.names = _names(parsed)
    parsed.spots = _spots(parsed)
    return parsed


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    first = bisect_left(tokens.end, start + 1)
    return first, max(first, bisect_left(tokens.start, end))


def _when(mention: TimeMention, tokens: Tokens, offset: int) -> When:
    return When(mention, *_span(tokens, offset + mention.start, offset + mention.end))


def _number(quantity: Quantity, tokens: Tokens, offset: int) -> Number:
    first, last = _span(tokens, offset + quantity.start, offset + quantity.end)
    full, tail = _span(tokens, offset + quantity.full_start, offset + quantity.full_end)
    return Number(quantity, first, last, min(full, first), max(tail, last))


def _overlaps(number: Number, times: list[When]) -> bool:
    return any(t.first < number.last and number.first < t.last for t in times if t.mention.kind != "duration")


def _is_expected(auxiliaries: list[tuple[str, str]]) -> bool:
    """ "dovrebbero lasciare", "potrebbero essere schierati" lie ahead; "potrebbero essere stati uccisi" lies behind."""
    modal = any(kind == "modal" for kind, _ in auxiliaries)
    behind = any(kind in ("be", "have") and (slot == "participle" or kind == "have") for kind, slot in auxiliaries)
    return modal and not behind


def _walls(parsed: Parsed) -> list[float]:
    cost = [_WALLS.get(norm, TOKEN) for norm in parsed.tokens.norm]
    for word in parsed.words:
        if word.reading("clause"):
            cost[word.first] += CLAUSE_WALL
    for verb in parsed.verbs:
        if verb.finite and verb.first < len(cost):
            cost[verb.first] += VERB_WALL
    for number in parsed.numbers:  # digits and separators inside a number are no distance
        for i in range(number.first, number.last):
            cost[i] = TOKEN
    return [0.0, *accumulate(cost)]


def _prep_before(parsed: Parsed, first: int) -> str:
    """The class of the preposition that governs the phrase that begins at `first`."""
    i = first - 1
    for _ in range(3):
        if i < 0:
            return ""
        if entry := parsed.reading(i, "prep"):
            return entry.id
        if not parsed.reading(i, "article", "filler", "possessive"):
            return ""
        i -= 1
    return ""


def _names(parsed: Parsed) -> list[Name]:
    found: list[Name] = []
    for word in parsed.words:
        entry = word.reading("actor")
        if entry is None:
            continue
        first = word.first
        reach = _head(parsed, first, found)
        prep = _prep_before(parsed, reach)
        if not prep and found and parsed.reading(reach - 1, "and") and 0 <= reach - 1 - found[-1].last <= 1:
            prep = found[-1].prep  # "tra Mosca e Pyongyang": both are under the preposition
        found.append(Name(entry.id, entry.slot, reach, word.last, prep, reach < first, entry, word.first))
    return found


def _head(parsed: Parsed, first: int, found: list[Name]) -> int:
    """Where the noun phrase begins whose state or body stands at `first`: "il ministero della Difesa sudcoreano"."""
    best, i, steps = first, first - 1, 0
    floor = found[-1].last if found else 0
    while i >= floor and steps < 8:
        if any(n.first <= i < n.last for n in parsed.numbers):
            break
        if parsed.reading(i, "institution"):
            best = parsed.at[i].first  # type: ignore[union-attr]
            i = best - 1
            steps += 1
            continue
        prep = parsed.reading(i, "prep")
        if prep is not None and prep.id != "of":
            break
        if (
            parsed.reading(i, "aux", "verb", "clause", "and", "say", "according", "copula")
            or not parsed.tokens.norm[i][0].isalpha()
        ):
            break
        i -= 1
        steps += 1
    return best


def _spots(parsed: Parsed) -> list[Spot]:
    return [
        Spot(entry.id, word.first, word.last, _prep_before(parsed, word.first), entry)
        for word in parsed.words
        if (entry := word.reading("place"))
    ]


def _verbs(parsed: Parsed) -> list[Verb]:
    found = []
    for word in parsed.words:
        entries = tuple(e for e in word.entries if e.kind == "verb" and e.get("event"))
        nominal = tuple(e for e in word.entries if e.kind == "event_noun")
        if (
            entries
            and not nominal
            and all(e.slot == "participle" for e in entries)
            and parsed.reading(word.first - 1, "article", "prep")
        ):
            entries = ()  # "la caduta", "dei dispersi": a noun, whatever it comes from
        if entries and (nominal or word.reading("noun")):  # "la consegna" is the noun, "hanno perso" the verb
            entries, nominal = ((), nominal) if _stands_as_noun(parsed, word, entries) else (entries, ())
        if entries:
            found.append(_group(parsed, word, entries))
        if nominal:
            found.append(Verb(nominal, word.first, word.last, "", nominal=True))
    return found


def _stands_as_noun(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> bool:
    """A form that is verb and noun is the noun behind an article, a preposition or a number, but not behind an auxiliary."""
    i = word.first - 1
    if i >= 0 and any(n.first <= i < n.last for n in parsed.numbers):
        return True
    if parsed.reading(i, "aux", "modal", "anaphor", "negation", "clause"):
        return False
    if parsed.reading(i, "article", "prep", "possessive", "filler"):
        return True
    return not any(e.slot == "participle" for e in entries) and i < 0


def _group(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> Verb:
    """The verb with its auxiliaries: "potrebbero essere stati uccisi" is passive and conditional."""
    slots = {e.slot for e in entries}
    slot = entries[0].slot
    auxiliaries: list[tuple[str, str]] = []
    first, i, gap = word.first, word.first - 1, 0
    while i >= 0 and gap < 3:
        entry = parsed.reading(i, "aux", "modal")
        if entry:
            auxiliaries.append((entry.id, entry.slot))
            first, gap = i, 0
        elif (parsed.at[i] and not parsed.reading(i, "negation", "anaphor", "adverb")) or not parsed.tokens.norm[i][
            0
        ].isalpha():
            break
        else:
            gap += 1
        i -= 1
    kinds = {a for a, _ in auxiliaries}
    moods = {s for _, s in auxiliaries}
    participle = "participle" in slots
    passive = participle and bool(kinds & {"be", "come"} or not kinds)
    finite_aux = any(s not in ("participle", "infinitive", "gerund") for s in moods)
    return Verb(
        entries,
        first,
        word.last,
        "participle" if participle and (auxiliaries or slots == {"participle"}) else slot,
        passive=passive,
        finite=finite_aux
        or bool(slots & {"present", "imperfect", "past", "future", "conditional"})
        and not (participle and not auxiliaries),
        conditional="conditional" in moods or (not auxiliaries and "conditional" in slots),
        future="future" in moods or (not auxiliaries and "future" in slots) or _is_expected(auxiliaries),
        adjectival=participle and not auxiliaries,
    )
