"""The options of every command that reads articles, and the list of what can be read (made from the readers)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from riscontro.readers.source import Options

WIDTH = 20  # of the column with the endings


class Reading(typer.core.TyperCommand):
    """A command whose help ends with one line for each kind of input."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        from riscontro.readers import compressed, formats

        with formatter.section("Inputs"):
            formatter.write("".join(f"  {endings:<{WIDTH}} {what}\n" for endings, what in formats.described_each()))
            formatter.write(f"  {' '.join(compressed.SUFFIXES):<{WIDTH}} any of these, compressed: .warc.gz, .tar.gz\n")
        super().format_epilog(ctx, formatter)


Inputs = Annotated[
    list[Path], typer.Argument(metavar="INPUT", help="Files, folders, archives (below), or - for standard input.")
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,…",
        help="Tables and JSON: the column that holds text, title, publisher, published, language, url, id or fetched.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD", help="Set aside what claims to be published after this day.", show_default=False
    ),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch what feeds only link to, and feeds that a list names.")]
Pages = Annotated[Path, typer.Option(metavar="FOLDER", help="With --fetch: where fetched pages are kept.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from this machine and local networks too.")]


@contextmanager
def options(
    mapping: Sequence[str] | None, as_of: str | None, fetch: bool, pages: Path, allow_private: bool
) -> Iterator[Options]:
    """What the command line says of all inputs alike."""
    with ExitStack() as stack:
        get = None
        if fetch:
            from riscontro.fetch import fetcher
            from riscontro.fetch_client import Limits

            get = stack.enter_context(fetcher(pages, limits=Limits(private=allow_private), now=now))
        yield Options(mapping=_mapping(mapping or ()), as_of=_day(as_of), fetch=get)


def now() -> dt.datetime:
    """When a page is fetched: of that, and of nothing else, the clock is the source."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def _mapping(said: Sequence[str]) -> dict[str, str]:
    from riscontro.readers.record import FIELDS

    pairs = [pair.partition("=") for text in said for pair in text.split(",")]
    for field, equals, column in pairs:
        if field.strip() not in FIELDS or not equals or not column.strip():
            found = f"found {field}{equals}{column}"
            raise typer.BadParameter(f"expected FIELD=COLUMN with a field of {', '.join(FIELDS)}; {found}")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError as error:
        raise typer.BadParameter(f"expected a day as YYYY-MM-DD, found {said}") from error
