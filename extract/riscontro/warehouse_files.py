"""A path in, an open warehouse out, or one line that says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from riscontro.errors import RiscontroError
from riscontro.warehouse_schema import RESERVED_NAMES, SCHEMA, STORAGE_VERSION, TABLES, create_sql

_PID = re.compile(r"PID (\d+)")


@contextmanager
def connect(path: Path, *, read_only: bool = False, logged: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse at `path`, with its tables; unless `read_only` a new one is made, which stays if it is used.

    What is not `logged` first is in the file from the next checkpoint on: nothing is written twice.
    """
    _check_path(path, read_only=read_only)
    fresh = not path.exists()
    con = _open(path, read_only=read_only) if logged else _open_unlogged(path)
    try:
        _check_tables(con, path, read_only=read_only)
        yield con
    finally:
        unused = fresh and _is_empty(con)
        con.close()  # a transaction that is still open is rolled back
        if unused:
            path.unlink(missing_ok=True)


def _is_empty(con: duckdb.DuckDBPyConnection) -> bool:
    try:
        return not con.execute(f"select 1 from {SCHEMA}.documents limit 1").fetchall()
    except duckdb.Error:
        return True


def one_line(error: Exception) -> str:
    """The first line of an error of DuckDB, without the name of its class."""
    return str(error).strip().splitlines()[0].removeprefix("IO Error: ").rstrip(".!")


def check_name(path: Path) -> None:
    """DuckDB and dbt name the database after the file: the name must mean the same to both, and to nobody else."""
    if not re.fullmatch(r"[\w -]+", path.stem) or path.stem.lower() in RESERVED_NAMES:
        raise RiscontroError(
            f"{path}: a warehouse needs a file name of letters, digits, - and _ that is not one of its own words"
            f" ({', '.join(sorted(RESERVED_NAMES))}); choose another, for example riscontro.duckdb"
        )


def _check_path(path: Path, *, read_only: bool) -> None:
    check_name(path)
    if path.is_dir():
        raise RiscontroError(f"{path}: is a folder; a warehouse is one file, for example {path / 'riscontro.duckdb'}")
    if read_only and not path.exists():
        raise RiscontroError(f"{path}: no such warehouse; make it with `riscontro run --warehouse {path}`")


def _open(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        if read_only:
            return duckdb.connect(str(path), read_only=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION})
    except OSError as error:
        raise RiscontroError(f"{path}: {error.strerror or error}; choose a place that can be written") from error
    except duckdb.Error as error:
        raise RiscontroError(_why_not(path, error)) from error


def _open_unlogged(path: Path) -> duckdb.DuckDBPyConnection:
    """A warehouse that is there."""
    con = duckdb.connect(config={"temp_directory": f"{path}.tmp"})  # as it is where the file itself is opened
    file = str(path).replace("'", "''")
    try:
        con.execute(f"attach '{file}' as warehouse (recovery_mode 'no_wal_writes'); use warehouse")
    except duckdb.Error as error:
        raise RiscontroError(_why_not(path, error)) from error
    return con


def _why_not(path: Path, error: duckdb.Error) -> str:
    said = str(error)
    if "lock" in said.lower():
        pid = _PID.search(said)
        holder = f"process {pid.group(1)}" if pid else "another process"
        return f"{path}: {holder} holds this warehouse open; close it there and run again"
    if "not a valid DuckDB database" in said:
        return f"{path}: not a DuckDB file; choose another path or remove the file"
    if "different configuration" in said:
        return f"{path}: this process holds the warehouse open already; close that connection first"
    return f"{path}: cannot be opened as a warehouse ({one_line(error)}); choose another path"


def _check_tables(con: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    """Makes the tables in an empty file; refuses a file that holds something else."""
    found: dict[str, dict[str, str]] = {}
    sql = "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal"
    rows = con.execute(f"{sql} and database_name = current_database() order by column_index").fetchall()
    for schema, table, column, kind in rows:
        if schema == SCHEMA:
            found.setdefault(table, {})[column] = kind
    if not rows and not read_only:
        con.execute(f"create schema if not exists {SCHEMA}")
        for table in TABLES:
            con.execute(create_sql(table))
    elif not found:
        raise RiscontroError(f"{path}: a DuckDB file that is not a warehouse of riscontro; choose another path")
    elif wrong := sorted(table for table, columns in TABLES.items() if found.get(table) != columns):
        raise RiscontroError(
            f"{path}: {', '.join(f'{SCHEMA}.{table}' for table in wrong)} not as this version makes it;"
            " remove the file and run again"
        )
