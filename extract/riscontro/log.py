"""What happens while documents are read, on standard error: a line for each that is set aside, the counts, progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from rich.console import Console

from riscontro.errors import Problem
from riscontro.model import Document

STEP = 20  # documents between two updates of the progress line


class Log:
    """Counts what is read, set aside (with a line each) and left out quietly."""

    def __init__(self, *, live: bool) -> None:
        self.console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        self.live = live and self.console.is_terminal
        self.read = 0
        self.aside: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.warned: Counter[str] = Counter()

    def problem(self, problem: Problem) -> None:
        """For `on_problem`."""
        self.aside[problem.reason] += 1
        self.console.print(problem.line(), soft_wrap=True)

    def skip(self, place: str, reason: str) -> None:
        """For `on_skip`."""
        self.skipped[reason] += 1

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, counted; on a terminal with a line that says how many."""
        with self.console.status("reading") if self.live else nullcontext() as status:
            for document in documents:
                self.read += 1
                for warning in document.warnings:
                    self.warned[warning.reason] += 1
                    self.console.print(f"{document.origin}: {warning.detail}", soft_wrap=True)
                if status and self.read % STEP == 0:
                    status.update(f"{self.read:,} documents")
                yield document

    def summarise(self) -> None:
        """The counts by reason, where anything was set aside or looked odd."""
        if self.aside or self.warned:
            named = {"set aside": self.aside, "left out": self.skipped, "read with a warning": self.warned}
            counts = [f"{name}: {_counts(counter)}" for name, counter in named.items() if counter]
            line = "; ".join([f"documents read: {self.read:,}", *counts])
            self.console.print(line, soft_wrap=True)


def _counts(counter: Counter[str]) -> str:
    return f"{counter.total():,} ({', '.join(f'{name} {count:,}' for name, count in sorted(counter.items()))})"
