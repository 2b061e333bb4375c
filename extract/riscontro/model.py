"""The things that flow down the line: Document → Sentence → Mention → Fact or Rejected.

Offsets are Unicode code points into `Document.text`, end exclusive. Nothing here reads a clock, a file or a language.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field, fields
from typing import Any


def stable_id(*parts: object, length: int = 16) -> str:
    """A hash of the parts: the same on every day and machine."""
    joined = "\x1f".join(["" if part is None else str(part) for part in parts])
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """What a reader should know of a document that was read: its dates disagree, its charset is wrong."""

    reason: str  # a short id: dates, charset, language
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text and what is known of where it comes from."""

    id: str
    text: str
    language: str  # ISO 639-1
    title: str | None = None  # where it is not part of the text: context only, no fact is read from it
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    origin: str = ""  # the file or stream it was read from, relative to the input
    fetched: dt.datetime | None = None  # when the page was fetched (UTC): the later one is the newer version
    page_starts: tuple[int, ...] = ()  # where each page of a paged text begins
    warnings: tuple[DocumentWarning, ...] = field(default=(), compare=False)
    content_key: str | None = field(
        default=None, compare=False
    )  # of the bytes it was read from: known ones are skipped

    def page(self, offset: int) -> int | None:
        """The number of the page that `offset` stands on, from 1; None where the text has no pages."""
        return bisect_right(self.page_starts, offset) or None


TOLD = ("stated", "relative")  # the bases of a period that the text itself names


@dataclass(slots=True, unsafe_hash=True)  # frozen, it takes thrice as long to make
class Period:
    """The time that a claim is about (docs/contract.md). Nothing changes it once it is made."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "none"  # day, month, year, range, none
    basis: str = "none"  # stated, relative, published, none


@dataclass(slots=True)
class Evidence:
    """One thing that a fact was built from: its part in the fact, the rule that saw it, and where."""

    part: str
    rule_id: str
    char_start: int
    char_end: int
    text: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)  # frozen, it takes thrice as long to make
class Fact:
    """One quantitative claim of one document: a row with the columns of docs/contract.md, in that order."""

    fact_id: str
    document_id: str
    actor: str
    metric: str
    value: float | None
    value_low: float | None
    value_high: float | None
    modifier: str
    unit: str
    date: dt.date | None
    date_end: dt.date | None
    date_precision: str
    date_basis: str
    source: str
    claimant: str | None
    counterpart: str | None
    location: str | None
    status: str
    hedged: bool
    language: str
    quote: str
    char_start: int
    char_end: int
    rule_id: str
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def row(self) -> dict[str, Any]:
        """The fact as one row: FACT_COLUMNS in order, dates as dates."""
        return {name: getattr(self, name) for name in FACT_COLUMNS}


FACT_COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(Fact) if f.name != "evidence")


@dataclass(slots=True, unsafe_hash=True)  # frozen, it takes thrice as long to make
class Rejected:
    """A number that looked like a fact and did not become one, with the reason."""

    document_id: str
    char_start: int
    char_end: int
    text: str
    quote: str
    reason: str  # a short id: percentage, age, no_metric, no_actor …
    detail: str = ""
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields."""

    document: Document
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
