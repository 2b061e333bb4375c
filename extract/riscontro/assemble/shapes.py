"""What one sentence is read into: numbers, times, names, places, verb groups, and what lies between them.

That (commas, clause words, verbs) is summed up as a cost, so that "near" means near in the sentence's structure and not
in characters.

Nothing changes them once they are made; they are not frozen, because dozens a sentence are made, thrice as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Any

from riscontro.mentions.quantity import Quantity
from riscontro.mentions.time import TimeMention
from riscontro.sentences import Sentence
from riscontro.tokens import Tokens
from riscontro.words import TOKEN, Entry, Word, Words

_CLAUSE, _VERB = 1.5, 1.2  # what it costs to reach into a clause, and over a verb


@dataclass(slots=True, eq=False)
class Number:
    """A quantity on tokens `first` to `last` (exclusive; with its modifier from `full`)."""

    quantity: Quantity
    first: int
    last: int
    full: int
    tail: int


@dataclass(slots=True, eq=False)
class When:
    """A time expression on tokens `first` to `last`."""

    mention: TimeMention
    first: int
    last: int


@dataclass(slots=True, eq=False)
class Name:
    """An actor: its noun phrase on `first` to `last` and the class of the preposition before it ("" = none)."""

    actor: str
    kind: str
    first: int
    last: int
    prep: str
    institution: bool
    entry: Entry
    core: int


@dataclass(slots=True, eq=False)
class Spot:
    """A place in the sentence with the class of its preposition."""

    place: str
    first: int
    last: int
    prep: str
    entry: Entry


@dataclass(slots=True, eq=False)
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
    perfect: bool = False  # "hanno consegnato", "di avere consegnato": done, whatever stands before it
    adjectival: bool = False  # a participle without auxiliary: "the soldiers sent by …"


@dataclass(slots=True, eq=False)
class Speaker:
    """An actor who is quoted, the cue that says so, and the span it was read from."""

    actor: str  # "" = an institution whose state only the context tells
    entry: Entry
    first: int
    last: int
    name: Name | None
    messenger: bool


class Parsed:
    """One sentence, read."""

    __slots__ = (
        "about",
        "arms",
        "at",
        "forms",
        "kinds",
        "named",
        "names",
        "numbers",
        "sentence",
        "speakers",
        "spots",
        "text",
        "times",
        "tokens",
        "verbs",
        "walls",
    )

    def __init__(self, sentence: Sentence, text: str, tokens: Tokens, words: Words) -> None:
        self.sentence = sentence
        self.text = text
        self.tokens = tokens
        self.at = words
        self.forms = words.forms
        self.kinds = words.by_kind()
        self.about: frozenset[str] = frozenset()  # the events that the story tells of as such: "lo scambio"
        self.numbers: list[Number] = []
        self.times: list[When] = []
        self.names: list[Name] = []
        self.arms: list[Name] = []  # weapons that only one actor has: "un Iskander", "i B-2"
        self.spots: list[Spot] = []
        self.verbs: list[Verb] = []
        self.walls: list[float] = []  # nothing before it is asked for
        self.speakers: list[Speaker] = []
        self.named: list[Any] | None = None  # what it names, kept by its reader

    @property
    def words(self) -> list[Word]:
        """All words that the vocabulary knows, in text order."""
        return self.at.all()

    def reading(self, i: int, kind: str) -> Entry | None:
        """The reading of token i of this kind."""
        if i < 0:
            return None
        try:
            form = self.forms[i]
        except IndexError:
            return None
        return None if form is None else form.by_kind.get(kind)

    def reading_of(self, i: int, *kinds: str) -> Entry | None:
        """The reading of token i of the first of these kinds that it has."""
        for kind in kinds:
            if (entry := self.reading(i, kind)) is not None:
                return entry
        return None

    def is_any(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether token i has a reading of any of these kinds: where many are asked for, and none is looked at."""
        if i < 0:
            return False
        try:
            form = self.forms[i]
        except IndexError:
            return False
        return form is not None and not kinds.isdisjoint(form.by_kind)

    def of(self, kind: str) -> Sequence[Word]:
        """The words that have a reading of this kind, which is none of UNLISTED, in text order."""
        return self.kinds.get(kind, ())

    def of_any(self, *kinds: str) -> Sequence[Word]:
        """The words that have a reading of one of these kinds, in text order."""
        known, found = self.kinds, 0
        only: Sequence[Word] = ()
        for kind in kinds:
            if kind in known:
                only = known[kind]
                found += 1
        if found < 2:
            return only
        words = {w.first: w for kind in kinds for w in known.get(kind, ())}
        return sorted(words.values(), key=attrgetter("first"))

    def is_numeral(self, i: int) -> bool:
        """Whether token i is part of a number, without its modifier."""
        for number in self.numbers:  # noqa: SIM110
            if number.first <= i < number.last:
                return True
        return False

    def cost(self, a: int, b: int) -> float:
        """What lies between token a and token b."""
        walls = self.walls or self.summed_up()
        try:
            return walls[b] - walls[a] if a <= b else walls[a] - walls[b]
        except IndexError:
            low, high = (a, b) if a <= b else (b, a)
            end = len(walls) - 1
            return walls[min(high, end)] - walls[min(low, end)]

    def summed_up(self) -> list[float]:
        """What it costs to come to each token: clause words, verbs and signs weigh, what stands inside a number does
        not. Kept from the first question on, for many a sentence is asked none."""
        cost = [term.wall for term in self.tokens.terms]
        for word in self.of("clause"):
            cost[word.first] += _CLAUSE
        for verb in self.verbs:
            if verb.finite and verb.first < len(cost):
                cost[verb.first] += _VERB
        for number in self.numbers:
            for i in range(number.first, number.last):
                cost[i] = TOKEN
        self.walls = list(accumulate(cost, initial=0.0))
        return self.walls

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The code point span of tokens `first` to `last` (exclusive)."""
        return self.tokens.start[first], self.tokens.end[last - 1]
