"""The published file, opened for a report: a query in, columns out; one line where it is not such a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from riscontro.errors import RiscontroError
from riscontro.warehouse_files import one_line

Columns = dict[str, list[Any]]


@contextmanager
def opened(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, read-only, for queries with temporary tables. Closed at the end."""
    if not published.is_file():
        raise RiscontroError(
            f"{published}: no published file there; make one with `riscontro run`, or give --published"
        )
    try:
        with duckdb.connect(str(published), read_only=True) as con:
            yield con
    except duckdb.CatalogException as error:
        raise RiscontroError(
            f"{published}: not published by this version ({one_line(error)}); publish it again with `riscontro publish`"
        ) from error
    except duckdb.Error as error:
        raise RiscontroError(
            f"{published}: cannot be read as a published file ({one_line(error)}); make one with `riscontro run`"
        ) from error


def columns(con: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any] | None = None) -> Columns:
    """The answer to a query, column by column."""
    answer = con.execute(sql, dict(values)) if values else con.execute(sql)
    names = [column[0] for column in answer.description or ()]
    rows = answer.fetchall()
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
