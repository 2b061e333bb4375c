"""A built and validated warehouse in; a second DuckDB file out that holds its marts alone, and Parquet files.

The new file is made beside the old one and takes its place by a rename: whoever reads sees the old or the new, whole.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from riscontro import publish_content as content
from riscontro.errors import RiscontroError
from riscontro.warehouse_files import check_name, connect, one_line

MEMORY = "2GB"  # a copy streams: what it may hold before it goes to disk
_PART = ".part"


def beside(warehouse: Path) -> Path:
    """Where the marts of a warehouse are published when nobody says otherwise."""
    return warehouse.with_name(f"{warehouse.stem}_published.duckdb")


def publish(warehouse: Path, published: Path) -> None:
    """The marts of `warehouse` into the file at `published`. Whatever goes wrong, a file that is there stays."""
    _check_warehouse(warehouse)
    _check_place(published, warehouse)
    with _told(published), _new_file(published) as part, _open(part) as con:
        con.execute(f"attach {content.text(warehouse)} as {content.WAREHOUSE} (read_only)")
        content.copy(con)


def export(published: Path, folder: Path) -> None:
    """Each table of a published file as `<table>.parquet` in `folder`, each by a rename of its own."""
    with _told(folder), duckdb.connect(str(published), read_only=True) as con:
        folder.mkdir(parents=True, exist_ok=True)
        con.execute(f"set memory_limit = '{MEMORY}'")
        for table in sorted(content.tables(con), key=lambda name: name == content.PUBLICATION):  # it is written last
            part = folder / f".{table}{_PART}"
            con.execute(f"copy {content.MARTS}.{table} to {content.text(part)} (format parquet, compression zstd)")
            part.replace(folder / f"{table}.parquet")


def _check_warehouse(warehouse: Path) -> None:
    """Only the marts of a run that came to its end are published."""
    with connect(warehouse, read_only=True) as con:
        if con.execute(content.ENDED_WELL).fetchall() != [(True,)]:
            raise RiscontroError(f"{warehouse}: its last run did not come to its end; repeat it, then publish")


def _check_place(published: Path, warehouse: Path) -> None:
    """A place that is free, or holds what an earlier run published there."""
    check_name(published)
    if published.resolve() == warehouse.resolve():
        raise RiscontroError(
            f"{published}: is the warehouse itself; publish elsewhere, for example {beside(warehouse)}"
        )
    if published.exists() and not _is_ours(published):
        raise RiscontroError(f"{published}: is no file of published marts; choose another path, or remove it")


def _is_ours(published: Path) -> bool:
    """Whether it is a published file. Who holds it locked is no hindrance: a run waits for no reader."""
    try:
        with duckdb.connect(str(published), read_only=True) as con:
            return content.PUBLICATION in content.tables(con)
    except duckdb.Error as error:
        return "lock" in str(error).lower()


@contextmanager
def _new_file(published: Path) -> Iterator[Path]:
    """A path beside `published`; the file made there takes its place at the end, or is gone."""
    published.parent.mkdir(parents=True, exist_ok=True)
    _sweep(published)
    part = published.with_name(f".{published.name}.{os.getpid()}{_PART}")
    try:
        yield part
        # A log that a reader with the right to write has left belongs to the old file: never replay it on the new one.
        _log(published).unlink(missing_ok=True)
        part.replace(published)
    finally:
        for left in (part, _log(part)):
            left.unlink(missing_ok=True)


def _sweep(published: Path) -> None:
    """Removes what a process that was killed has left; DuckDB locks the file that a live one is writing."""
    for part in published.parent.glob(f".{published.name}.*{_PART}"):
        try:
            with part.open("r+b") as file:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        for left in (part, _log(part)):
            left.unlink(missing_ok=True)


@contextmanager
def _open(part: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(part), config={"storage_compatibility_version": content.STORAGE_VERSION}) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        yield con
        con.execute("checkpoint")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What goes wrong in one line."""
    try:
        yield
    except duckdb.Error as error:
        raise RiscontroError(f"{place}: could not be written ({one_line(error)}); what was there stays") from error
    except OSError as error:
        raise RiscontroError(f"{place}: {error.strerror or error}; choose a place that can be written") from error


def _log(file: Path) -> Path:
    """DuckDB's write-ahead log of a file."""
    return file.with_name(f"{file.name}.wal")
