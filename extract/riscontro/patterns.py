"""Compiled `regex` patterns, every search under a time limit unless its cost is bounded by the text's length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import regex

TIME_LIMIT = 2.0  # seconds a search; the slowest honest one on 100 kB takes a hundredth of it


class PatternTimeout(Exception):
    """A pattern ran into its time limit: the rule is at fault, not the text."""


class Pattern:
    """A named `regex` pattern. `lists` fills `\\L<name>` named lists.

    `linear`: for a pattern of the code that never goes back over what it has read: a limit costs more than the search.
    """

    def __init__(
        self, rule_id: str, source: str, *, flags: int = 0, linear: bool = False, **lists: Iterable[str]
    ) -> None:
        self.rule_id = rule_id
        self.source = source
        self.linear = linear
        self._compiled = regex.compile(source, flags | regex.VERSION1, **{k: sorted(v) for k, v in lists.items()})

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        """All matches in `text[pos:endpos]`; PatternTimeout past the limit."""
        if self.linear:
            matches: Iterator[Any] = self._compiled.finditer(text, pos, endpos)
            return matches
        return self.limited(text, pos, endpos)

    def limited(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        """`finditer` under the time limit, whatever the pattern is."""
        try:
            yield from self._compiled.finditer(text, pos, endpos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Any | None:
        """The first match in `text[pos:endpos]`, or None."""
        if self.linear:
            return self._compiled.search(text, pos, endpos)
        try:
            return self._compiled.search(text, pos, endpos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error

    def match(self, text: str, pos: int = 0) -> Any | None:
        """The match that begins at `pos`, or None."""
        if self.linear:
            return self._compiled.match(text, pos)
        try:
            return self._compiled.match(text, pos, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeout(self.rule_id) from error
