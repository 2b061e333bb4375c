"""Columns in; JSON out that is small, and safe inside a script element whatever the texts in it say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

# What could end the element, open a comment, or end a line of a script: none of it stays as it is.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def pack(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """A table: its number of rows and its columns, each as it is shortest."""
    rows = len(next(iter(columns.values()), ()))
    return {"n": rows, "c": {name: _column([_plain(value) for value in values]) for name, values in columns.items()}}


def safe_json(value: Any) -> str:
    """JSON without a character that means something to HTML."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def _plain(value: Any) -> Any:
    """A value of JSON: a date as text, a whole number without its point, truth as 0 or 1."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _column(values: list[Any]) -> Any:
    """The list; or its one value; or distinct texts and, for each row, which of them."""
    distinct = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return {"all": distinct[0]}
    if len(distinct) * 2 > len(values) or not all(value is None or isinstance(value, str) for value in distinct):
        return values
    places = {value: place for place, value in enumerate(distinct)}
    return {"of": distinct, "at": [places[value] for value in values]}
