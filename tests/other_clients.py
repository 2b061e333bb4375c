"""Clients of the published file that know nothing of this project: one query, or a process that keeps it open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

READER = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "reads")
sees = lambda: print(con.execute("select max(run_id) from marts.publication").fetchall()[0][0], flush=True)
sees()
for line in sys.stdin:
    sees()
"""


def rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """The answer of a client that knows nothing of this project."""
    with duckdb.connect(str(file), read_only=True) as con:
        return con.execute(sql).fetchall()


@contextmanager
def reader(file: Path, how: str) -> Iterator[Callable[[], int]]:
    """Another process that has the file open; each call gives the run that it sees."""
    line = [sys.executable, "-c", READER, file, how]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        first = [process.stdout.readline()]

        def sees() -> int:
            if first:
                return int(first.pop())
            print("again", file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield sees
        process.stdin.close()
