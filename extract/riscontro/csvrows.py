"""A CSV file in, checked rows out. Every problem is one line: the file, the line, what was expected, what to do."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from riscontro.errors import RiscontroError


class Row(dict[str, str]):
    """One CSV row that knows its place; `error` names it."""

    def __init__(self, values: dict[str, str], path: Path, line: int) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def error(self, expected: str, action: str) -> RiscontroError:
        """The error to raise for this row."""
        return RiscontroError(f"{self.path}:{self.line}: expected {expected}; {action}")

    def one_of(self, column: str, allowed: Collection[str], *, optional: bool = False) -> str:
        """The value of `column`, which must be one of `allowed` (or empty where `optional`)."""
        value = self[column]
        if value in allowed or (optional and not value):
            return value
        hint = f"one of {', '.join(allowed)}" if len(allowed) < 12 else "an id that has a row of its own"
        raise self.error(f"{column} to be {hint}, found {value!r}", "correct it, or add the row it points to")

    def number(self, column: str) -> float:
        """The value of `column` as a number."""
        try:
            return float(self[column])
        except ValueError:
            raise self.error(f"{column} to be a number, found {self[column]!r}", "write digits only") from None


def read(path: Path, columns: str = "") -> Iterator[Row]:
    """The rows of a CSV file, whose header must be `columns` where they are given."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            if not header or (columns and header != columns.split(",")):
                raise RiscontroError(f"{path}:1: expected the header {columns or 'line'}; restore it")
            for cells in reader:
                row = Row(dict(zip(header, cells, strict=False)), path, reader.line_num)
                if len(cells) != len(header):
                    raise row.error(f"{len(header)} cells, found {len(cells)}", "quote a cell that holds a comma")
                yield row
    except OSError as error:
        raise RiscontroError(f"{path}: expected a readable CSV file ({error.strerror}); restore it") from None
    except UnicodeDecodeError:
        raise RiscontroError(f"{path}: expected UTF-8 text; save the file as UTF-8") from None
