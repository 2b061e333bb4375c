"""Which module reads what: by the end of a file's name, by the first bytes of a stream that has no name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from riscontro.model import Document
from riscontro.readers import compressed
from riscontro.readers.source import OnProblem, Options, SetAside, Source, unreadable


@lru_cache(maxsize=1)
def by_suffix() -> dict[str, ModuleType]:
    """Suffix → the module that reads it."""
    package = __name__.rpartition(".")[0]
    names = (found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = (importlib.import_module(f"{package}.{name}") for name in names if f"{package}.{name}" != __name__)
    return {suffix: module for module in modules if hasattr(module, "read") for suffix in module.SUFFIXES}


def kind(name: str) -> tuple[str, str]:
    """The format's suffix and that of the compression around it; empty where there is none: a.csv.gz → (.csv, .gz)."""
    low = name.lower()
    for short, long in compressed.ALIASES.items():
        low = low.removesuffix(short) + long if low.endswith(short) else low
    around = next((suffix for suffix in compressed.SUFFIXES if low.endswith(suffix)), "")
    suffix = Path(low.removesuffix(around)).suffix
    return (suffix if suffix in by_suffix() else "", around)


def told_by_head(head: bytes, options: Options) -> str:
    """The suffix of the format whose module recognises the first bytes; .txt where none does."""
    for suffix, module in by_suffix().items():
        if hasattr(module, "recognises") and module.recognises(head, options):
            return suffix
    return ".txt"


def described() -> str:
    """All suffixes, for a message."""
    return f"{', '.join(by_suffix())} (also with {' or '.join(compressed.SUFFIXES)})"


def described_each() -> list[tuple[str, str]]:
    """The endings of each format with what its module says of it, for help."""
    modules = dict.fromkeys(by_suffix().values())
    return [(" ".join(module.SUFFIXES), _told(module)) for module in modules]


def _told(module: ModuleType) -> str:
    """What the first sentence of a module's docstring says after the name of the format."""
    first = re.split(r"[.;] |\n", (module.__doc__ or "").strip() + "\n", maxsplit=1)[0]
    return re.split(r": | → ", first, maxsplit=1)[-1].rstrip(".")


def documents(source: Source, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """What the format's module reads; a problem of the whole file ends this file only."""
    suffix, around = (source.format, "") if source.format else kind(source.place)
    if around:
        source = replace(source, open=compressed.opener(source.open, around, source.place))
    try:
        yield from by_suffix()[suffix].read(source, on_problem=on_problem)
    except SetAside as aside:
        on_problem(aside.problem)
    except OSError as error:
        on_problem(unreadable(source.place, error).problem)
