"""Standard input: JSONL where its first visible character is a brace, else one text."""

from __future__ import annotations

import codecs
import io
import sys

from riscontro.readers.source import Source

ORIGIN = "-"


def source() -> tuple[Source, str]:
    """Standard input as a source, and the suffix of the format it holds."""
    stream: io.BufferedReader = io.BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
    head = stream.peek(io.DEFAULT_BUFFER_SIZE).removeprefix(codecs.BOM_UTF8).lstrip()
    return Source(place="stdin", origin=ORIGIN, open=lambda: stream), ".jsonl" if head.startswith(b"{") else ".txt"
