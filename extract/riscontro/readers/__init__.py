"""Files, folders, archives, standard input → documents, one by one. A format is a module here: SUFFIXES and read()."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from riscontro.errors import Problem
from riscontro.model import Document
from riscontro.readers import formats, stdin, walk
from riscontro.readers.seen import Seen
from riscontro.readers.source import DEFAULTS, OnProblem, OnSkip, Options, Source

Input = Path | Literal["-"]


def read(
    inputs: Sequence[Input],
    *,
    on_problem: Callable[[Problem], None],
    on_skip: OnSkip = lambda place, reason: None,
    options: Options = DEFAULTS,
) -> Iterator[Document]:
    """All documents, in order of the inputs and, inside a folder, of the paths.

    `on_problem` hears of each input that is set aside; `on_skip(place, reason)` of what is left out quietly: a file of
    another kind in a folder ("suffix"), a document that came before ("duplicate"), one that needs no reading ("known").
    """
    seen = Seen()
    for source in _sources(inputs, on_problem, replace(options, on_skip=on_skip)):
        for place, document in formats.documents(source, on_problem):
            state = seen.state(document) if document else "known"
            if document and state == "new":
                yield document
            elif document and state == "taken":
                on_problem(_taken(place, document))
            else:
                on_skip(place, state)


def size(inputs: Sequence[Input]) -> int | None:
    """How many bytes there are to read; None where that cannot be known."""
    return None if stdin.ORIGIN in map(str, inputs) else sum(walk.size(Path(given)) for given in inputs)


def _sources(inputs: Sequence[Input], on_problem: OnProblem, options: Options) -> Iterator[Source]:
    walking = walk.Walk(options, on_problem)
    for given in dict.fromkeys(map(str, inputs)):
        if given == stdin.ORIGIN:
            yield stdin.source(options)
        else:
            yield from walking.sources(Path(given))


def _taken(place: str, document: Document) -> Problem:
    expected = f"expected one text for id {document.id!r}, found another one"
    return Problem(place=place, reason="duplicate_id", expected=expected, action="give one of them another id")
