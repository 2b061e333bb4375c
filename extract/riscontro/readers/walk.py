"""Inputs as given → the files in them, in an order that depends on their paths alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from riscontro.readers import metadata
from riscontro.readers.formats import described, kind
from riscontro.readers.source import OnProblem, Options, SetAside, Source, open_file, unreadable


def size(given: Path) -> int:
    """Bytes of the file, or of all files of a folder whose suffix is known."""
    found = [Path(at, name) for at, _, names in os.walk(given) for name in names] if given.is_dir() else [given]
    return sum(path.stat().st_size for path in found if kind(path.name)[0] and path.is_file())


@dataclass
class Walk:
    """One walk over some inputs. A file that is met twice is read once."""

    options: Options
    on_problem: OnProblem
    _met: set[str] = field(default_factory=set)
    _tables: dict[Path, metadata.Table] = field(default_factory=dict)

    def sources(self, given: Path) -> Iterator[Source]:
        """The file, or all files of the folder whose suffix is known."""
        try:
            yield from self._given(given)
        except OSError as error:
            self.on_problem(unreadable(str(given), error).problem)

    def _given(self, given: Path) -> Iterator[Source]:
        if given.is_dir():
            yield from self._folder(given)
        elif kind(given.name)[0] and (given.exists() or given.is_symlink()):
            yield from self._file(given, given.name, self._table(given.parent), given.name)
        elif given.exists():
            expected = f"expected a file that ends in {described()}, or a folder of these"
            self._aside(given, "suffix", expected, "rename it, or give its text as a .txt file")
        else:
            self._aside(given, "missing", "expected a file or a folder, found none", "check the path")

    def _folder(self, root: Path) -> Iterator[Source]:
        found = False
        for path in self._paths(root, frozenset({os.path.realpath(root)})):
            found = True
            yield from self._file(path, path.relative_to(root).as_posix(), *self._said(path, root))
        if not found:
            expected = f"expected a file in it that ends in {described()}, found none"
            self._aside(root, "empty_folder", expected, "check the path")

    def _paths(self, folder: Path, above: frozenset[str]) -> Iterator[Path]:
        """The files of known suffix in the folder and below, sorted."""
        try:
            entries = sorted(folder.iterdir(), key=lambda p: p.name + "/" * p.is_dir())
        except OSError as error:
            return self.on_problem(unreadable(str(folder), error).problem)
        for problem in self._table(folder).missing:
            self.on_problem(problem)
        for path in entries:
            if path.name.startswith(".") or path.name == metadata.NAME:
                continue
            if kind(path.name)[0]:
                yield path
            elif not path.is_dir():
                self.options.on_skip(str(path), "suffix")
            elif (real := os.path.realpath(path)) not in above:  # a link may point back up
                yield from self._paths(path, above | {real})

    def _said(self, path: Path, root: Path) -> tuple[metadata.Table, str]:
        """The nearest metadata.csv, up to the folder that was given, that has a row for the file."""
        folder = path.parent
        while True:
            name = path.relative_to(folder).as_posix()
            if folder == root or name in self._table(folder).rows:
                return self._table(folder), name
            folder = folder.parent

    def _file(self, path: Path, origin: str, table: metadata.Table, name: str) -> Iterator[Source]:
        if (real := os.path.realpath(path)) in self._met:
            return self.options.on_skip(str(path), "duplicate")
        self._met.add(real)
        row = table.rows.get(name)
        if row and row.fault:
            return self.on_problem(row.fault)
        yield Source(
            place=str(path),
            origin=os.fsencode(origin).decode(errors="replace"),  # a file name may be any bytes
            open=partial(open_file, path, self.options.on_bytes),
            metadata=row.fields if row else {},
            metadata_place=row.place if row else None,
            options=self.options,
        )

    def _table(self, folder: Path) -> metadata.Table:
        if folder not in self._tables:
            self._tables[folder] = metadata.load(folder)
            for problem in self._tables[folder].problems:
                self.on_problem(problem)
        return self._tables[folder]

    def _aside(self, path: Path, reason: str, expected: str, action: str) -> None:
        self.on_problem(SetAside(str(path), reason, expected, action).problem)
