"""Phrases around a number ("no more than", "or so"): written with `{a,b}` and `<name>`, looked up word by word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from riscontro.patterns import Pattern
from riscontro.text import bare

_SLOT = Pattern("numbers.phrase", r"\{(?P<either>[^{}]*)\}|<(?P<named>\w+)>")
OPENING, CLOSING, STOPS = "\"'([{*_$€£", "\"')]}.,;:!?", ".,;:!?"
_PUNCTUATION = OPENING + "-+"
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


@dataclass(frozen=True, slots=True)
class Lead:
    """What a word may be right before a number."""

    whole: bool  # a phrase of its own
    firsts: frozenset[str]  # the end of a phrase, after one of these
    filler: bool  # what may stand between a phrase and its number


_MARK = Lead(whole=False, firsts=frozenset(), filler=True)  # punctuation is passed over


@dataclass(frozen=True, eq=False)
class Phrases:
    """The wordings of one side, by their words without accents."""

    known: dict[tuple[str, ...], tuple[str, str]]  # words → modifier, rule
    norms: dict[str, str]  # a word as it may be written → as it is known
    filler: frozenset[str]
    edge: frozenset[str]  # words, as written, that end a phrase: the cheap test before a number
    first: frozenset[str]  # those that begin one: the cheap test after it
    longest: int
    sizes: dict[str, tuple[int, ...]]  # last word → how many words its phrases have, the longest first
    leads: dict[str, Lead]  # the words that end a phrase and the filler: the next test
    nexts: dict[str, frozenset[str]]  # first word → second words, "" where there is none

    def before(self, folded: str, start: int, floor: int) -> Match | None:
        """The phrase that ends at `start`, filler between; the widest of several that follow each other."""
        words = _words_before(folded, start, floor)
        found: Match | None = None
        end = len(words)
        while end > 0:
            last = self.norm(words[end - 1])
            hit = self._ending(words, end, self.sizes.get(last, ()))
            if hit is None:
                if last not in self.filler:
                    break
                end -= 1
                continue
            size, (modifier, rule) = hit
            end -= size
            begin = _position(folded, words[end:], start)
            found = Match(modifier, rule, begin, start)
            if modifier != "approx":
                break
        return found

    def touches(self, folded: str, start: int, floor: int) -> bool:
        """Whether a phrase may end before `start`, filler between: cheap."""
        word = word_before(folded, start)
        if not self.edges(word):
            return False
        lead = self.lead(word)
        if lead is None or lead.whole:
            return lead is not None
        near = folded[max(floor, start - WINDOW) : start].rsplit(None, 3)
        if len(near) == 4:  # two words, mostly, say it all
            verdict = self._ends(near[2:])
            if verdict is not None:
                return verdict
        return self._ends(_words_before(folded, start, floor)) is True

    def edges(self, word: str) -> bool:
        """Whether a word, as it is written, may end a phrase or be filler."""
        return word in self.edge or (word[:1] in OPENING and word.lstrip(OPENING) in self.edge)

    def lead(self, word: str) -> Lead | None:
        """What a word may be right before a number; None when it is nothing."""
        return _MARK if is_mark(word) else self.leads.get(self.norm(word))

    def seconds(self, word: str) -> frozenset[str]:
        """The second words of the phrases that this word, as it is written, begins; "" where it is all of one."""
        return self.nexts.get(self.closed(word), frozenset()) if word.rstrip(CLOSING) in self.first else frozenset()

    def closed(self, word: str) -> str:
        """`norm` without the punctuation after the word."""
        return self.norm(word.rstrip(CLOSING) or word)

    def _ends(self, words: list[str]) -> bool | None:
        """Whether a phrase ends these words, filler after it; None where the words before them must tell."""
        for i in range(len(words) - 1, -1, -1):
            lead = self.lead(words[i])
            if lead is None:
                return False
            if lead.whole or (i and lead.firsts and self.norm(words[i - 1]) in lead.firsts):
                return True
            if lead is _MARK or (i and is_mark(words[i - 1])):
                return None
            if not lead.filler:
                return False if i else None
        return None

    def after(self, folded: str, end: int, near: list[str], *, skip: int = 0) -> Match | None:
        """The phrase that begins at `end`, after `skip` words of another thing. `near`: the words from `end` on."""
        if len(near) <= skip or near[skip].rstrip(CLOSING) not in self.first:
            return None
        if any(w[-1] in STOPS for w in near[:skip]):
            return None
        tail = folded[end : end + WINDOW].split()
        raw = tail[skip : skip + self.longest]
        words = [self.closed(w) for w in raw]
        for size in range(len(words), 0, -1):
            hit = self.known.get(tuple(words[:size]))
            if hit is not None and not any(w[-1] in STOPS for w in raw[: size - 1]):
                last = raw[size - 1]
                at = end
                for word in tail[: skip + size]:
                    at = folded.index(word, at) + len(word)
                return Match(hit[0], hit[1], end, at - len(last) + len(last.rstrip(STOPS + ")\"'") or last))
        return None

    def _ending(self, words: list[str], end: int, sizes: tuple[int, ...]) -> tuple[int, tuple[str, str]] | None:
        """The longest phrase of these sizes that ends with the word before `end`."""
        for size in sizes:
            if size <= end:
                hit = self.known.get(tuple([self.norm(w) for w in words[end - size : end]]))
                if hit is not None:
                    return size, hit
        return None

    def norm(self, word: str) -> str:
        """A word as the phrases have it."""
        known = self.norms.get(word)
        if known is not None or (word.isascii() and word.isalnum()):
            return known or word
        plain = bare(word.lstrip(OPENING))
        return plain if plain in self.norms else plain.rstrip("'")  # "piu'"


def is_mark(word: str) -> bool:
    """Whether a word is mere punctuation."""
    return not word.strip(_PUNCTUATION)


def word_before(folded: str, start: int) -> str:
    """The last word, or what there is of it in 20 characters, before `start`."""
    head = folded[max(0, start - 20) : start].rsplit(None, 1)
    return head[-1] if head else ""


def _words_before(folded: str, start: int, floor: int) -> list[str]:
    """The words of the window before `start`; none that its edge cuts, none that is mere punctuation."""
    low = max(floor, start - WINDOW)
    words = folded[low:start].split()
    if words and low and folded[low].isalnum() and folded[low - 1].isalnum():
        words = words[1:]
    return [w for w in words if w.strip(_PUNCTUATION)]


def _position(folded: str, words: list[str], before: int) -> int:
    """Where the first of these words stands, the last of which is the nearest to `before`."""
    for word in reversed(words):
        before = folded.rindex(word, 0, before)
    return before + len(words[0]) - len(words[0].lstrip(OPENING))


def compile_phrases(records: Iterable[dict[str, Any]], key: str, section: dict[str, Any], prefix: str) -> Phrases:
    """The phrases that the records hold under `key`."""
    fragments = section.get("fragments", {})
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    written: list[list[str]] = []
    for record in records:
        for phrase in record.get(key, ()):
            for wording in expand(phrase, fragments):
                written.append(wording.split())
                known.setdefault(tuple(bare(wording).split()), (record["modifier"], prefix + record["id"]))
    filler = list(section.get("filler", ()))
    norms = {form: bare(word) for words in [*written, filler] for word in words for form in _spellings(word)}
    edge = frozenset(form for word in [*(w[-1] for w in written), *filler] for form in _spellings(word))
    first = frozenset(form.rstrip(CLOSING) for words in written for form in _spellings(words[0]))
    longest = max((len(w) for w in known), default=0)
    between = frozenset(map(bare, filler))
    return Phrases(known, norms, between, edge, first, longest, _sizes(known), _leads(known, between), _nexts(known))


def _sizes(known: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for words in known:
        sizes.setdefault(words[-1], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


def _leads(known: dict[tuple[str, ...], tuple[str, str]], filler: frozenset[str]) -> dict[str, Lead]:
    firsts: dict[str, set[str]] = {word: set() for word in filler}
    for words in known:
        firsts.setdefault(words[-1], set()).update(words[-2:-1])
    return {word: Lead((word,) in known, frozenset(before), word in filler) for word, before in firsts.items()}


def _nexts(known: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    seconds: dict[str, set[str]] = {}
    for words in known:
        seconds.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
    return {word: frozenset(after) for word, after in seconds.items()}


def _spellings(word: str) -> set[str]:
    """With its accent, without, with an apostrophe for it."""
    plain = bare(word)
    return {word, plain} | ({plain + "'"} if plain[-1:] != word[-1:] else set())
