"""A synthetic warehouse: schema `raw` as a run leaves it, with as many facts as wanted, written straight in SQL.

    python tools/synthetic.py 1000000 big.duckdb            # a new file
    python tools/synthetic.py 1000000 big.duckdb --add 0.01 # as many documents more, the latest

The same number gives the same rows. What makes news what it is, is there: few actors, metrics, speakers and papers make
most of it (rank and frequency as in Zipf), a third of the documents are copies, some stories run in dozens of papers,
numbers are round and grow, speakers disagree by a steady bias, and most claims are about the day they are published.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from riscontro.paths import SEEDS
from riscontro.warehouse_files import connect

PER_DOCUMENT = 4.8  # facts of a document, on average
DAYS = 1700  # from the first document to the last
QUOTE = 130  # characters of a sentence
MEMORY = "4GB"
STEP = 200_000  # documents that are made at a time: memory does not grow with the size

SQL = Path(__file__).with_suffix(".sql")


def make(path: Path, facts: int) -> tuple[int, int]:
    """A new warehouse of about so many facts; how many documents and facts it has."""
    path.unlink(missing_ok=True)
    return _write(path, documents=round(facts / PER_DOCUMENT), first=0, last=round(facts / PER_DOCUMENT))


def add(path: Path, facts: int, share: float) -> tuple[int, int]:
    """The next documents of the same news into the warehouse that `make` made; how many documents and facts came."""
    documents = round(facts / PER_DOCUMENT)
    with connect(path, read_only=True) as con:
        first = con.execute("select count(*) from raw.documents").fetchall()[0][0]
    return _write(path, documents=documents, first=first, last=first + round(documents * share))


def _write(path: Path, *, documents: int, first: int, last: int) -> tuple[int, int]:
    """Documents number `first` to `last` of a warehouse that has `documents` on its first day of publication."""
    script = SQL.read_text(encoding="utf-8")
    start, step, end = script.split("-- step\n")
    with connect(path) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        before = _counts(con)
        con.execute(start.format(seeds=SEEDS, documents=documents))
        for at in range(first, last, STEP):
            known = {"documents": documents, "days": DAYS, "quote": QUOTE}
            con.execute(step.format(first=at, last=min(at + STEP, last), **known))
        con.execute(end.format(documents=last - first))
        after = _counts(con)
    return after[0] - before[0], after[1] - before[1]


def _counts(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    row = con.execute("select (select count(*) from raw.documents), (select count(*) from raw.facts)").fetchall()[0]
    return int(row[0]), int(row[1])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0."""
    parser = argparse.ArgumentParser(description="a synthetic warehouse")
    parser.add_argument("facts", type=int, help="about how many facts a new warehouse has")
    parser.add_argument("file", type=Path, help="the warehouse")
    parser.add_argument("--add", type=float, metavar="SHARE", help="add this share of documents to the file instead")
    options = parser.parse_args(arguments)
    if options.add is None:
        documents, facts = make(options.file, options.facts)
    else:
        documents, facts = add(options.file, options.facts, options.add)
    print(f"{options.file}: {documents:,} documents, {facts:,} facts {'added' if options.add else 'made'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
