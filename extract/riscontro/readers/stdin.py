"""Standard input: whatever its first bytes show it to be, compressed or not; else one text."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

from riscontro.readers import compressed, formats
from riscontro.readers.source import Options, SetAside, Source

ORIGIN = "-"
PLACE = "stdin"
_HEAD = 8192


def source(options: Options) -> Source:
    """Standard input as a source, with the format that it holds."""
    stream: Any = io.BufferedReader(sys.stdin.buffer, _HEAD)
    around = next((suffix for magic, suffix in compressed.MAGIC.items() if stream.peek().startswith(magic)), "")
    if around:
        stream = compressed.opener(_once(stream), around, PLACE)()
    return Source(place=PLACE, origin=ORIGIN, open=_once(stream), options=options, format=_format(stream, options))


def _format(stream: Any, options: Options) -> str:
    try:
        return formats.told_by_head(stream.peek()[:_HEAD], options)
    except SetAside:
        return ".txt"  # it breaks off at once, and will say so where it is read


def _once(stream: io.BufferedReader) -> Callable[[], io.BufferedReader]:
    return lambda: stream
