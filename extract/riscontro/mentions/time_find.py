"""Where a text says when: trigger words → rules that may begin near them → points → mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_frames import Found, mentions
from riscontro.mentions.time_grammar import Grammar, Rule, Rules, grammar, number_shape, rules_from
from riscontro.mentions.time_point import Point, TimeMention
from riscontro.text import bare

REACH, WORDS = 44, 4  # how far before its trigger word an expression may begin
_BLANKS = "'\"()[]\r"  # a blank, where preposition and time are compared
_POINTS = ".,;:!?/-|*"  # and where words are counted


def find_times(text: str, language: Language) -> list[TimeMention]:
    """All times of the text, in text order, not overlapping."""
    known = grammar(language)
    seen = bare(text)
    if "\n" in seen:  # a line break is a space, a blank line is an end
        seen = seen.replace("\n\n", "\0 ").replace("\n", " ").replace("\0", "\n")
    spaced = seen.replace("\n", "|")
    for sign in _BLANKS:
        spaced = spaced.replace(sign, " ")
    found = sorted(_points(known, seen, spaced), key=lambda f: (f.start, -f.end))
    return list(mentions(known, text, spaced, found))


def _points(known: Grammar, seen: str, spaced: str) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    words = spaced
    for sign in _POINTS:
        words = words.replace(sign, " ")
    words, reached = f"{words} ", 0
    for place, word in _trigger_places(known, words):
        if place < reached:
            continue
        for start, rules in _starts(known, words, place, word, reached):
            match = rules.pattern.match(seen, start)
            if match and match.end() > place:
                reached = match.end()
                taken.append((start, reached))
                yield _found(known, rules.of(match), match)
                break
    for sign, rule in known.symbols:
        for match in rule.pattern.finditer(seen) if sign in seen else ():
            if not any(start < match.end() and match.start() < end for start, end in taken):
                yield _found(known, rule, match)


def _trigger_places(known: Grammar, words: str) -> Iterator[tuple[int, str]]:
    """Where the trigger words stand, one after the other; no pattern is needed to see that a text has none."""
    padded, at = f" {words}", 0
    for word in words.split():
        if word in known.triggers:
            at = padded.index(f" {word} ", at)
            yield at, word
            at += len(word)


def _starts(known: Grammar, words: str, place: int, trigger: str, floor: int) -> Iterator[tuple[int, Rules]]:
    """Where an expression that holds the trigger word may begin, leftmost first, and the rules that may begin there."""
    low = max(floor, place - REACH)
    at, places = place, [(place, trigger)]
    for word in reversed(words[low:place].split()[-WORDS:]):
        at = words.rindex(word, low, at)
        places.append((at, word))
    for start, word in reversed(places):
        first = number_shape(word) if word[0].isdigit() else word
        if first in known.known_words and (rules := rules_from(known, first, trigger)):
            yield start, rules


def _found(known: Grammar, rule: Rule, match: Any) -> Found:
    values = dict(rule.sets)
    for name, word in zip(rule.groups, match.group(0, 0, *rule.groups)[2:], strict=True):
        if word is not None:
            values[known.fields.get(name, name)] = 1 if name == "half" else known.wording.value(name, word)
    return Found(match.start(), match.end(), rule, Point(means=rule.means, **values))
