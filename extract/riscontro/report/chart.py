"""The chart of a question as a Vega-Lite specification; the page and the figures fill in the same one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "chart.json"


@cache
def _text() -> str:
    return FILE.read_text(encoding="utf-8")


def spec() -> dict[str, Any]:
    """A fresh copy: data, scales and colours are still to be filled in."""
    content: dict[str, Any] = json.loads(_text())
    return content
