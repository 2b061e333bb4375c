"""A .parquet file: one document a row. It is read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from riscontro.model import Document
from riscontro.readers import lines, record
from riscontro.readers.source import OnProblem, Options, SetAside, Source

SUFFIXES = (".parquet",)
_MAGIC = b"PAR1"
_ROWS = 64  # documents held in memory at a time


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a Parquet file."""
    return head.startswith(_MAGIC)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """Place and document of each row; a bad row is reported and the next one is read."""
    with source.seekable() as file:
        for number, row in enumerate(_rows(file, source), start=1):
            place = f"{source.place}: row {number}"
            try:
                yield place, record.of(source, record.mapped(row, source.options.mapping), place=place)
            except SetAside as aside:
                on_problem(aside.problem)


def _rows(file: BinaryIO, source: Source) -> Iterator[dict[str, Any]]:
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file)
        columns = [name.partition(".")[0] for name in _columns(table.schema_arrow.names, source)]
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
            yield from batch.to_pylist()
    except pyarrow.ArrowException as error:
        found = " ".join(str(error).split())[:120]
        expected = f"expected a Parquet file, found: {found}"
        raise SetAside(source.place, "parquet", expected, "write it again; the rows before it are kept") from error


def _columns(present: list[str], source: Source) -> list[str]:
    """The columns that hold fields of a document; SetAside where one that is named is missing."""
    mapping = source.options.mapping
    wanted = {field: mapping.get(field, field) for field in record.FIELDS}
    for field, column in wanted.items():
        there = column in present or column.partition(".")[0] in present
        if not there and (field == "text" or field in mapping):
            raise lines.column_missing(source.place, field, column, present)
    return [column for column in wanted.values() if column.partition(".")[0] in present]
