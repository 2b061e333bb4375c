"""metadata.csv beside text files → what its rows say of each file. A row that cannot be trusted sets its file aside."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from riscontro.errors import Problem
from riscontro.readers.decoding import decode
from riscontro.readers.source import SetAside, open_file, unreadable

NAME = "metadata.csv"
COLUMNS = ("path", "publisher", "published", "title", "language", "url", "fetched", "charset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one line says of one file, or why it cannot be used."""

    place: str
    fields: Mapping[str, str] = field(default_factory=dict)
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one metadata.csv by path, and what is wrong with the file."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    missing: tuple[Problem, ...] = ()  # rows without a file: of interest where the whole folder is read


def load(folder: Path) -> Table:
    """The table beside the texts in `folder`; empty where there is none."""
    path = folder / NAME
    if not path.exists():
        return Table()
    try:
        with open_file(path) as file:
            data = file.read()
    except OSError as error:
        return Table({}, (unreadable(str(path), error).problem,))
    return parse(data, str(path), there=lambda name: (folder / name).is_file() or (folder / name).is_symlink())


def parse(data: bytes, place: str, *, there: Callable[[str], bool]) -> Table:
    """The table that these bytes hold; `there` tells whether a file that a row names is there."""
    try:
        table = _table(place, decode(data, place=place).text)
    except SetAside as aside:
        return Table({}, (aside.problem,))
    except csv.Error as error:
        expected = f"expected a CSV table, found: {error}"
        return Table({}, (_fault(place, expected, "repair it; its texts are read without it"),))
    return replace(table, missing=tuple(_missing(table.rows, there)))


def _table(path: str, text: str) -> Table:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip() for name in next(lines, [])]
    wanted = f"expected the columns {', '.join(COLUMNS)}"
    if "path" not in header:
        found = ", ".join(header) or "none"
        return Table(
            {}, (_fault(f"{path}:1", f"{wanted}, found {found}", "name them in the first line, with commas between"),)
        )
    unknown = ", ".join(name for name in header if name not in COLUMNS)
    problems = (
        [_fault(f"{path}:1", f"{wanted}, found also {unknown}", "rename or remove it; it is not read")]
        if unknown
        else []
    )
    rows: dict[str, Row] = {}
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        name, row = _row(f"{path}:{lines.line_num}", header, cells)
        if name in rows:
            problems.append(
                _fault(row.place, f"expected one row a file, found {name} again", "remove one; the first is used")
            )
        else:
            rows[name] = row
    return Table(rows, tuple(problems))


def _row(place: str, header: list[str], cells: list[str]) -> tuple[str, Row]:
    said = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
    name = str(PurePosixPath(said.pop("path", "")))
    fault = None
    if len(cells) > len(header):
        fault = _fault(
            place, f"expected {len(header)} cells, found {len(cells)}", "put a cell that holds a comma in quotes"
        )
    return name, Row(place=place, fields=said, fault=fault)


def _missing(rows: Mapping[str, Row], there: Callable[[str], bool]) -> Iterator[Problem]:
    for name, row in rows.items():
        if not there(name):
            expected = f"expected a file {name!r} beside it, found none"
            yield Problem(
                place=row.place, reason="missing", expected=expected, action="correct the path, or remove the row"
            )


def _fault(place: str, expected: str, action: str) -> Problem:
    return Problem(place=place, reason="metadata", expected=expected, action=action)
