"""The whole line: inputs → documents → facts in the warehouse → validation → marts → the answer, on standard output."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

from riscontro import answer, catalog, lexicon, marts, pipeline, readers
from riscontro.errors import Problem
from riscontro.log import Log, counts
from riscontro.model import Document
from riscontro.paths import DBT_PROJECT
from riscontro.readers.source import DEFAULTS, Options
from riscontro.warehouse import LoadSummary, finish_run, load, query

Input = Path | Literal["-"]
SHOWN = 5  # unknown publishers that are named


def run(
    inputs: Sequence[Input],
    warehouse: Path,
    strict: bool = False,
    *,
    options: Options = DEFAULTS,
    published: Path | None = None,
    parquet: Path | None = None,
) -> int:
    """Reads the inputs into the warehouse, publishes its marts and prints what came of it.

    The exit code is 1 where nothing could be read and, with `strict`, where anything was set aside or is in quarantine.
    """
    log = Log(live=True, size=readers.size(inputs))
    try:
        loaded = _load(inputs, warehouse, log, options)
    except KeyboardInterrupt:
        print("riscontro: interrupted; what was read is stored, the same command goes on there", file=sys.stderr)
        raise
    if not warehouse.exists():  # nothing could be read, and nothing was there before
        print(*_counts(loaded, log), sep="\n")
        return 1
    with _progress("checking the facts") as progress:
        lines = _validate(warehouse)
        progress("building the marts")
        marts.build(warehouse)
    quarantined = finish_run(warehouse, run_id=loaded.run_id, finished_at=_now())
    places = publish(warehouse, published, parquet=parquet)
    with _progress("writing the report"):
        places.append(page(warehouse, published))
    _print(warehouse, [*_counts(loaded, log), *_summary(loaded, quarantined, lines), *_unknown(warehouse)], places)
    nothing_read = bool(loaded.problems) and not loaded.read
    return int(nothing_read or (strict and bool(loaded.problems or quarantined)))


def publish(warehouse: Path, published: Path | None = None, *, parquet: Path | None = None) -> list[str]:
    """The marts into the file that readers open, and into Parquet files where asked for; a line a place."""
    from riscontro import publish as publishing

    published = published or publishing.beside(warehouse)
    with _progress("publishing the marts"):
        publishing.publish(warehouse, published)
        if parquet is not None:
            publishing.export(published, parquet)
    return [f"published   {published}", *([f"parquet     {parquet}"] if parquet is not None else [])]


def page(warehouse: Path, published: Path | None = None, *, output: Path | None = None) -> str:
    """The page of a published file, beside it unless told otherwise; a line that says where."""
    from riscontro import publish as publishing
    from riscontro.report import page as report

    published = published or publishing.beside(warehouse)
    output = output or report.beside(published)
    report.write(published, output)
    return f"report      {output}"


def figure(warehouse: Path, published: Path | None, actor: str, metric: str, *, output: Path, language: str) -> str:
    """The chart of one question; a line that says what was drawn, and where."""
    from riscontro import publish as publishing
    from riscontro.report import figure as report

    drawn = report.draw(published or publishing.beside(warehouse), actor, metric, output, language=language)
    return f"figure      {drawn}"


def next_commands(warehouse: Path) -> list[str]:
    """Commands worth typing after a run: the derivation of a fact behind the answer, and the marts by hand."""
    fact_id = answer.a_fact(warehouse)
    explain = [f"{_command('riscontro')} explain {fact_id} --warehouse {warehouse}"] if fact_id else []
    is_default = warehouse.resolve() == (DBT_PROJECT / "../warehouse/riscontro.duckdb").resolve()
    where = "" if is_default else f"RISCONTRO_WAREHOUSE={warehouse.resolve()} "
    folder = DBT_PROJECT if DBT_PROJECT.parent != Path.cwd() else Path(DBT_PROJECT.name)
    return [*explain, f"cd {folder} && {where}{_command('dbt', start=DBT_PROJECT)} build"]


def _load(inputs: Sequence[Input], warehouse: Path, log: Log, options: Options) -> LoadSummary:
    problems: list[Problem] = []  # the load takes them out as it writes them down

    def on_problem(problem: Problem) -> None:
        problems.append(problem)
        log.problem(problem)

    def documents(knows: Callable[[str], bool]) -> Iterable[Document]:
        asked = replace(options, known=knows, on_bytes=log.bytes)
        return log.watch(readers.read(inputs, on_problem=on_problem, on_skip=log.skip, options=asked))

    return load(
        warehouse,
        documents,
        extract=pipeline.extract_all,
        fingerprints={code: pipeline.fingerprint(code) for code in lexicon.available()},
        problems=problems,
        started_at=_now(),
    )


def _validate(warehouse: Path) -> tuple[str, ...]:
    from riscontro.validation import validate  # Great Expectations takes seconds to import

    return validate(warehouse).lines


def _counts(loaded: LoadSummary, log: Log) -> list[str]:
    """What was read, and what became of it."""
    documents = f"{loaded.read:,} read: {loaded.new:,} new, {loaded.changed:,} changed, {loaded.unchanged:,} unchanged"
    again = f", {loaded.reextracted:,} extracted again under changed rules" if loaded.reextracted else ""
    twice = loaded.duplicate + log.skipped["duplicate"]
    same = f", {twice:,} the same as another" if twice else ""
    doubts = [f"warnings    {counts(log.warned)}; see raw.document_warnings"] if log.warned else []
    return [f"documents   {documents}{again}{same}; {loaded.problems:,} set aside", *doubts]


def _summary(loaded: LoadSummary, quarantined: int, validation: Sequence[str]) -> list[str]:
    """What the warehouse holds now."""
    return [
        f"facts       {loaded.facts:,} in the warehouse, of which {quarantined:,} in quarantine",
        f"rejections  {loaded.rejections:,} numbers set aside, each with its reason",
        *validation,
    ]


def _unknown(warehouse: Path) -> list[str]:
    """Publishers of the warehouse that have no row in the seeds."""
    known = {name.lower() for one in catalog.publishers().values() for name in (one.id, one.name)}
    rows = query(warehouse, "select distinct publisher from raw.documents where publisher is not null order by 1")
    unknown = [name for (name,) in rows if name.lower().removeprefix("www.") not in known]
    more = f" and {len(unknown) - SHOWN:,} more" if len(unknown) > SHOWN else ""
    named = f"{len(unknown):,} without a row in seeds/publishers.csv: {', '.join(unknown[:SHOWN])}{more}"
    return [f"publishers  {named}"] if unknown else []


def _print(warehouse: Path, summary: Sequence[str], places: Sequence[str]) -> None:
    """Summary, answer, and where to go from there: plain and always as wide in a pipe."""
    from rich.console import Console

    console = Console(markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else answer.WIDTH)
    print(*summary, sep="\n")
    for table in answer.tables(warehouse):
        with console.capture() as drawn:
            console.print(table)
        print("", *(line.rstrip() for line in drawn.get().splitlines() if line.strip()), sep="\n")
    print(f"\nwarehouse   {warehouse}", *places, sep="\n")
    for command in next_commands(warehouse):
        print(f"next        {command}")


def _command(name: str, *, start: Path | None = None) -> str:
    """How to type a command of this environment: its name where the shell finds it, else its path from `start`."""
    beside = Path(sys.executable).with_name(name)
    found = shutil.which(name)
    if found and Path(found).resolve() == beside.resolve():
        return name
    return os.path.relpath(beside, start or Path.cwd())


def _now() -> dt.datetime:
    """UTC without a zone: a plain TIMESTAMP is what every client reads."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@contextmanager
def _progress(said: str) -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, on a terminal only."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda said: None
        return
    with console.status(said) as status:
        yield status.update
