"""The garbage collector is put off while a document is read, because reading one leaves it nothing to do."""

from __future__ import annotations

import gc
from functools import cache

import pytest

from riscontro import garbage, pipeline, readers
from riscontro.model import Document
from riscontro.paths import SAMPLES


@cache
def samples() -> tuple[Document, ...]:
    return tuple(readers.read([SAMPLES / "articles"], on_problem=lambda problem: None))


def test_reading_makes_no_circle_of_objects() -> None:
    for _ in pipeline.extract_all(samples()):  # what is compiled once may hold itself
        pass
    gc.collect()
    with garbage.put_off():
        for document in samples():
            pipeline.extract(document)
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            ours = [type(o).__qualname__ for o in gc.garbage if type(o).__module__.startswith("riscontro")]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
        assert ours == []  # what other tests and libraries leave behind is not counted


def test_the_collector_is_on_between_two_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(pipeline, "extract", lambda document: seen.append(f"read, {gc.isenabled()}"))
    for _ in pipeline.extract_all(samples()[:2]):
        seen.append(f"handed on, {gc.isenabled()}")
    assert seen == ["read, False", "handed on, True"] * 2


def test_the_collector_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), garbage.put_off():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with garbage.put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
