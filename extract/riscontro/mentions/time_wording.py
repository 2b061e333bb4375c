"""Word classes and fragments of a `dates.yaml`: they fill the patterns, and give the words that match their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from riscontro.errors import RiscontroError
from riscontro.text import bare

_PLACEHOLDER = re.compile(r"\{(~?)([a-z_]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """`words`: class → word → value, as the text is seen (lower case, no accents). `where`: for errors."""

    where: str
    words: dict[str, dict[str, Any]]
    fragments: dict[str, str]

    @classmethod
    def of(cls, where: str, section: dict[str, Any]) -> Wording:
        """From a section that has `words` and `fragments`."""
        words = {name: {bare(str(word)): v for word, v in known.items()} for name, known in section["words"].items()}
        return cls(where, words, section["fragments"])

    def fail(self, place: str, expected: str) -> RiscontroError:
        """The error that names the file and the place in it."""
        return RiscontroError(f"{self.where}: {place}: {expected}")

    def value(self, name: str, text: str) -> Any:
        """What the word matched by the group `name` stands for; a number stands for itself."""
        known = self.words.get(name, {})
        if text in known:
            return known[text]
        word = " ".join(text.split())
        return known[word] if word in known else int("".join(c for c in word if c.isdigit()))

    def pattern(self, source: str, place: str) -> str:
        """`source` with fragments and word classes in place; a space stands for one to three."""
        full = self._expand(source, place, named=True).replace(" ?", " {0,3}")
        return re.sub(r" (?!\{)", " {1,3}", full)

    def _expand(self, source: str, place: str, *, named: bool) -> str:
        if any(char.isalpha() and bare(char) != char and not char.isascii() for char in source):
            raise self.fail(place, "a pattern without accents was expected: write it as the text is seen")

        def one(match: re.Match[str]) -> str:
            plain, name = match.groups()
            naming = named and not plain
            if name in self.words:
                longest_first = sorted(self.words[name], key=lambda word: (-len(word), word))
                body = "|".join(re.escape(word).replace(r"\ ", " ") for word in longest_first)
                return f"(?P<{name}>{body})" if naming else f"(?:{body})"
            if name in self.fragments:
                return f"(?:{self._expand(self.fragments[name], f'fragment {name}', named=naming)})"
            raise self.fail(place, f"{{{name}}} is neither a word class nor a fragment")

        return _PLACEHOLDER.sub(one, source)
