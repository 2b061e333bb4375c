"""What happens while documents are read, on standard error: a line for each that is set aside, the counts, progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from riscontro.errors import Problem
from riscontro.model import Document


class Log:
    """Counts what is read, set aside (with a line each), left out quietly, or read with a doubt (with a line each)."""

    def __init__(self, *, live: bool, size: int | None = None) -> None:
        self.console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        self.live = live and self.console.is_terminal
        self.size = size  # bytes to be read, where that is known: without it no time left
        self.read = 0
        self.aside: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.warned: Counter[str] = Counter()
        self._bar: Any = None

    def problem(self, problem: Problem) -> None:
        """For `on_problem`."""
        self.aside[problem.reason] += 1
        self.console.print(problem.line(), soft_wrap=True)

    def skip(self, place: str, reason: str) -> None:
        """For `on_skip`."""
        self.skipped[reason] += 1

    def bytes(self, count: int) -> None:
        """For `on_bytes`."""
        if self._bar is not None:
            done = self.read + self.skipped["known"]
            rate = done / (self._bar.tasks[0].elapsed or 1)
            self._bar.update(0, advance=count, description=f"{done:,} documents, {rate:,.0f}/s")

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, counted; on a terminal with how many, how fast, and the time left."""
        with self._progress():
            for document in documents:
                self.read += 1
                for warning in document.warnings:
                    self.warned[warning.reason] += 1
                    self.console.print(f"{document.origin}: {warning.detail}", soft_wrap=True)
                yield document

    def summarise(self) -> None:
        """The counts by reason, where anything was set aside or looked odd."""
        if self.aside or self.warned:
            named = {"set aside": self.aside, "left out": self.skipped, "read with a warning": self.warned}
            parts = [f"{name}: {counts(counter)}" for name, counter in named.items() if counter]
            self.console.print("; ".join([f"documents read: {self.read:,}", *parts]), soft_wrap=True)

    @contextmanager
    def _progress(self) -> Iterator[None]:
        if not self.live:
            yield
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, transient=True) as self._bar:
            self._bar.add_task("reading", total=self.size)
            yield
        self._bar = None


def counts(counter: Counter[str]) -> str:
    """The total, and how it comes about."""
    return f"{counter.total():,} ({', '.join(f'{name} {count:,}' for name, count in sorted(counter.items()))})"
