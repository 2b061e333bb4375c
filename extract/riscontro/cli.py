"""The command line: thin. Each command reads its arguments, calls one function of the package, and prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riscontro import COMPILED, __version__, cli_inputs
from riscontro.cli_inputs import AllowPrivate, AsOf, Fetch, Inputs, Map, Pages
from riscontro.errors import RiscontroError
from riscontro.output import Format
from riscontro.paths import ROOT, SAMPLES

if TYPE_CHECKING:
    from riscontro.model import Document
    from riscontro.output import Rows, Schema
    from riscontro.readers.source import Options

    RowsOf = Callable[[Iterable[Document]], tuple[Rows, Schema]]


class _Commands(typer.core.TyperGroup):
    """Every command: an error of ours is one line on standard error and its exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except RiscontroError as error:
            typer.echo(f"riscontro: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:  # the reader of our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(0) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(130) from error


PAGES = Path("pages")
PIPE_WIDTH = 100_000  # a line in a pipe is not wrapped


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Comparable claims from news text: who says how many, since when, and who disagrees.",
)


Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where an input was set aside.")]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Default: the ending of --output, else jsonl.", show_default=False),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The DuckDB file. Default: RISCONTRO_WAREHOUSE, else warehouse/riscontro.duckdb of the project.",
        show_default=False,
    ),
]

Published = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The DuckDB file for readers. Default: RISCONTRO_PUBLISHED, else NAME_published.duckdb by the warehouse.",
        show_default=False,
    ),
]
Parquet = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Write each mart as a Parquet file too.", show_default=False)
]


@app.callback(invoke_without_command=True)
def _options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(f"riscontro {__version__} ({'compiled' if COMPILED else 'plain Python'})")
        raise typer.Exit


@app.command(cls=cli_inputs.Reading)
def run(
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="INPUT", help="As for extract. Default: the sample articles.")
    ] = None,
    warehouse: Warehouse = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where an input was set aside or a fact is in quarantine.")
    ] = False,
    published: Published = None,
    parquet: Parquet = None,
    map: Map = None,
    as_of: AsOf = None,
    fetch: Fetch = False,
    pages: Pages = PAGES,
    allow_private: AllowPrivate = False,
) -> None:
    """Articles to facts, warehouse, validation, marts.

    Example: riscontro run articles/ --warehouse claims.duckdb
    """
    from riscontro.run import run as run_line

    path = warehouse or default_warehouse()
    places = {"published": published or _default_published(), "parquet": parquet}
    with cli_inputs.options(map, as_of, fetch, pages, allow_private) as options:
        code = run_line(inputs or [SAMPLES], path, strict, options=options, **places)
    raise typer.Exit(code)


@app.command()
def publish(warehouse: Warehouse = None, published: Published = None, parquet: Parquet = None) -> None:
    """The marts of the last run into the file for readers, without another run.

    Example: riscontro publish --parquet marts/
    """
    from riscontro.run import publish as publish_marts

    for line in publish_marts(warehouse or default_warehouse(), published or _default_published(), parquet=parquet):
        typer.echo(line)


@app.command()
def report(
    published: Published = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: NAME_report.html by the published file."),
    ] = None,
    plot: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ACTOR METRIC", help="Draw this question alone, as .svg or .png (needs --output)."),
    ] = None,
    language: Annotated[str, typer.Option(help="Of the figure: en or it. The page has both.")] = "en",
) -> None:
    """A page for people from the published marts: one HTML file that works offline; or one chart.

    Example: riscontro report --plot PRK troops_deployed --output figure.svg
    """
    from riscontro.run import figure, page

    source = published or _default_published()
    if plot is None:
        typer.echo(page(default_warehouse(), source, output=output))
    elif output is None:
        raise typer.BadParameter("--plot needs --output FILE, .svg or .png")
    else:
        typer.echo(figure(default_warehouse(), source, *plot, output=output, language=language))


def _rows_command(name: str) -> Callable[[RowsOf], RowsOf]:
    """Makes a command of a function from documents to rows with their schema; its docstring is the help text."""

    def made(rows_of: RowsOf) -> RowsOf:
        @app.command(name=name, help=rows_of.__doc__, cls=cli_inputs.Reading)
        def command(
            inputs: Inputs,
            format: FormatOption = None,
            output: Output = None,
            strict: Strict = False,
            map: Map = None,
            as_of: AsOf = None,
            fetch: Fetch = False,
            pages: Pages = PAGES,
            allow_private: AllowPrivate = False,
        ) -> None:
            from riscontro.output import write

            with (
                cli_inputs.options(map, as_of, fetch, pages, allow_private) as options,
                _reading(inputs, options, strict=strict, live=_is_quiet(output)) as documents,
            ):
                rows, schema = rows_of(documents)
                write(rows, format=_format(format, output), schema=schema, output=output)

        return rows_of

    return made


@_rows_command("extract")
def _facts(documents: Iterable[Document]) -> tuple[Rows, Schema]:
    """Fact rows, no warehouse needed.

    Example: riscontro extract articles/ --format parquet --output facts.parquet
    """
    from riscontro import pipeline
    from riscontro.output import fact_schema

    return (fact.row() for extraction in pipeline.extract_all(documents) for fact in extraction.facts), fact_schema()


@_rows_command("mentions")
def _mentions(documents: Iterable[Document]) -> tuple[Rows, Schema]:
    """What was seen before it was judged.

    Example: riscontro mentions article.txt --format csv
    """
    from riscontro import pipeline
    from riscontro.output import MENTION_SCHEMA

    return (row for document in documents for row in pipeline.mentions(document)), MENTION_SCHEMA


@app.command()
def explain(
    fact_id: Annotated[str | None, typer.Argument(metavar="FACT_ID", help="A fact of the warehouse.")] = None,
    warehouse: Warehouse = None,
    text: Annotated[str | None, typer.Option(help="Explain this text instead.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language (ISO 639-1). Default: identified.")] = None,
    published: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Its day of publication.")] = None,
) -> None:
    """How a fact came about, or why there is none.

    Example: riscontro explain --text "…" --language it --published 2025-07-13
    """
    from rich.console import Console

    from riscontro.explain import fact_trees, text_trees

    if (fact_id is None) == (text is None):
        raise typer.BadParameter("give a FACT_ID or --text, one of the two")
    if fact_id is not None:
        trees = fact_trees(warehouse or default_warehouse(), fact_id)
    else:
        trees = text_trees({"text": text, "language": language, "published": published})
    wide = None if sys.stdout.isatty() else PIPE_WIDTH
    console = Console(markup=False, highlight=False, emoji=False, width=wide)
    for tree in trees:
        console.print(tree)


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Pages, feeds and reports on the web.")],
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Where they are kept, with a metadata.csv.")] = PAGES,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a page could not be had.")] = False,
    seconds: Annotated[float, typer.Option(help="Time for one page.")] = 30.0,
    megabytes: Annotated[float, typer.Option(help="Size of one page.")] = 20.0,
    pause: Annotated[float, typer.Option(help="Seconds between two requests to one host.")] = 1.0,
    allow_private: AllowPrivate = False,
) -> None:
    """Web pages into a folder, politely, to be read by `run` as often as you like.

    Example: riscontro fetch https://example.org/article --into pages/ && riscontro run pages/
    """
    from riscontro.fetch import fetch as fetch_pages
    from riscontro.fetch_client import Limits
    from riscontro.log import Log

    log, had = Log(live=False), 0
    limits = Limits(seconds=seconds, megabytes=megabytes, pause=pause, private=allow_private)
    for outcome in fetch_pages(urls, into, limits=limits, now=cli_inputs.now):
        if outcome.problem:
            log.problem(outcome.problem)
        else:
            had += 1
            typer.echo(f"{outcome.state:<9} {outcome.path} {outcome.url}")
    if log.aside and (strict or not had):
        raise typer.Exit(1)


@app.command(name="eval")
def eval_(
    gold_folder: Annotated[Path, typer.Argument(metavar="GOLD_FOLDER", help="A folder of gold files (.json).")],
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score these rows (JSON lines) and extract nothing.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    show: Annotated[bool, typer.Option("--show", help="List each miss and each invention, and why.")] = False,
) -> None:
    """Precision, recall and F1 on gold files.

    Example: riscontro eval gold/ --show
    """
    import json

    from riscontro import evaluation_report, pipeline
    from riscontro.evaluation import evaluate
    from riscontro.log import Log

    log = Log(live=True)
    result = evaluate(gold_folder, predictions, on_problem=log.problem, watch=log.watch)
    log.summarise()
    if show:
        for line in evaluation_report.differences(result.score, result.extractions, mentions=pipeline.mentions):
            typer.echo(line, err=as_json)
    for line in [json.dumps(result.score.figures())] if as_json else evaluation_report.table(result.score):
        typer.echo(line)


def default_warehouse() -> Path:
    """RISCONTRO_WAREHOUSE, else the project's own file where that can be written, else one in the current folder."""
    if given := os.environ.get("RISCONTRO_WAREHOUSE"):
        return Path(given)
    if os.access(ROOT / "warehouse" if (ROOT / "warehouse").exists() else ROOT, os.W_OK):
        return ROOT / "warehouse" / "riscontro.duckdb"
    return Path("riscontro.duckdb")


def _default_published() -> Path | None:
    """RISCONTRO_PUBLISHED; without it, the place follows the warehouse."""
    given = os.environ.get("RISCONTRO_PUBLISHED")
    return Path(given) if given else None


def _format(given: Format | None, output: Path | None) -> Format:
    """What was asked for, else what the file's name says, else JSON lines."""
    named = output.suffix.lstrip(".").lower() if output else ""
    chosen = given or (Format(named) if named in Format.__members__ else Format.jsonl)
    if chosen is Format.parquet and output is None and sys.stdout.isatty():
        raise typer.BadParameter("parquet is not for a terminal: give --output FILE")
    return chosen


def _is_quiet(output: Path | None) -> bool:
    """Standard output is no terminal, or nothing is written to it: a progress line disturbs nobody."""
    return output is not None or not sys.stdout.isatty()


@contextmanager
def _reading(inputs: list[Path], options: Options, *, strict: bool, live: bool) -> Iterator[Iterator[Document]]:
    """The documents of the inputs; afterwards the counts and, where that is due, exit code 1."""
    from riscontro.log import Log
    from riscontro.readers import read, size

    log = Log(live=live, size=size(inputs))
    options = replace(options, on_bytes=log.bytes)
    yield log.watch(read(inputs, on_problem=log.problem, on_skip=log.skip, options=options))
    log.summarise()
    if log.aside and (strict or not log.read):
        raise typer.Exit(1)


def main() -> None:
    """The `riscontro` command."""
    app()
