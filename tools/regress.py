"""What a change of rules does: the facts of another revision against those of the working tree, on the same texts.

    python tools/regress.py [BASE_REV=HEAD] [--folder GOLD_FOLDER …]

Prints, per document, each fact that is gained (+), lost (-) or changed (~: same metric, same value span), with its
sentence; on gold documents also how far the row agrees with the gold. The last line has the three counts.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "extract"  # the folder of a revision that holds the package
UNCOMPARED = ("fact_id", "document_id", "rule_id")  # a rule may get another name and still say the same
Row = dict[str, Any]
MARKS = {"gained": "+", "lost": "-", "changed": "~"}
Change = tuple[str, Row | None, Row | None]  # "gained", "lost" or "changed"; the row before; the row now


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 whatever the facts are, 1 with one line where a revision or a folder cannot be read."""
    options = _options(arguments)
    if options.child:
        return _child(options.child)
    from riscontro.errors import RiscontroError

    try:
        documents, gold = _documents(options.folder)
        before, now = _both(options.base, documents)
    except RiscontroError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    _print(documents, gold, before, now)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="compare the facts of a revision with those of the working tree")
    parser.add_argument("base", nargs="?", default="HEAD", help="the revision to compare with (HEAD)")
    parser.add_argument("--folder", type=Path, action="append", default=[], help="a folder of gold files to read too")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _documents(folders: Iterable[Path]) -> tuple[list[Row], dict[str, Mapping[str, Any]]]:
    """The sample articles and the gold documents as the working tree reads them, and the gold of each."""
    from riscontro import gold, readers
    from riscontro.paths import SAMPLES

    def warn(problem: Any) -> None:
        print(problem.line(), file=sys.stderr)

    found = list(readers.read([SAMPLES / "articles"], on_problem=warn))
    known: dict[str, Mapping[str, Any]] = {}
    for folder in folders:
        items = gold.load(folder)
        known |= {item["id"]: item for item in items}
        found += gold.documents(items, on_problem=warn)
    return [dataclasses.asdict(d) for d in found], known


# Two revisions ------------------------------------------------------------------------------------------------------


def _both(base: str, documents: list[Row]) -> tuple[list[list[Row]], list[list[Row]]]:
    """The fact rows of each document: of the base revision, and of the working tree."""
    with _worktree(base) as tree:
        children = [_start(tree), _start(ROOT)]
        answers = [
            _answer(child, documents, name) for child, name in zip(children, (base, "working tree"), strict=True)
        ]
    return answers[0], answers[1]


@contextmanager
def _worktree(revision: str) -> Iterator[Path]:
    """The revision, checked out beside; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="regress-") as folder:
        tree = Path(folder) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    from riscontro.errors import RiscontroError

    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["git failed"]
        raise RiscontroError(f"git {arguments[0]} {arguments[-1]}: {said[-1]}; name a revision of this repository")


def _start(tree: Path) -> subprocess.Popen[str]:
    """A process that has the package of this tree: PYTHONPATH comes before what is installed."""
    path = {"PYTHONPATH": str(tree / SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "RISCONTRO_PLAIN": "1"}
    command = [sys.executable, str(Path(__file__).resolve()), "--child", str(tree)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env={**os.environ, **path}
    )


def _answer(child: subprocess.Popen[str], documents: list[Row], name: str) -> list[list[Row]]:
    from riscontro.errors import RiscontroError

    said, complaint = child.communicate(json.dumps(documents, default=str))
    if child.returncode:
        last = (complaint.strip().splitlines() or [f"exit code {child.returncode}"])[-1]
        raise RiscontroError(f"{name}: expected it to extract, found: {last}; compare with another revision")
    rows: list[list[Row]] = json.loads(said)
    return rows


def _child(tree: Path) -> int:
    """Documents on standard input, their fact rows on standard output, by the package of this tree."""
    from riscontro import pipeline
    from riscontro.model import Document

    if not Path(pipeline.__file__).is_relative_to(tree):
        sys.exit(f"no package riscontro in {SOURCE}/")
    known = {f.name for f in dataclasses.fields(Document)}
    rows = []
    for item in json.load(sys.stdin):
        item["published"] = dt.date.fromisoformat(item["published"]) if item["published"] else None
        document = Document(**{key: value for key, value in item.items() if key in known})
        rows.append([fact.row() for fact in pipeline.extract(document).facts])
    json.dump(rows, sys.stdout, default=str)
    return 0


# Comparison ---------------------------------------------------------------------------------------------------------


def compare(before: Iterable[Row], now: Iterable[Row]) -> list[Change]:
    """What differs between two lists of fact rows of one document, in text order."""
    places: dict[tuple[Any, ...], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((before, now)):
        for row in rows:
            places[row["char_start"], row["char_end"], row["metric"]][side].append(row)
    changes: list[Change] = []
    for place in sorted(places):
        old, new = _without_twins(*places[place])
        shared = min(len(old), len(new))
        changes += [("changed", a, b) for a, b in zip(old, new, strict=False)]
        changes += [("lost", row, None) for row in old[shared:]]
        changes += [("gained", None, row) for row in new[shared:]]
    return changes


def _without_twins(old: list[Row], new: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of each side that the other has not, the likeliest pairs side by side."""
    left, right = list(old), list(new)
    for row in old:
        twin = next((r for r in right if not differences(row, r)), None)
        if twin is not None:
            left.remove(row)
            right.remove(twin)
    ordered: list[Row] = []
    for row in left[: len(right)]:
        nearest = min(right, key=lambda r: len(differences(row, r)))
        right.remove(nearest)
        ordered.append(nearest)
    return left, ordered + right


def differences(old: Row, new: Row) -> list[str]:
    """The columns in which two rows differ."""
    return [key for key in {**old, **new} if key not in UNCOMPARED and old.get(key) != new.get(key)]


# Print --------------------------------------------------------------------------------------------------------------


def _print(
    documents: list[Row], gold: dict[str, Mapping[str, Any]], before: list[list[Row]], now: list[list[Row]]
) -> None:
    counts = dict.fromkeys(MARKS, 0)
    for document, old, new in zip(documents, before, now, strict=True):
        changes = compare(old, new)
        if not changes:
            continue
        print(document["origin"] or document["id"])
        for kind, a, b in changes:
            counts[kind] += 1
            print("\n".join(_lines(kind, a, b, gold.get(document["id"]))))
        print()
    total = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    print(f"{len(documents)} documents, {sum(map(len, before))} facts before, {sum(map(len, now))} now: {total}")


def _lines(kind: str, old: Row | None, new: Row | None, gold: Mapping[str, Any] | None) -> Iterator[str]:
    row = new or old or {}
    verdict = f"  [gold: {' → '.join(agreement(r, gold) for r in (old, new) if r)}]" if gold else ""
    yield f"  {MARKS[kind]} {summary(row)}{verdict}"
    if old and new:
        for key in differences(old, new):
            yield f"      {key}: {_shown(old.get(key))} → {_shown(new.get(key))}"
    yield f"      “{' '.join(str(row['quote']).split())}”"


def summary(row: Row) -> str:
    """A fact on one line."""
    low, high = row["value_low"], row["value_high"]
    interval = _shown(low) if low == high else f"{_shown(low)}…{_shown(high)}"
    period = row["date"] if row["date"] == row["date_end"] else f"{row['date']}…{row['date_end']}"
    said = f", says {row['claimant']}" if row["claimant"] else ""
    return f"{row['actor']} {row['metric']} {interval} ({row['modifier']}), {_shown(period)}, {row['status']}{said}"


def agreement(row: Row, gold: Mapping[str, Any]) -> str:
    """The highest level at which the row agrees with a gold fact of its document, else "wrong"."""
    from riscontro import catalog
    from riscontro.evaluation import score

    symmetric = {name for name, metric in catalog.metrics().items() if metric.symmetric}
    levels = score([gold], [row], symmetric=symmetric).levels
    return next((name for name, tally in reversed(levels.items()) if not tally.invented), "wrong")


def _shown(value: Any) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


if __name__ == "__main__":
    sys.exit(main())
