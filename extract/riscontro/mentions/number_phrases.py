"""Phrases around a number ("non più di", "o poco meno"): written in YAML with `{a,b}` and `<fragment>`, looked up word by word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riscontro.patterns import Pattern
from riscontro.text import bare

_SLOT = Pattern("numbers.phrase", r"\{(?P<either>[^{}]*)\}|<(?P<named>\w+)>")
_TOKEN = Pattern("numbers.token", r"\S+")
_OPENING, _CLOSING = "\"'([{*_$€£", "\"')]}.,;:!?"
WINDOW = 72  # characters that are looked at on either side of a number


def expand(phrase: str, fragments: dict[str, list[str]]) -> list[str]:
    """All wordings of a phrase, blanks run together."""
    pieces: list[list[str]] = []
    at = 0
    for match in _SLOT.finditer(phrase):
        pieces.append([phrase[at : match.start()]])
        named = match.group("named")
        pieces.append(list(fragments[named]) if named else [p.strip() for p in match.group("either").split(",")])
        at = match.end()
    pieces.append([phrase[at:]])
    return [" ".join("".join(choice).split()) for choice in itertools.product(*pieces)]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that stands beside a number: what it says, and where."""

    modifier: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Phrases:
    """The wordings of one side, by their words."""

    known: dict[tuple[str, ...], tuple[str, str]]  # words → modifier, rule
    words: frozenset[str]
    filler: frozenset[str]
    edge: frozenset[str]  # words next to the number: the cheap test
    longest: int

    def before(self, folded: str, start: int, floor: int) -> Match | None:
        """The phrase that ends at `start`, filler between; the widest of several that follow each other."""
        tokens = _tokens(folded, max(floor, start - WINDOW), start)
        words = [self._norm(w) for w, _, _ in tokens]
        found: Match | None = None
        end = len(words)
        while end > 0:
            hit = self._ending(words, end)
            if hit is None:
                if words[end - 1] not in self.filler:
                    break
                end -= 1
                continue
            size, (modifier, rule) = hit
            begin = tokens[end - size][1]
            if found is None or modifier != "approx":
                found = Match(modifier, rule, begin, start)
            else:
                found = Match(found.modifier, found.rule, begin, start)
            end -= size
            if modifier != "approx":
                break
        return found

    def after(self, folded: str, end: int, *, skip: int = 0) -> Match | None:
        """The phrase that begins at `end`, after `skip` words of another thing."""
        if folded[end : end + 1] not in (" ", '"', "'", ")", "\n", ","):
            return None
        tokens = _tokens(folded, end, min(len(folded), end + WINDOW))
        if skip and any(t[0][-1] in ".,;:!?" for t in tokens[:skip]):
            return None
        tokens = tokens[skip:]
        words = [self._norm(w.rstrip(_CLOSING) or w) for w, _, _ in tokens]
        for size in range(min(self.longest, len(words)), 0, -1):
            hit = self.known.get(tuple(words[:size]))
            if hit is not None and not any(t[0][-1] in ",;:!?" for t in tokens[: size - 1]):
                return Match(hit[0], hit[1], end, tokens[size - 1][1] + len(tokens[size - 1][0].rstrip(",;:!?)\"'") or "x"))
        return None

    def _ending(self, words: list[str], end: int) -> tuple[int, tuple[str, str]] | None:
        for size in range(min(self.longest, end), 0, -1):
            hit = self.known.get(tuple(words[end - size : end]))
            if hit is not None:
                return size, hit
        return None

    def _norm(self, word: str) -> str:
        plain = bare(word)
        if plain in self.words:
            return plain
        opened = plain.lstrip(_OPENING) or plain
        return opened if opened in self.words else opened.rstrip("'")

    def touches(self, folded: str, start: int) -> bool:
        """Whether the word before `start` may end a phrase: cheap."""
        head = folded[max(0, start - 20) : start].rsplit(None, 1)
        return bool(head) and self._norm(head[-1]) in self.edge


def _tokens(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Words of a window with their offsets; none that the window's edge cuts, none that is mere punctuation."""
    whole = start == 0 or folded[start - 1].isspace()
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded, start, end)]
    if found and not whole and folded[start : start + 1].isalnum() and folded[start - 1].isalnum():
        found = found[1:]
    return [t for t in found if t[0].strip(_OPENING + "-+")]


def compile_phrases(records: Iterable[dict[str, Any]], key: str, section: dict[str, Any], prefix: str) -> Phrases:
    """The phrases that the records hold under `key`."""
    fragments = section.get("fragments", {})
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for record in records:
        for phrase in record.get(key, ()):
            for wording in expand(phrase, fragments):
                known.setdefault(tuple(bare(wording).split()), (record["modifier"], prefix + record["id"]))
    filler = frozenset(bare(w) for w in section.get("filler", ()))
    words = frozenset(w for words in known for w in words) | filler
    edge = frozenset(words[-1] for words in known) | filler
    return Phrases(known, words, filler, edge, max((len(w) for w in known), default=0))
