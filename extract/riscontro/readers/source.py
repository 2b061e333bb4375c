"""What a reader module is given, and how it sets an input aside."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from riscontro.errors import Problem

LARGEST = 64 * 1024 * 1024  # bytes of one document: a text, a page, a report

OnProblem = Callable[[Problem], None]
OnSkip = Callable[[str, str], None]  # place, reason


class SetAside(Exception):
    """One document (or file) cannot be used; carries the line for the user."""

    def __init__(self, place: str, reason: str, expected: str, action: str) -> None:
        super().__init__(place)
        self.problem = Problem(place=place, reason=reason, expected=expected, action=action)


@dataclass(frozen=True, slots=True)
class Page:
    """What came back for an address: the raw bytes, and where they came from in the end."""

    url: str
    data: bytes
    fetched: dt.datetime
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller says of all inputs alike."""

    mapping: Mapping[str, str] = field(default_factory=dict)  # field of a document → column that holds it
    as_of: dt.date | None = None  # no document can be younger
    fetch: Callable[[str], Page] | None = None  # for feeds that hold no full text; None: stay offline
    known: Callable[[str], bool] = lambda key: False  # what was read before from the same bytes is not read again
    on_skip: OnSkip = lambda place, reason: None  # hears of what is left out quietly
    on_bytes: Callable[[int], None] = lambda count: None  # hears of bytes that were read from files


DEFAULTS = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file or stream to be read."""

    place: str  # how a person finds it
    origin: str  # relative to the input that was given: part of the document's identity
    open: Callable[[], io.BufferedReader]
    metadata: Mapping[str, str] = field(default_factory=dict)  # what metadata.csv says of it
    metadata_place: str | None = None  # where it says so
    options: Options = DEFAULTS
    format: str = ""  # a suffix; empty: what the name says

    def read(self, *, largest: int = LARGEST) -> bytes:
        """All of it; SetAside where that is more than one document can be."""
        with self.open() as file:
            data = file.read(largest + 1)
        if len(data) > largest:
            raise too_large(self.place, largest)
        return data

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The file where one can jump in it; else a copy on disk."""
        with self.open() as file, tempfile.TemporaryFile() as copy:
            if isinstance(file.raw, io.FileIO):
                yield file
                return
            shutil.copyfileobj(file, copy, 1 << 20)
            copy.seek(0)
            yield copy


def too_large(place: str, largest: int) -> SetAside:
    """The problem of a document that is none: a dump, a log, a line without end."""
    expected = f"expected a document of at most {largest // (1024 * 1024)} MB, found a larger one"
    return SetAside(place, "too_large", expected, "split it into articles, or leave it out")


class _Counted(io.FileIO):
    """A file that tells how many bytes were read from it."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None]) -> None:
        super().__init__(path)
        self._on_bytes = on_bytes

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = super().readinto(buffer) or 0
        self._on_bytes(count)
        return count


def open_file(path: Path, on_bytes: Callable[[int], None] = lambda count: None) -> io.BufferedReader:
    """The file, opened for bytes; OSError where it is not a plain file (a pipe would wait for ever)."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise OSError("a folder" if stat.S_ISDIR(mode) else "not a plain file")
    return io.BufferedReader(_Counted(path, on_bytes))


def unreadable(place: str, error: OSError) -> SetAside:
    """The problem of a file that the system does not hand out."""
    found = (error.strerror or str(error)).lower()
    return SetAside(
        place, "unreadable", f"expected a readable file, found: {found}", "check the file and its permissions"
    )
