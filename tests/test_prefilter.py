"""The prefilter spares work and nothing else: with it and without it, every document yields the same rows."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riscontro import pipeline, readers
from riscontro.assemble import prefilter
from riscontro.assemble.parse import parse_all
from riscontro.lexicon import load
from riscontro.model import Document, Extraction
from riscontro.paths import SAMPLES
from riscontro.sentences import split

PLAIN = (
    "Piove.",
    "Mosca tace.",
    "Oggi a Kiev.",
    "Lo riferisce il ministero della Difesa ucraino.",
    "Così Seul, ieri sera.",
    "Secondo Zelensky, no.",
    "E il generale Tal dei Tali?",
)


@cache
def samples() -> tuple[Document, ...]:
    return tuple(readers.read([SAMPLES / "articles"], on_problem=lambda problem: None))


@cache
def sentences() -> tuple[str, ...]:
    """All sentences of the samples, and some in which nothing can be counted."""
    told = [d.text[s.start : s.end] for d in samples() for s in split(d.text, load(d.language))]
    return (*told, *PLAIN * (1 + len(told) // len(PLAIN)))


def without(document: Document, monkeypatch: pytest.MonkeyPatch) -> Extraction:
    """What a document yields when every sentence is asked everything."""
    with monkeypatch.context() as patch:
        patch.setattr(prefilter, "last_telling", len)
        return pipeline.extract(document)


@pytest.mark.parametrize("document", samples(), ids=lambda d: d.id)
def test_a_sample_yields_the_same_without_it(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pipeline.extract(document) == without(document, monkeypatch)


@settings(max_examples=60, deadline=None)
@given(chosen=st.lists(st.integers(0, 10_000), max_size=12), joint=st.sampled_from(["\n", " ", "\n\n"]))
def test_a_mixture_of_sentences_yields_the_same_without_it(chosen: list[int], joint: str) -> None:
    text = joint.join(sentences()[n % len(sentences())] for n in chosen)
    document = Document(id="mixture", text=text, language="it", published=dt.date(2025, 5, 3))
    with pytest.MonkeyPatch.context() as patch:
        assert pipeline.extract(document) == without(document, patch)


def test_it_spares_something() -> None:
    language = load("it")
    text = "Seul: 300 soldati sono morti. " + " ".join(PLAIN[1:3])
    story = parse_all(split(text, language), text, language)
    assert prefilter.last_telling(story) == 1
    assert prefilter.last_telling(story[1:]) == 0
