"""`dates.yaml` of a language, checked and compiled: rules by trigger word, openers and joins, what words stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from riscontro.lexicon import Language
from riscontro.mentions.time_point import Point
from riscontro.mentions.time_readings import READINGS
from riscontro.mentions.time_wording import Wording
from riscontro.patterns import Pattern
from riscontro.text import bare

YEARS = frozenset(str(year) for year in range(1900, 2100))
NUMBER_SHAPES = {"short": ("1", "07", "12", "31"), "long": ("120",), "year": ("1999", "2024")}
_SIGNS = (" ", "'", "-", "/", ".", "°")  # what may follow the first word of a rule
MEANINGS = READINGS | {"duration", "clock", "era", "vague", "daypart"}
FRAMES = frozenset({"at", "dash", "since", "between", "by", "until", "after", "against", "within"})
_FIELDS = frozenset(f.name for f in fields(Point)) - {"means"}


Groups = tuple[tuple[int, str, str], ...]  # number of a group in a pattern, its name, the field that it gives


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One record of `points`, compiled. `openers`: the frames it needs before it; empty where it needs none."""

    id: str
    means: str
    pattern: Pattern
    weak: bool
    openers: frozenset[str]
    frame: str | None  # the one that its own words set
    sets: dict[str, Any]
    fields: tuple[tuple[str, str], ...]  # a group that gives a value, and the field of the Point that it is
    groups: Groups


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Several rules as one pattern: the first that matches wins."""

    pattern: Pattern
    rules: tuple[tuple[int, Rule, Groups], ...]  # each with the group that is all of it, and its groups in `pattern`

    def of(self, match: Any) -> tuple[Rule, Groups]:
        """The rule that made the match, and its groups."""
        for whole, rule, groups in self.rules:
            if match.end(whole) >= 0:
                return rule, groups
        raise AssertionError


class RulesByFirst(dict[str, Rules | None]):
    """The rules of a trigger word that may begin with a word (or shape of number), as one pattern; made when needed."""

    def __init__(self, rules: list[Rule]) -> None:
        super().__init__()
        self.rules = rules

    def __missing__(self, first: str) -> Rules | None:
        texts = [shape + sign for shape in NUMBER_SHAPES.get(first, (first,)) for sign in _SIGNS]
        self[first] = _rules(tuple(rule for rule in self.rules if any(rule.pattern.may_begin(text) for text in texts)))
        return self[first]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A language's way of saying when."""

    triggers: dict[str, RulesByFirst]  # the rules to look for around a word
    symbols: tuple[tuple[str, Rule], ...]  # what to look for where a sign stands behind a number
    known_words: frozenset[str]  # every word of a rule: no other can begin a point
    wording: Wording
    openers: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by last word: phrase, frame; longest first
    joins: dict[tuple[str, ...], frozenset[str]]
    links: frozenset[str]  # articles and plain prepositions: what may follow a join
    fillers: dict[str, str | None]  # a word that may stand between opener and point → its part of the day
    approximations: frozenset[str]  # those of them that stand next to the point
    frame_ids: dict[str, str]


@cache
def grammar(language: Language) -> Grammar:
    """The compiled `dates.yaml`, once per language."""
    return _Compiler(language).grammar()


@cache
def _rules(rules: tuple[Rule, ...]) -> Rules | None:
    if len(rules) < 2:
        return Rules(rules[0].pattern, ((0, rules[0], rules[0].groups),)) if rules else None
    names = tuple(f"rule{n}" for n in range(len(rules)))
    either = "|".join(f"(?P<{name}>{rule.pattern.source})" for name, rule in zip(names, rules, strict=True))
    pattern = Pattern("dates", either)
    known = pattern.groups
    return Rules(
        pattern,
        tuple((known[name], rule, _groups(known, rule.fields)) for name, rule in zip(names, rules, strict=True)),
    )


def _groups(known: dict[str, int], fields: Iterable[tuple[str, str]]) -> Groups:
    return tuple((known[name], name, field) for name, field in fields)


def number_shape(word: str) -> str:
    """What stands for a number in `RulesByFirst`."""
    return "year" if word in YEARS else "short" if len(word) <= 2 else "long"


def spaced_words(phrase: str) -> tuple[str, ...]:
    """A phrase of the YAML as the words that `find_times` compares."""
    return tuple(bare(phrase).replace("'", " ").split())


class _Compiler:
    """Checks the records and turns them into rules and tables. Lives only while a language is loaded."""

    def __init__(self, language: Language) -> None:
        self.data: dict[str, Any] = language.section("dates")
        self.wording = Wording.of(str(language.folder / "dates.yaml"), self.data)
        self.words = self.wording.words
        self.fail = self.wording.fail

    def grammar(self) -> Grammar:
        triggers: dict[str, list[Rule]] = defaultdict(list)
        symbols: list[tuple[str, Rule]] = []
        words: set[str] = set(NUMBER_SHAPES)
        for record in self.data["points"]:
            rule = self.rule(record)
            words.update(re.findall(r"[a-z]+", rule.pattern.source))
            if "symbol" in record:
                symbols.append((record["symbol"], rule))
            for word in self.trigger_words(record):
                triggers[word].append(rule)
        parts = self.words.get("daypart", {})
        links = set(self.data["articles"]) | {w for f in self.frames("at") for w in f["openers"] if " " not in w}
        shared: dict[tuple[str, ...], RulesByFirst] = {}  # two hundred years have the same rules
        by_word = {
            word: shared.setdefault(tuple(rule.id for rule in rules), RulesByFirst(rules))
            for word, rules in triggers.items()
        }
        return Grammar(
            triggers=by_word,
            symbols=tuple(symbols),
            known_words=frozenset(words),
            wording=self.wording,
            openers=self.openers(),
            joins=self.joins(),
            links=frozenset(bare(w) for w in links),
            fillers={bare(w): parts.get(bare(w)) for w in (*self.data["fillers"], *self.data["approximations"])},
            approximations=frozenset(bare(w) for w in self.data["approximations"]),
            frame_ids={frame["means"]: frame["id"] for frame in self.data["frames"]},
        )

    def rule(self, record: dict[str, Any]) -> Rule:
        if record["means"] not in MEANINGS:
            raise self.fail(record["id"], f"means: one of {', '.join(sorted(MEANINGS))} was expected")
        source = self.wording.pattern(record["pattern"], record["id"])
        names = sorted(set(re.findall(r"\(\?P<([a-z_]+)>", source)) - set(self.data.get("ignored", ())))
        alias = self.data.get("fields", {})
        unknown = [n for n in names if alias.get(n, n) not in _FIELDS]
        if unknown:
            raise self.fail(record["id"], f"{unknown[0]}: gives no value; name it under fields or ignored")
        openers = record.get("opener", [])
        pattern = Pattern(record["id"], rf"(?<!\w)(?:{source})(?!\w)")
        named = tuple((name, alias.get(name, name)) for name in names)
        return Rule(
            id=record["id"],
            means=record["means"],
            pattern=pattern,
            weak=bool(record.get("weak")),
            openers=FRAMES if openers is True else frozenset(openers),
            frame=record.get("frame"),
            sets=record.get("sets", {}),
            fields=named,
            groups=_groups(pattern.groups, named),
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
    return str(re.findall(r"[^\W_]+", phrase)[-1])
