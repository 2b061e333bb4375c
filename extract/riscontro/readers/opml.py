"""An .opml file: a list of feeds, beside it or on the web. Those on the web are read only where fetching is allowed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from riscontro.model import Document
from riscontro.readers import feed
from riscontro.readers.source import OnProblem, Options, SetAside, Source, open_file

SUFFIXES = (".opml",)
_HEAD = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<opml\b", re.DOTALL)


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is a list of feeds."""
    return bool(_HEAD.match(head))


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of each entry of each feed; a feed that cannot be read is reported."""
    for address in _addresses(source):
        place = f"{source.place}: {address}"
        try:
            inner = replace(source, place=place, origin=f"{source.origin}#{address}", open=_opener(source, address))
            yield from feed.read(inner, on_problem=on_problem)
        except SetAside as aside:
            on_problem(aside.problem)
        except OSError as error:
            found = (error.strerror or str(error)).lower()
            expected = f"expected a feed beside the list, found: {found}"
            on_problem(SetAside(place, "missing", expected, "correct its xmlUrl").problem)


def _addresses(source: Source) -> list[str]:
    from defusedxml.ElementTree import fromstring

    data = source.read()
    if not recognises(data, source.options):
        raise SetAside(source.place, "feed", "expected a list of feeds in OPML, found another thing", "leave it out")
    feed.check_xml(data, source.place)
    try:
        found = [outline.get("xmlUrl") for outline in fromstring(data).iter("outline")]
    except SyntaxError as error:
        raise SetAside(source.place, "feed", f"expected OPML, found: {error}", "export it again") from error
    addresses = list(dict.fromkeys(filter(None, found)))
    if not addresses:
        expected = "expected outlines with an xmlUrl, found none"
        raise SetAside(source.place, "empty", expected, "export the list again")
    return addresses


def _opener(source: Source, address: str) -> Any:
    """How to open a feed of the list: a page that is fetched, or a file below the list's folder."""
    place = f"{source.place}: {address}"
    if re.match(r"https?:", address):
        if source.options.fetch is None:
            raise SetAside(place, "offline", "expected a feed beside the list, found one on the web", "give --fetch")
        data = source.options.fetch(address).data
        return lambda: io.BufferedReader(io.BytesIO(data))
    folder = Path(source.place).parent
    path = folder / address
    if not path.resolve().is_relative_to(folder.resolve()):
        expected = "expected a feed below the list's folder, found a path that leads out of it"
        raise SetAside(place, "path", expected, "put the feed beside the list")
    return partial(open_file, path, source.options.on_bytes)
