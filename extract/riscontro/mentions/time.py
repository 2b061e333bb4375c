"""Times in a text: where each one stands and what it says (`find_times`), and the days it means (`resolve`)."""

from __future__ import annotations

from riscontro.mentions.time_find import find_times, triggers_of
from riscontro.mentions.time_point import TimeMention
from riscontro.mentions.time_resolve import next_anchor, resolve

__all__ = ["TimeMention", "find_times", "next_anchor", "resolve", "triggers_of"]
