"""Files, folders and standard input → documents, one at a time. A format is a module here with SUFFIXES and read()."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from riscontro.errors import Problem
from riscontro.model import Document, stable_id
from riscontro.readers import stdin
from riscontro.readers.source import OnProblem, OnSkip, SetAside, Source, unreadable
from riscontro.readers.walk import Walk


@lru_cache(maxsize=1)
def formats() -> dict[str, ModuleType]:
    """Suffix → the module that reads it."""
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return {suffix: module for module in modules for suffix in getattr(module, "SUFFIXES", ())}


def read(
    inputs: Sequence[Path | Literal["-"]],
    *,
    on_problem: Callable[[Problem], None],
    on_skip: OnSkip = lambda place, reason: None,
) -> Iterator[Document]:
    """All documents, in order of the inputs and, inside a folder, of the paths.

    `on_problem` hears of each input that is set aside; `on_skip(place, reason)` of what is left out quietly: a file of
    another kind in a folder ("suffix"), a document that came before ("duplicate").
    """
    walk = Walk(tuple(formats()), on_problem, on_skip)
    texts: dict[str, str] = {}
    for source, suffix in _sources(inputs, walk):
        for place, document in _documents(source, suffix, on_problem):
            text = stable_id(document.text)
            if document.id not in texts:
                texts[document.id] = text
                yield document
            elif texts[document.id] == text:
                on_skip(place, "duplicate")
            else:
                on_problem(_taken(place, document))


def _sources(inputs: Sequence[Path | Literal["-"]], walk: Walk) -> Iterator[tuple[Source, str]]:
    for given in dict.fromkeys(map(str, inputs)):
        if given == stdin.ORIGIN:
            yield stdin.source()
        else:
            yield from ((source, Path(source.place).suffix.lower()) for source in walk.sources(Path(given)))


def _documents(source: Source, suffix: str, on_problem: OnProblem) -> Iterator[tuple[str, Document]]:
    """What the format's module reads; a problem of the whole file ends this file only."""
    try:
        yield from formats()[suffix].read(source, on_problem=on_problem)
    except SetAside as aside:
        on_problem(aside.problem)
    except OSError as error:
        on_problem(unreadable(source.place, error).problem)


def _taken(place: str, document: Document) -> Problem:
    expected = f"expected one text for id {document.id!r}, found another one"
    return Problem(place=place, reason="duplicate_id", expected=expected, action="give one of them another id")
