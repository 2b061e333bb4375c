"""riscontro: who says how many, since when, and who disagrees."""

__version__ = "0.1.0"
