"""Which sentences can hold a claim at all. What is asked here never changes a row; it spares questions further on."""

from __future__ import annotations

from collections.abc import Sequence

from riscontro.assemble.shapes import Parsed


def may_tell(parsed: Parsed) -> bool:
    """Whether a sentence can yield a row: each is made from a number, a predicate or a noun that stands in it."""
    return bool(parsed.numbers or parsed.verbs or parsed.of("noun"))


def last_telling(story: Sequence[Parsed]) -> int:
    """How many sentences there are up to the last that can yield a row; those behind it have nobody to lean on them."""
    return next((i + 1 for i in reversed(range(len(story))) if may_tell(story[i])), 0)
