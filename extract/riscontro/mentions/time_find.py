"""Where a text says when: trigger words → rules that may begin near them → points → mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_frames import Found, mentions
from riscontro.mentions.time_grammar import Grammar, Groups, Rule, Rules, grammar, number_shape
from riscontro.mentions.time_point import Point, TimeMention
from riscontro.text import bare
from riscontro.tokens import Trigger

REACH, WORDS = 44, 4  # how far before its trigger word an expression may begin
_BLANKS = "'\"()[]\r"  # a blank, where preposition and time are compared
_POINTS = ".,;:!?/-|*"  # and where words are counted


def find_times(
    text: str, language: Language, begin: int = 0, end: int | None = None, *, triggers: list[Trigger] | None = None
) -> list[TimeMention]:
    """All times of `text[begin:end]`, in text order, not overlapping; offsets count from `begin`. `triggers` are its
    trigger words, where the caller has them already."""
    known = grammar(language)
    view = _view(text, known)
    if end is None:
        end = len(text)
    if triggers is None:
        triggers = _triggers(known, view.words[begin:end])
    signed = bool(view.signs) and bisect_left(view.signs, begin) < bisect_left(view.signs, end)
    if not triggers and not signed:
        return []
    seen = view.seen[begin:end]
    found = _points(known, seen, view.words[begin:end], triggers) if triggers else []
    if signed:
        found += _signed(known, seen, found)
    if not found:
        return []
    if len(found) > 1:
        found.sort(key=lambda f: (f.start, -f.end))
    return mentions(known, text[begin:end], view.spaced[begin:end], found)


@cache
def triggers_of(language: Language) -> Callable[[str], list[Trigger]]:
    """Tells the trigger words of what stands between two blanks."""
    known = grammar(language)
    return lambda piece: _triggers(known, _without(_POINTS, _without(_BLANKS, bare(piece))))


@dataclass(slots=True, eq=False)
class _View:
    """A text as patterns see it, as openers and joins are compared, and as words, each as long as the text.

    `signs`: where a sign stands behind a number: many a text has none."""

    seen: str
    spaced: str
    words: str
    signs: list[int]


@lru_cache(maxsize=4)  # the sentences of a document, one after the other
def _view(text: str, known: Grammar) -> _View:
    seen = bare(text)
    if "\n" in seen:  # a line break is a space, a blank line is an end
        seen = seen.replace("\n\n", "\0 ").replace("\n", " ").replace("\0", "\n")
    spaced = _without(_BLANKS, seen.replace("\n", "|"))
    return _View(seen, spaced, _without(_POINTS, spaced), sorted(_sign_places(known, seen)))


def _without(signs: str, text: str) -> str:
    """The text with a blank for each of these signs."""
    for sign in signs:
        text = text.replace(sign, " ")
    return text


def _triggers(known: Grammar, words: str) -> list[Trigger]:
    """The trigger words, with where they stand."""
    found: list[Trigger] = []
    at = 0
    for word in words.split(" "):
        if word in known.triggers:
            found.append((at, word))
        at += len(word) + 1
    return found


def _sign_places(known: Grammar, seen: str) -> list[int]:
    """Where the sign of a rule stands behind a number, or a blank away from it."""
    places = []
    for sign in dict(known.symbols):
        at = seen.find(sign)
        while at >= 0:
            before = seen[at - 1]
            if before.isdigit() or (before == " " and seen[at - 2].isdigit()):
                places.append(at)
            at = seen.find(sign, at + 1)
    return places


def _points(known: Grammar, seen: str, words: str, triggers: list[Trigger]) -> list[Found]:
    """What the rules find around the trigger words, leftmost first."""
    found: list[Found] = []
    reached = 0
    for place, trigger in triggers:
        if place < reached:
            continue
        for start, rules in _starts(known, words, place, trigger, reached):
            match = rules.pattern.match(seen, start)
            if match and match.end() > place:
                reached = match.end()
                rule, groups = rules.of(match)
                found.append(_found(known, rule, groups, match))
                break
    return found


def _signed(known: Grammar, seen: str, taken: list[Found]) -> list[Found]:
    """What the rules find that go by a sign, where no other rule found anything."""
    return [
        _found(known, rule, rule.groups, match)
        for sign, rule in known.symbols
        if sign in seen
        for match in rule.pattern.finditer(seen)
        if not any(other.start < match.end() and match.start() < other.end for other in taken)
    ]


def _starts(known: Grammar, words: str, place: int, trigger: str, floor: int) -> list[tuple[int, Rules]]:
    """Where an expression that holds the trigger word may begin, leftmost first, and the rules that may begin there."""
    low = max(floor, place - REACH)
    rules_from = known.triggers[trigger]
    listed = words[low:place].split()[-WORDS:]
    listed.append(trigger)
    starts: list[tuple[int, Rules]] = []
    for n, word in enumerate(listed):
        if word in known.known_words:
            rules = rules_from[word]
        elif word[0].isdigit():
            rules = rules_from[number_shape(word)]
        else:
            continue
        if rules is not None:
            at = place
            for later in reversed(listed[n:-1]):
                at = words.rindex(later, low, at)
            starts.append((at, rules))
    return starts


def _found(known: Grammar, rule: Rule, groups: Groups, match: Any) -> Found:
    point = Point(rule.means)
    for name, value in rule.sets.items():
        setattr(point, name, value)
    for number, name, field in groups:
        word = match[number]
        if word is not None:
            setattr(point, field, 1 if name == "half" else known.wording.value(name, word))
    return Found(match.start(), match.end(), rule, point)
