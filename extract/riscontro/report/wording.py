"""What the page and the figures say, by language: the files of wording/, one a language; English is complete."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "wording"
SPARE = "en"


def languages() -> tuple[str, ...]:
    """Codes of the languages that the interface has, the spare one first."""
    return tuple(sorted((path.stem for path in FOLDER.glob("*.yaml")), key=lambda code: (code != SPARE, code)))


@cache
def load(language: str) -> dict[str, Any]:
    """A language's file: `interface` (its sentences), and `names` (of actors, metrics, units, reasons, checks …)."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return content
