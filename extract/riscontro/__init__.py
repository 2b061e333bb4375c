"""riscontro: who says how many, since when, and who disagrees."""

from pathlib import Path

from riscontro import compiled

__version__ = "0.1.0"

COMPILED = compiled.use(Path(__file__).resolve().parent, compiled.FOLDER)
