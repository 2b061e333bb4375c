"""Problems that a user can act on: one line each, naming the place, what was expected and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class RiscontroError(Exception):
    """Stops the command with one line on standard error and `exit_code`."""

    exit_code = 1

    def __init__(self, message: str, *, exit_code: int | None = None) -> None:
        super().__init__(message)
        if exit_code is not None:
            self.exit_code = exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An input that was set aside while the rest went on."""

    place: str  # file, or file:line
    reason: str  # a short id: empty, binary, encoding, json, missing_text, date, unreadable, duplicate_id, language …
    expected: str
    action: str

    def line(self) -> str:
        """The problem as one line for a person."""
        return f"{self.place}: {self.expected}; {self.action}"
