"""Compiled `regex` patterns; a search is under a time limit where the pattern may go back over what it has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import regex

TIME_LIMIT = 2.0  # seconds a search; the slowest honest one on 100 kB takes a hundredth of it

_LITERAL = regex.compile(r"\\.|\[[^\]]*+\]")
_UNBOUNDED = regex.compile(r"(?<![*+?}])[*+]|\{\d*,\}")


class PatternTimeout(Exception):
    """A pattern ran into its time limit: the rule is at fault, not the text."""


class Pattern:
    """A named `regex` pattern. `lists` fills `\\L<name>` named lists.

    A limit costs more than most searches, so there is none where nothing repeats without bound, nor for a pattern of
    the code that is known to be `linear`.
    """

    def __init__(
        self, rule_id: str, source: str, *, flags: int = 0, linear: bool = False, **lists: Iterable[str]
    ) -> None:
        self.rule_id = rule_id
        self.source = source
        self.free = linear or _UNBOUNDED.search(_LITERAL.sub("", source)) is None
        self._compiled = regex.compile(source, flags | regex.VERSION1, **{k: sorted(v) for k, v in lists.items()})

    @property
    def groups(self) -> dict[str, int]:
        """The number of each named group: a match gives a group by number much faster than by name."""
        return dict(self._compiled.groupindex)

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        """All matches in `text[pos:endpos]`; PatternTimeout past the limit."""
        if self.free:
            matches: Iterator[Any] = self._compiled.finditer(text, pos, endpos)
            return matches
        return self.limited(text, pos, endpos)

    def limited(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        """`finditer` under the time limit, whatever the pattern is."""
        try:
            yield from self._compiled.finditer(text, pos, endpos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error

    def may_begin(self, text: str) -> bool:
        """Whether a text that begins with `text` can match at its start."""
        return self._compiled.match(text, partial=True) is not None

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Any | None:
        """The first match in `text[pos:endpos]`, or None."""
        if self.free:
            return self._compiled.search(text, pos, endpos)
        try:
            return self._compiled.search(text, pos, endpos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error

    def match(self, text: str, pos: int = 0) -> Any | None:
        """The match that begins at `pos`, or None."""
        if self.free:
            return self._compiled.match(text, pos)
        try:
            return self._compiled.match(text, pos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error
