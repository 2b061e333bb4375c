"""What a reader module is given, and how it sets an input aside."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from riscontro.errors import Problem

OnProblem = Callable[[Problem], None]
OnSkip = Callable[[str, str], None]  # place, reason


class SetAside(Exception):
    """One document (or file) cannot be used; carries the line for the user."""

    def __init__(self, place: str, reason: str, expected: str, action: str) -> None:
        super().__init__(place)
        self.problem = Problem(place=place, reason=reason, expected=expected, action=action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file or stream to be read."""

    place: str  # how a person finds it
    origin: str  # relative to the input that was given: part of the document's identity
    open: Callable[[], io.BufferedReader]
    metadata: Mapping[str, str] = field(default_factory=dict)  # what metadata.csv says of it
    metadata_place: str | None = None  # where it says so


def open_file(path: Path) -> io.BufferedReader:
    """The file, opened for bytes; OSError where it is not a plain file (a pipe would wait for ever)."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise OSError("a folder" if stat.S_ISDIR(mode) else "not a plain file")
    return path.open("rb")


def unreadable(place: str, error: OSError) -> SetAside:
    """The problem of a file that the system does not hand out."""
    found = (error.strerror or str(error)).lower()
    return SetAside(
        place, "unreadable", f"expected a readable file, found: {found}", "check the file and its permissions"
    )
