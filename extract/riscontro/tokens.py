"""Words with offsets: what the vocabulary is matched against.

A token is a run of letters or of digits, or one other character. Its norm is folded and without accents, so that
"perche'", "perché" and "perche" are one word; a language names the few words whose accent makes the meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from riscontro.lexicon import Language
from riscontro.patterns import Pattern
from riscontro.text import bare, fold

# A letter run keeps a trailing apostrophe: an elision ("dell'") or, before a blank, a poor man's accent ("sanita'").
_TOKEN = Pattern("tokens.word", r"\p{L}+'?|\p{N}+|[^\s\p{L}\p{N}]")
_JOINERS = frozenset("-")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: norms, code point spans in the document, and whether the word begins with a capital."""

    norm: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.norm)


def tokenize(text: str, begin: int, end: int, language: Language) -> Tokens:
    """The tokens of `text[begin:end]`; offsets count from the start of `text`."""
    accented: frozenset[str] = language_words(language)
    finals = final_accents(language)
    piece = text[begin:end]
    folded, plain = fold(piece), bare(piece)
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    capital: list[bool] = []
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
        norm.append(word)
        starts.append(begin + a)
        ends.append(begin + b)
        capital.append(piece[a].isupper())
    return Tokens(norm, starts, ends, capital)


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
