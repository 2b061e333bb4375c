"""Where the project's data folders are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parents[1]
ROOT = _CHECKOUT if (_CHECKOUT / "seeds" / "metrics.csv").exists() else PACKAGE / "_project"

SEEDS = ROOT / "seeds"
EXPECTATIONS = ROOT / "expectations"
DBT_PROJECT = ROOT / "dbt_project"
LANGUAGES = PACKAGE / "languages"
SAMPLES = PACKAGE / "samples"
