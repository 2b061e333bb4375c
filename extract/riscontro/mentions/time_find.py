"""Where a text says when: trigger words → rules that may begin near them → points → mentions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_frames import Found, mentions
from riscontro.mentions.time_grammar import Grammar, Rule, Rules, grammar, number_shape, rules_from
from riscontro.mentions.time_point import Point, TimeMention
from riscontro.text import bare

REACH, WORDS = 44, 4  # how far before its trigger word an expression may begin
_BLANKS = "'\"()[]\r"  # a blank, where preposition and time are compared
_POINTS = ".,;:!?/-|*"  # and where words are counted


def find_times(text: str, language: Language, begin: int = 0, end: int | None = None) -> list[TimeMention]:
    """All times of `text[begin:end]`, in text order, not overlapping; offsets count from `begin`."""
    known = grammar(language)
    seen, spaced, words = (view[begin:end] for view in _views(text))
    listed = words.split()
    if known.triggers.keys().isdisjoint(listed) and not any(sign in seen for sign, _ in known.symbols):
        return []
    found = sorted(_points(known, seen, words, listed), key=lambda f: (f.start, -f.end))
    return list(mentions(known, text[begin:end], spaced, found)) if found else []


@lru_cache(maxsize=4)  # the sentences of a document, one after the other
def _views(text: str) -> tuple[str, str, str]:
    """The text as patterns see it, as openers and joins are compared, and as words; each as long as the text."""
    seen = bare(text)
    if "\n" in seen:  # a line break is a space, a blank line is an end
        seen = seen.replace("\n\n", "\0 ").replace("\n", " ").replace("\0", "\n")
    spaced = seen.replace("\n", "|")
    for sign in _BLANKS:
        spaced = spaced.replace(sign, " ")
    words = spaced
    for sign in _POINTS:
        words = words.replace(sign, " ")
    return seen, spaced, words


def _points(known: Grammar, seen: str, words: str, listed: list[str]) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    reached = 0
    for place, word in _trigger_places(known, words, listed):
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


def _trigger_places(known: Grammar, words: str, listed: list[str]) -> Iterator[tuple[int, str]]:
    """Where the trigger words stand, one after the other; no pattern is needed to see that a text has none."""
    padded, at = f" {words} ", 0
    for word in listed:
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
