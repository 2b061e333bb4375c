"""What one sentence is read into: numbers, times, names, places, verb groups, and what lies between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from riscontro.mentions.quantity import Quantity
from riscontro.mentions.time import TimeMention
from riscontro.sentences import Sentence
from riscontro.tokens import Tokens
from riscontro.vocabulary import Entry, Word


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
    """An actor: its noun phrase on `first` to `last` and the class of the preposition before it ("" = none)."""

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
        word = self.at[i] if 0 <= i < len(self.at) else None
        if word is None:
            return None
        by_kind = word.form.by_kind
        for kind in kinds:
            if kind in by_kind:
                return by_kind[kind]
        return None

    def cost(self, a: int, b: int) -> float:
        """What lies between token a and token b."""
        low, high = (a, b) if a <= b else (b, a)
        return self.walls[min(high, len(self.walls) - 1)] - self.walls[min(low, len(self.walls) - 1)]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The code point span of tokens `first` to `last` (exclusive)."""
        return self.tokens.start[first], self.tokens.end[last - 1]
