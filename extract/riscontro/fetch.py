"""Addresses → pages in a folder, politely: robots.txt, one request at a time, limits, and nothing private.

What is kept (raw pages, metadata.csv) is all that a later run needs: it reads the folder and fetches nothing.
"""

from __future__ import annotations

import datetime as dt
import email.message
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from riscontro.errors import Problem
from riscontro.fetch_client import Answer, Client, Limits, Refused
from riscontro.fetch_store import Kept, Store
from riscontro.readers.source import Page, SetAside

Now = Callable[[], dt.datetime]
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/x-opml": ".opml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address: `stored`, `unchanged`, or a problem."""

    url: str
    state: str
    path: Path | None = None
    problem: Problem | None = None


def fetch(urls: Iterable[str], into: Path, *, limits: Limits, now: Now) -> Iterator[Outcome]:
    """Fetches each address once; the hosts take turns, so that a pause of one is not lost."""
    store = Store(into)
    with Client(limits) as client:
        for url in _in_turns(urls):
            try:
                kept, fresh = _kept(url, client, store, now)
            except Refused as refused:
                yield Outcome(url, "problem", problem=_problem(url, refused))
            else:
                yield Outcome(url, "stored" if fresh else "unchanged", into / kept.path)


@contextmanager
def fetcher(into: Path, *, limits: Limits, now: Now) -> Iterator[Callable[[str], Page]]:
    """For readers: address → page, kept in the folder; a page that cannot be had today is taken from there."""
    store = Store(into)
    with Client(limits) as client:

        def get(url: str) -> Page:
            try:
                kept, _ = _kept(url, client, store, now)
            except Refused as refused:
                before = store.newest(url)
                if before is None or refused.reason != "no_answer":
                    problem = _problem(url, refused)
                    raise SetAside(problem.place, problem.reason, problem.expected, problem.action) from refused
                kept = before
            return Page(kept.final_url, store.data(kept), dt.datetime.fromisoformat(kept.fetched), kept.charset)

        yield get


def _in_turns(urls: Iterable[str]) -> Iterator[str]:
    """One address of each host, then the next of each."""
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(_host(url), []).append(url)
    for turn in zip_longest(*by_host.values()):
        yield from (url for url in turn if url is not None)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _kept(url: str, client: Client, store: Store, now: Now) -> tuple[Kept, bool]:
    """The page as it is now in the folder, and whether it is another one than before."""
    before = store.newest(url)
    conditions = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified} if before else {}
    answer = client.get(url, {name: said for name, said in conditions.items() if said})
    if answer.status == 304 and before:
        return before, False
    if answer.status != 200:
        raise Refused("status", f"expected a page, found the answer {answer.status}", "check the address")
    kind = email.message.Message()
    kind["content-type"] = answer.headers.get("content-type", "")
    suffix = SUFFIXES.get(kind.get_content_type() if answer.headers.get("content-type") else "")
    if suffix is None:
        found = answer.headers.get("content-type") or "no type"
        raise Refused("type", f"expected a page, a feed or a report, found {found}", "leave it out")
    return store.keep(url, answer.url, answer.data, suffix, fetched=now(), headers=_headers(answer, kind))


def _headers(answer: Answer, kind: email.message.Message) -> dict[str, str | None]:
    """What is worth keeping for the next request and for reading the bytes."""
    validators = {name.replace("-", "_"): answer.headers.get(name) for name in ("etag", "last-modified")}
    return {**validators, "charset": kind.get_content_charset()}


def _problem(url: str, refused: Refused) -> Problem:
    return Problem(place=url, reason=refused.reason, expected=refused.expected, action=refused.action)
