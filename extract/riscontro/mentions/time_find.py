"""Where a text says when, and what it says: triggers → points → what stands around them → mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_frames import Found, mentions
from riscontro.mentions.time_grammar import Grammar, grammar
from riscontro.mentions.time_point import Point, TimeMention
from riscontro.text import bare

WINDOW_BEFORE, WINDOW_AFTER = 44, 70  # how far around a trigger word an expression may reach
WORDS_BEFORE = 4
_BLANKS = "'\"()[]\r"  # a blank, where preposition and time are compared
_POINTS = ".,;:!?/-|*"  # and where words are counted


def find_times(text: str, language: Language) -> list[TimeMention]:
    """All times of the text, in text order, not overlapping."""
    known = grammar(language)
    seen = bare(text)
    if "\n" in seen:  # a line break is a space, a blank line is an end
        seen = seen.replace("\n\n", "||").replace("\n", " ")
    spaced = seen
    for sign in _BLANKS:
        spaced = spaced.replace(sign, " ")
    found = sorted(_points(known, seen, spaced), key=lambda f: (f.start, -f.end))
    return list(mentions(known, text, spaced, found))


# --- points -------------------------------------------------------------------------------------------------------


def _trigger_places(known: Grammar, spaced: str) -> list[tuple[int, str]]:
    """Where a trigger word stands: set arithmetic first, so that a text without any costs next to nothing."""
    words = spaced
    for sign in _POINTS:
        words = words.replace(sign, " ")
    words = f" {words} "
    places = []
    for word in known.triggers.keys() & set(words.split()):
        sought, at = f" {word} ", -1
        while (at := words.find(sought, at + 1)) >= 0:
            places.append((at, word))
    return sorted(places)


def _points(known: Grammar, seen: str, spaced: str) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    reached = 0
    for place, word in _trigger_places(known, spaced):
        if place < reached:
            continue
        pattern, names = known.triggers[word]
        begin = max(reached, place - WINDOW_BEFORE)
        left = place
        for _ in range(WORDS_BEFORE):
            left = seen.rfind(" ", begin, max(begin, left - 1)) + 1 or begin
        while match := pattern.search(seen, left, min(len(seen), place + WINDOW_AFTER)):
            left = match.end()
            reached = left
            taken.append(match.span())
            yield _found(known, names, match)
            if left > place:
                break
    for sign, pattern, names in known.symbols:
        for match in pattern.finditer(seen) if sign in seen else ():
            if not any(start < match.end() and match.start() < end for start, end in taken):
                yield _found(known, names, match)


def _found(known: Grammar, names: tuple[str, ...], match: Any) -> Found:
    rule = known.rules[next(name for name in names if match.end(name) >= 0)]
    values = dict(rule.sets)
    for name in rule.groups:
        if (word := match.group(name)) is not None:
            values[known.fields.get(name, name)] = 1 if name == "half" else known.value(name, word)
    return Found(match.start(), match.end(), rule, Point(means=rule.means, **values))
