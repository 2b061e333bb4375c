"""The garbage collector, which frees objects that hold each other in a circle; all others go without it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """No search for circles in here. For work that makes none but thousands of objects, all of which a search visits.

    Short work: what circles there are after all are found once it is done, as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
