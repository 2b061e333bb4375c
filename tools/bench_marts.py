"""What the marts cost: time and memory of a whole build at three sizes, and of a build after a few documents more.

    python tools/bench_marts.py [--sizes 100000 1000000 10000000] [--add 0.01] [--tries 3] [--folder DIR] [--keep]

Each build is a process of its own over a synthetic warehouse (tools/synthetic.py). Prints the tables of
docs/speed-marts.md; exit code 1 where a limit is missed. What is compared is processor time: other work on the machine
does not count. Small warehouses are built several times, before and after the large one, and the middle one counts:
the same build takes half as long again in one quarter of an hour as in another.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time
from typing import Any

import synthetic

SIZES = (100_000, 1_000_000, 10_000_000)
GROWTH, MEMORY, SHARE = 12.0, 8e9, 0.10  # ten times the facts; bytes; a build after one per cent more documents
TRIES = 3  # builds of a warehouse up to the size to which documents are added; larger ones are built once
SLOWEST = 8  # models that are shown


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one step cost: seconds of processor and wall time, bytes of memory and of temporary files at their peak."""

    processor: float
    wall: float
    peak: int
    models: dict[str, float] = field(default_factory=dict)  # model or test → seconds of wall time
    spilled: int = 0


@dataclass(frozen=True, kw_only=True)
class Try:
    """What a warehouse cost: the whole build, publishing it and, where asked for, a build after some documents more."""

    build: Cost
    publish: Cost
    added: Cost | None = None
    documents: int = 0  # that were added
    facts: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 where every limit is kept."""
    options = _options(arguments)
    if options.child:
        print(json.dumps(vars(_CHILDREN[options.child[0]](Path(options.child[1])))))
        return 0
    if options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        missed = _bench(options, options.folder if options.keep and options.folder else Path(folder))
    for line in missed:
        print(f"missed: {line}")
    return int(bool(missed))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="time and memory of the marts")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="facts of each warehouse")
    parser.add_argument("--add", type=float, default=0.01, help="share of documents that are added (0.01)")
    parser.add_argument("--add-to", type=int, default=1_000_000, help="the size to which they are added")
    parser.add_argument("--tries", type=int, default=TRIES, help="builds of each warehouse up to that size")
    parser.add_argument("--folder", type=Path, help="where the warehouses are made; 10 million facts take 30 GB")
    parser.add_argument("--keep", action="store_true", help="leave the warehouses in --folder")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.tries < 1:
        parser.error("--tries must be 1 or more")
    return options


def _bench(options: argparse.Namespace, folder: Path) -> list[str]:
    """Builds all sizes and prints; the limits that were missed."""
    missed = []
    costs: dict[int, Cost] = {}
    made, all_tries = _all_tries(options, folder)
    print(
        f"{'facts':>12}{'documents':>12}{'build':>9}{'processor':>11}{'growth':>8}{'peak':>10}{'spilled':>10}{'publish':>9}"
        "  all tries"
    )
    for size, tries in all_tries.items():
        documents, facts = made[size]
        builds = [each.build for each in tries]
        cost = costs[size] = _middle(builds)
        before = costs.get(size // 10)
        growth = cost.processor / before.processor if before else None
        published = _middle([each.publish for each in tries])
        _row(f"{facts:,}", documents, builds, f"{growth:.1f}x" if growth else "", f"{published.processor:.0f} s")
        peak = max(step.peak for each in tries for step in (each.build, each.publish))
        missed += _over(f"{size:,} facts: peak", peak, MEMORY, _size)
        if growth and size > min(options.sizes) * 10:
            missed += _over(f"{size // 10:,} to {size:,} facts: growth", growth, GROWTH, "{:.1f}x".format)
        missed += _share(options.add, tries, cost)
    _slowest(costs)
    return missed


def _all_tries(options: argparse.Namespace, folder: Path) -> tuple[dict[int, tuple[int, int]], dict[int, list[Try]]]:
    """Documents and facts of each size, and what its builds cost, each from the same raw tables."""
    made: dict[int, tuple[int, int]] = {}
    tries: dict[int, list[Try]] = {}
    left = _order(options)
    while left:
        size = left.pop(0)
        raw, built = folder / f"facts_{size}_raw.duckdb", folder / f"facts_{size}.duckdb"
        if size not in made:
            made[size] = synthetic.make(raw, size)
        if size in left:
            shutil.copyfile(raw, built)
        else:
            raw.rename(built)
        found = _tried(built, size, options.add if size == options.add_to else 0)
        tries.setdefault(size, []).append(found)
        print(
            f"{size:,} facts: {found.build.processor:.0f} s; builds to come: {len(left)}", file=sys.stderr, flush=True
        )
        if size in left or not options.keep:
            built.unlink()
    return made, tries


def _order(options: argparse.Namespace) -> list[int]:
    """Each size once, then the small ones again: of two that are compared, the smaller is built before and after."""
    again = [size for size in options.sizes if size <= options.add_to]
    return [*options.sizes, *again * (options.tries - 1)]


def _tried(path: Path, size: int, share: float) -> Try:
    build, publish = _measured("build", path), _measured("publish", path)
    if not share:
        return Try(build=build, publish=publish)
    documents, facts = synthetic.add(path, size, share)
    return Try(build=build, publish=publish, added=_measured("build", path), documents=documents, facts=facts)


def _share(share: float, tries: Sequence[Try], whole: Cost) -> list[str]:
    """A build after some documents more, against a whole one."""
    added = [each.added for each in tries if each.added]
    if not added:
        return []
    ratio = _middle(added).processor / whole.processor
    _row(f"+ {tries[0].facts:,}", tries[0].documents, added, f"{ratio:.1%}", "")
    return _over(f"{share:.0%} of documents more: of a whole build", ratio, SHARE, "{:.1%}".format)


def _middle(costs: Sequence[Cost]) -> Cost:
    """The one of several builds that has as many cheaper as dearer ones."""
    return sorted(costs, key=lambda cost: cost.processor)[len(costs) // 2]


def _row(facts: str, documents: int, costs: Sequence[Cost], compared: str, published: str) -> None:
    middle = _middle(costs)
    peak, spilled = max(cost.peak for cost in costs), max(cost.spilled for cost in costs)
    print(
        f"{facts:>12}{documents:12,}{middle.wall:7.0f} s{middle.processor:9.0f} s{compared:>8}"
        f"{_size(peak):>10}{_size(spilled):>10}{published:>9}  "
        + ", ".join(f"{seconds:.0f}" for seconds in sorted(cost.processor for cost in costs)),
        flush=True,
    )


def _slowest(costs: dict[int, Cost]) -> None:
    """Where the time of the largest build went, and how it was at the other sizes."""
    last = costs[max(costs)].models
    print(
        f"\nWall time of the slowest models and tests, in seconds\n{'':44}" + "".join(f"{size:12,}" for size in costs)
    )
    for name in sorted(last, key=lambda name: (-last[name], name))[:SLOWEST]:
        print(f"{name[:43]:44}" + "".join(f"{cost.models.get(name, 0):12.1f}" for cost in costs.values()))


def _over(what: str, found: float, limit: float, shown: Callable[[Any], str]) -> list[str]:
    return [f"{what} {shown(found)}, at most {shown(limit)} expected"] if found > limit else []


def _size(count: float) -> str:
    return f"{count / 1e6:,.0f} MB"


# One build in a process of its own -----------------------------------------------------------------------------------


def _measured(step: str, path: Path) -> Cost:
    """What a step over a warehouse costs a fresh process; meanwhile somebody watches DuckDB's temporary files."""
    os.sync()  # what the step before has left to be written is not its cost
    done, most = Event(), [0]
    watcher = Thread(target=_watch, args=(path.with_name(f"{path.name}.tmp"), done, most))
    watcher.start()
    try:
        line = [sys.executable, __file__, "--child", step, str(path)]
        out = subprocess.run(line, stdout=subprocess.PIPE, text=True, check=True).stdout
    finally:
        done.set()
        watcher.join()
    return Cost(**{**json.loads(out.splitlines()[-1]), "spilled": most[0]})


def _watch(folder: Path, done: Event, most: list[int]) -> None:
    while not done.wait(0.2):
        sizes = []
        for entry in os.scandir(folder) if folder.exists() else ():
            try:
                sizes.append(entry.stat().st_size)
            except FileNotFoundError:
                continue
        most[0] = max(most[0], sum(sizes))


def _cost(step: Callable[[Path], object], path: Path) -> tuple[float, float, int]:
    wall, processor = perf_counter(), process_time()
    step(path)
    return process_time() - processor, perf_counter() - wall, _peak()


def _build(path: Path) -> Cost:
    from riscontro import marts, origins

    # The synthetic warehouse knows its copies: reading all texts again is not what is measured.
    origins.find = _nothing
    models: dict[str, float] = {}
    processor, wall, peak = _cost(lambda warehouse: models.update(marts.build(warehouse)), path)
    return Cost(processor=processor, wall=wall, peak=peak, models=models)


def _nothing(warehouse: Path) -> int:
    return 0


def _publish(path: Path) -> Cost:
    from riscontro.publish import beside, publish

    processor, wall, peak = _cost(lambda warehouse: publish(warehouse, beside(warehouse)), path)
    beside(path).unlink()
    return Cost(processor=processor, wall=wall, peak=peak)


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


_CHILDREN = {"build": _build, "publish": _publish}

if __name__ == "__main__":
    sys.exit(main())
