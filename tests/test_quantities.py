"""Quantities: every record's examples and counter-examples, numbers read back, true offsets, time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from riscontro.lexicon import available, load
from riscontro.mentions.quantity import Quantity, find_quantities

WITH_NUMBERS = [code for code in available() if (load(code).folder / "numbers.yaml").exists()]
IT = load("it")


def records(node: Any) -> Iterator[dict[str, Any]]:
    """All mappings of a section that have an id."""
    if isinstance(node, dict):
        if "id" in node:
            yield node
        for child in node.values():
            yield from records(child)
    elif isinstance(node, list):
        for child in node:
            yield from records(child)


def cases(key: str) -> list[Any]:
    return [
        pytest.param(code, record["id"], text, id=f"{code}-{record['id']}-{text}")
        for code in WITH_NUMBERS
        for record in records(load(code).section("numbers"))
        for text in record[key]
    ]


def expected(reading: str) -> tuple[str, float | None, float | None, float | None, str]:
    """ "at_least 300 percent" → modifier, value, low, high, kind."""
    modifier, numbers, kind = (reading.split() + ["cardinal"])[:3]
    if kind == "code":
        return "unquantified", None, None, None, kind
    low, high = (float(n) for n in (numbers.split("..") * 2)[:2])
    value = None if modifier == "vague" else (low + high) / 2
    return modifier, value, None if modifier == "at_most" else low, None if modifier == "at_least" else high, kind


def reading(q: Quantity) -> tuple[str, float | None, float | None, float | None, str]:
    return q.modifier, q.value, q.low, q.high, q.kind


@pytest.mark.parametrize(("code", "rule", "example"), cases("examples"))
def test_example(code: str, rule: str, example: str) -> None:
    marked, _, wanted = example.partition(" => ")
    for bracketed in [marked.partition("[")[2].partition("]")[0]] if marked.count("[") == 1 else [marked.rpartition("[")[2].partition("]")[0]]:
        text = marked.replace("[", "").replace("]", "")
        found = [q for q in find_quantities(text, load(code)) if q.text == bracketed]
        assert [reading(q) for q in found] == [expected(wanted)], find_quantities(text, load(code))
        assert f"{code}.numbers.{rule}" in (found[0].rule_id, found[0].modifier_rule_id)


@pytest.mark.parametrize(("code", "rule", "text"), cases("counter_examples"))
def test_counter_example(code: str, rule: str, text: str) -> None:
    found = find_quantities(text, load(code))
    assert not [q for q in found if f"{code}.numbers.{rule}" in (q.rule_id, q.modifier_rule_id)]
