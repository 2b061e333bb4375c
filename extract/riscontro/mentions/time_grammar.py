"""`dates.yaml` of a language, checked and compiled: patterns by trigger word, openers and joins, what words stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from riscontro.errors import RiscontroError
from riscontro.lexicon import Language
from riscontro.mentions.time_point import Point
from riscontro.mentions.time_readings import READINGS
from riscontro.patterns import Pattern
from riscontro.text import bare

YEARS = [str(year) for year in range(1900, 2100)]
MEANINGS = READINGS | {"duration", "clock", "era", "vague", "daypart"}
FRAMES = frozenset({"at", "dash", "since", "between", "by", "until", "after", "against", "within"})
_FIELDS = frozenset(f.name for f in fields(Point)) - {"means"}
_PLACEHOLDER = re.compile(r"\{(~?)([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One record of `points`, compiled: which groups hold which values."""

    id: str
    means: str
    opener: bool
    weak: bool
    sets: tuple[tuple[str, Any], ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's way of saying when."""

    rules: dict[str, Rule]  # by the name of the rule's group in the patterns
    triggers: dict[str, tuple[Pattern, tuple[str, ...]]]  # what to look for around a word: a pattern for these rules
    symbols: tuple[tuple[str, Pattern, tuple[str, ...]], ...]  # what to look for where the text holds a sign
    values: dict[str, dict[str, Any]]
    fields: dict[str, str]
    openers: dict[
        str, tuple[tuple[tuple[str, ...], str], ...]
    ]  # by last word: the phrase's words, longest first, and frame
    joins: dict[tuple[str, ...], frozenset[str]]
    links: frozenset[str]  # articles and plain prepositions: what may follow a join
    fillers: dict[str, str | None]  # a word that may stand between opener and point → its part of the day
    frame_ids: dict[str, str]

    def value(self, name: str, text: str) -> Any:
        """What the word matched by the group `name` stands for; a number stands for itself."""
        word = " ".join(text.split())
        known = self.values.get(name, {})
        return known[word] if word in known else int("".join(c for c in word if c.isdigit()))


@cache
def grammar(language: Language) -> Grammar:
    """The compiled `dates.yaml`, once per language."""
    return _Compiler(language).grammar()


def spaced_words(phrase: str) -> tuple[str, ...]:
    """A phrase of the YAML as the words that `find_times` compares."""
    return tuple(bare(phrase).replace("'", " ").split())


class _Compiler:
    """Expands fragments and word classes into patterns. Lives only while a language is loaded."""

    def __init__(self, language: Language) -> None:
        self.where = language.folder / "dates.yaml"
        self.data: dict[str, Any] = language.section("dates")
        self.words = {name: {bare(str(k)): v for k, v in ws.items()} for name, ws in self.data["words"].items()}

    def fail(self, place: str, expected: str) -> RiscontroError:
        return RiscontroError(f"{self.where}: {place}: {expected}")

    def grammar(self) -> Grammar:
        rules: dict[str, Rule] = {}
        sources: dict[str, str] = {}
        wanted: dict[str, list[str]] = defaultdict(list)  # trigger word → rule groups, in the order of the file
        symbols: list[tuple[str, Pattern, tuple[str, ...]]] = []
        for number, record in enumerate(self.data["points"]):
            name = f"rule{number}"
            sources[name] = f"(?P<{name}>{self.expand(record['pattern'], record['id'])})"
            rules[name] = self.rule(record, sources[name])
            if "symbol" in record:
                symbols.append((record["symbol"], _either([sources[name]]), (name,)))
            for word in self.trigger_words(record):
                wanted[word].append(name)
        shared = {names: (_either(sources[n] for n in names), names) for names in {tuple(ns) for ns in wanted.values()}}
        triggers = {word: shared[tuple(names)] for word, names in wanted.items()}
        links = set(self.data["articles"]) | {w for f in self.frames("at") for w in f["openers"] if " " not in w}
        return Grammar(
            rules=rules,
            triggers=triggers,
            symbols=tuple(symbols),
            values=self.words,
            fields=self.data.get("fields", {}),
            openers=self.openers(),
            joins=self.joins(),
            links=frozenset(bare(w) for w in links),
            fillers={bare(w): self.words.get("daypart", {}).get(bare(w)) for w in self.data["fillers"]},
            frame_ids={frame["means"]: frame["id"] for frame in self.data["frames"]},
        )

    def expand(self, pattern: str, place: str, *, named: bool = True) -> str:
        """`pattern` with fragments and word classes in place; a space stands for some."""
        if bare(pattern) != pattern and any(c.isalpha() and bare(c) != c and not c.isascii() for c in pattern):
            raise self.fail(place, "a pattern without accents was expected; write it as the text is seen")

        def one(match: re.Match[str]) -> str:
            plain, name = match.groups()
            if name in self.words:
                body = "|".join(
                    re.escape(w).replace(r"\ ", " ") for w in sorted(self.words[name], key=lambda w: (-len(w), w))
                )
                return f"(?P<{name}>{body})" if named and not plain else f"(?:{body})"
            if name in self.data["fragments"]:
                return f"(?:{self.expand(self.data['fragments'][name], f'fragment {name}', named=named and not plain)})"
            raise self.fail(place, f"{{{name}}} is neither a word class nor a fragment")

        return _PLACEHOLDER.sub(one, pattern)

    def rule(self, record: dict[str, Any], source: str) -> Rule:
        if record["means"] not in MEANINGS:
            raise self.fail(record["id"], f"means: one of {', '.join(sorted(MEANINGS))} was expected")
        names = sorted(set(re.findall(r"\(\?P<([a-z_]+)>", source)) - set(self.data.get("ignored", ())))
        alias = self.data.get("fields", {})
        unknown = [n for n in names if alias.get(n, n) not in _FIELDS]
        if unknown:
            raise self.fail(record["id"], f"{unknown[0]}: gives no value; name it under fields or ignored")
        sets = tuple(sorted(record.get("sets", {}).items()))
        return Rule(
            record["id"], record["means"], bool(record.get("opener")), bool(record.get("weak")), sets, tuple(names)
        )

    def trigger_words(self, record: dict[str, Any]) -> list[str]:
        found = [bare(w) for w in record.get("words", ())]
        for name in record.get("anchors", ()):
            if name == "year":
                found += YEARS
            elif name in self.words:
                found += [_last_word(phrase) for phrase in self.words[name]]
            else:
                raise self.fail(record["id"], f"anchors: {name} is not a word class")
        return sorted(set(found))

    def frames(self, means: str) -> list[dict[str, Any]]:
        return [f for f in self.data["frames"] if f["means"] == means]

    def openers(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        table: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for frame in self.data["frames"]:
            if frame["means"] not in FRAMES:
                raise self.fail(frame["id"], f"means: one of {', '.join(sorted(FRAMES))} was expected")
            for phrase in frame.get("openers", ()):
                words = spaced_words(phrase)
                table[words[-1]].append((words, frame["means"]))
        return {last: tuple(sorted(found, key=lambda f: (-len(f[0]), f))) for last, found in table.items()}

    def joins(self) -> dict[tuple[str, ...], frozenset[str]]:
        table: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for frame in self.data["frames"]:
            for phrase in frame.get("joins", ()):
                table[spaced_words(phrase)].add(frame["means"])
        return {words: frozenset(means) for words, means in table.items()}


def _last_word(phrase: str) -> str:
    return re.findall(r"[^\W_]+", phrase)[-1]


def _either(sources: Iterable[str]) -> Pattern:
    """One pattern for several rules: the leftmost match wins, then the first rule."""
    body = "|".join(sources).replace(" ?", " {0,3}")
    body = re.sub(r" (?!\{)", " {1,3}", body)
    return Pattern("dates", rf"(?<!\w)(?:{body})(?!\w)")
