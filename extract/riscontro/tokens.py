"""Words with offsets: what the vocabulary is matched against.

A token is a run of letters or of digits, or one other character. Its norm is folded and without accents, so that
"perche'", "perché" and "perche" are one word; a language names the few words whose accent makes the meaning.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from riscontro.lexicon import Language
from riscontro.patterns import Pattern
from riscontro.text import bare, fold
from riscontro.words import Term

# A letter run keeps a trailing apostrophe: an elision ("dell'") or, before a blank, a poor man's accent ("sanita'").
_TOKEN = Pattern("tokens.word", r"\p{L}+'?|\p{N}+|[^\s\p{L}\p{N}]", linear=True)
_JOINERS = frozenset("-")
_Piece = Term | tuple[tuple[Term, int, int], ...]  # between two blanks: one word, or words and where they stand in it
_KNOWN, _LONGEST = 50_000, 40  # pieces of text that are remembered, and how long such a piece may be


@dataclass(slots=True, eq=False)
class Tokens:
    """Parallel lists: norms, code point spans in `text`, terms."""

    norm: list[str]
    start: list[int]
    end: list[int]
    terms: list[Term]
    text: str

    def __len__(self) -> int:
        return len(self.norm)

    def capital(self, i: int) -> bool:
        """Whether word i begins with a capital."""
        return self.text[self.start[i]].isupper()


def tokenize(text: str, begin: int, end: int, language: Language) -> Tokens:
    """The tokens of `text[begin:end]`; offsets count from the start of `text`."""
    pieces = _pieces(language)
    known = pieces.known
    starts: list[int] = []
    ends: list[int] = []
    terms: list[Term] = []
    at = begin
    for piece in text[begin:end].split(" "):
        try:
            found = known[piece]
        except KeyError:
            found = pieces.read(piece)
        if isinstance(found, Term):
            terms.append(found)
            starts.append(at)
            at += len(piece)
            ends.append(at)
        else:
            for term, a, b in found:
                terms.append(term)
                starts.append(at + a)
                ends.append(at + b)
            at += len(piece)
        at += 1
    return Tokens([term.norm for term in terms], starts, ends, terms, text)


def norms(text: str, language: Language) -> list[str]:
    """The norms of a text that is read only once."""
    return [word for word, _, _ in _pieces(language).words(text)]


class _Pieces:
    """Every piece read so far, for a language goes on with the same ones; forgotten before they are too many."""

    def __init__(self, language: Language) -> None:
        self.known: dict[str, _Piece] = {}
        self.accented, self.finals = language_words(language), final_accents(language)
        self.terms: dict[str, Term] = {}

    def read(self, piece: str) -> _Piece:
        """A piece that is not known yet."""
        if len(self.known) >= _KNOWN:
            self.known.clear()
            self.terms.clear()
        words = tuple((self._term(word), a, b) for word, a, b in self.words(piece))
        found = words[0][0] if len(words) == 1 and words[0][1:] == (0, len(piece)) else words
        if len(piece) <= _LONGEST:
            self.known[sys.intern(piece)] = found
        return found

    def _term(self, word: str) -> Term:
        if len(word) > _LONGEST:
            return Term(word)
        term = self.terms.get(word)
        if term is None:
            term = self.terms[word] = Term(word)
        return term

    def words(self, piece: str) -> Iterator[tuple[str, int, int]]:
        """Norm and span of each word of a piece."""
        accented, finals = self.accented, self.finals
        folded, plain = fold(piece), bare(piece)
        for match in _TOKEN.finditer(folded):
            a, b = match.span()
            word = plain[a:b]
            if word in _JOINERS and a > 0 and b < len(piece) and piece[a - 1].isalnum() and piece[b].isalnum():
                continue  # "Jong-un" is two words, as "Jong Un" is
            as_written = folded[a:b]
            if as_written in accented:
                word = as_written
            elif as_written[-1] in finals and b - a > 1:
                word = word[:-1] + as_written[-1]
            if word[-1] == "'" and b - a > 1 and not (b < len(piece) and piece[b].isalpha()):
                word = accented_form(word[:-1], accented, finals)  # "e'" stands for "è"
            yield sys.intern(word), a, b


@cache
def _pieces(language: Language) -> _Pieces:
    return _Pieces(language)


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
