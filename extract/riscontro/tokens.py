"""Words with offsets: what the vocabulary is matched against.

A token is a run of letters or of digits, or one other character. Its norm is folded and without accents, so that
"perche'", "perché" and "perche" are one word; a language names the few words whose accent makes the meaning.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from riscontro.lexicon import Language
from riscontro.patterns import Pattern
from riscontro.text import bare, fold
from riscontro.words import Term

# A letter run keeps a trailing apostrophe: an elision ("dell'") or, before a blank, a poor man's accent ("sanita'").
_TOKEN = Pattern("tokens.word", r"\p{L}+'?|\p{N}+|[^\s\p{L}\p{N}]", linear=True)
_JOINERS = frozenset("-")
_KNOWN, _LONGEST = 50_000, 40  # chunks that are remembered, and how long such a chunk may be

Trigger = tuple[int, str]  # a word that tells of a time, and where it begins


class Tokens:
    """Parallel lists: norms, code point spans in `text`, terms. Beside them what the readers saw in the chunks, which
    are what stands between two blanks."""

    __slots__ = ("chunks", "end", "norm", "sights", "start", "terms", "text", "triggers")

    def __init__(self, terms: list[Term], start: list[int], end: list[int], text: str, chunks: list[str]) -> None:
        self.norm = [term.norm for term in terms]
        self.start = start
        self.end = end
        self.terms = terms
        self.text = text
        self.chunks = chunks
        self.sights: list[tuple[int, int, Any]] = []  # number of the chunk, where it begins, what a number may be in it
        self.triggers: list[Trigger] = []  # offsets of both count from the start of the sentence

    def __len__(self) -> int:
        return len(self.norm)

    def capital(self, i: int) -> bool:
        """Whether word i begins with a capital."""
        return self.text[self.start[i]].isupper()


class Chunk:
    """What stands between two blanks, wherever it is met: looked into once, by all readers, and kept here."""

    __slots__ = ("only", "sight", "triggers", "words")

    def __init__(
        self, words: tuple[tuple[Term, int, int], ...], size: int, sight: Any, triggers: list[Trigger]
    ) -> None:
        self.words = words  # with their spans in it
        self.sight = sight  # where numbers may begin, or None
        self.triggers = triggers
        whole = len(words) == 1 and words[0][2] - words[0][1] == size
        self.only = words[0][0] if whole and sight is None and not triggers else None  # one word and no more: as most


class Cutter:
    """Cuts a language into chunks and words. `look_up` tells a new word what it may be, `sight` and `triggers` what the
    readers of numbers and of times see in a new chunk.

    Chunks are remembered, for a language goes on with the same ones, and forgotten before they are too many."""

    def __init__(
        self,
        language: Language,
        look_up: Callable[[Term], None],
        sight: Callable[[str], Any],
        triggers: Callable[[str], list[Trigger]],
    ) -> None:
        self.spelling = _spelling(language)
        self.look_up, self.sight, self.triggers = look_up, sight, triggers
        self.known: dict[str, Chunk] = {}
        self.terms: dict[str, Term] = {}

    def cut(self, text: str, folded: str, begin: int, end: int) -> Tokens:
        """The tokens of `text[begin:end]`; offsets count from the start of `text`. `folded` is the folded text."""
        known = self.known
        starts: list[int] = []
        ends: list[int] = []
        terms: list[Term] = []
        rich: list[tuple[int, int, Chunk]] = []
        at = begin
        chunks = folded[begin:end].split(" ")
        for i, piece in enumerate(chunks):
            try:
                chunk = known[piece]
            except KeyError:
                chunk = self._read(piece)
            only = chunk.only
            if only is not None:
                terms.append(only)
                starts.append(at)
                at += len(piece)
                ends.append(at)
            else:
                for term, a, b in chunk.words:
                    terms.append(term)
                    starts.append(at + a)
                    ends.append(at + b)
                if chunk.sight is not None or chunk.triggers:
                    rich.append((i, at - begin, chunk))
                at += len(piece)
            at += 1
        tokens = Tokens(terms, starts, ends, text, chunks)
        for i, at, chunk in rich:
            if chunk.sight is not None:
                tokens.sights.append((i, at, chunk.sight))
            for offset, word in chunk.triggers:
                tokens.triggers.append((at + offset, word))
        return tokens

    def _read(self, piece: str) -> Chunk:
        """A chunk that is not known yet."""
        if len(self.known) >= _KNOWN:
            self.known.clear()
            self.terms.clear()
        words = tuple((self._term(word), a, b) for word, a, b in self.spelling.words(piece))
        chunk = Chunk(words, len(piece), self.sight(piece), self.triggers(piece))
        if len(piece) <= _LONGEST:
            self.known[piece] = chunk
        return chunk

    def _term(self, word: str) -> Term:
        term = self.terms.get(word)
        if term is None:
            term = Term(word)
            self.look_up(term)
            if len(word) <= _LONGEST:
                self.terms[word] = term
        return term


def norms(text: str, language: Language) -> list[str]:
    """The norms of a text that is read only once."""
    return [word for word, _, _ in _spelling(language).words(fold(text))]


class _Spelling:
    """How a language writes what is a word."""

    def __init__(self, language: Language) -> None:
        self.accented, self.finals = language_words(language), final_accents(language)

    def words(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Norm and span of each word of a folded text."""
        accented, finals = self.accented, self.finals
        plain = bare(folded)
        for match in _TOKEN.finditer(folded):
            a, b = match.span()
            word = plain[a:b]
            if word in _JOINERS and a > 0 and b < len(folded) and folded[a - 1].isalnum() and folded[b].isalnum():
                continue  # "Jong-un" is two words, as "Jong Un" is
            as_written = folded[a:b]
            if as_written in accented:
                word = as_written
            elif as_written[-1] in finals and b - a > 1:
                word = word[:-1] + as_written[-1]
            if word[-1] == "'" and b - a > 1 and not (b < len(folded) and folded[b].isalpha()):
                word = accented_form(word[:-1], accented, finals)  # "e'" stands for "è"
            yield sys.intern(word), a, b


@cache
def _spelling(language: Language) -> _Spelling:
    return _Spelling(language)


@cache
def language_words(language: Language) -> frozenset[str]:
    """The words of a language whose accent makes their meaning."""
    words = language.section("language").get("accented", ())
    return frozenset(words)


@cache
def final_accents(language: Language) -> dict[str, str]:
    """Accented letters that tell one inflected form from another at the end of a word, with their plain letter."""
    return {letter: bare(letter) for letter in language.section("language").get("final_accents", ())}


def accented_form(word: str, accented: frozenset[str], finals: dict[str, str]) -> str:
    """The accented word that `word` plus an apostrophe stands for, else `word`."""
    whole = next((a for a in sorted(accented) if bare(a) == word), None)
    if whole:
        return whole
    return next((word[:-1] + letter for letter, plain in finals.items() if word[-1] == plain), word)
