"""What may stand between the words of one number in a language, by its `numbers.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riscontro.mentions.number_phrases import expand


@dataclass(frozen=True, eq=False)
class Joints:
    """What may stand between the words of one number in this language."""

    sums: frozenset[str]
    and_sums: frozenset[str]
    halves: frozenset[str]
    counts: frozenset[str]  # between a number and its scale
    links: frozenset[str]  # between a scale and a scale of scales
    again: frozenset[str]
    after_one: frozenset[float]
    quantifiers: tuple[str, ...]
    unsummed: tuple[str, ...]  # before the first number of a range, which takes no "and"
    share_before: frozenset[str]
    decimals: frozenset[str]  # a decimal mark that is spoken
    rules: dict[str, str]

    @property
    def all(self) -> frozenset[str]:
        """Whatever may stand between two words of one number."""
        both = self.sums | self.and_sums | self.halves | self.counts | self.links | self.again | self.decimals
        return both | {"", " "}


def compile_joints(section: dict[str, Any], prefix: str) -> Joints:
    """The Joints of a `numbers` section; rule ids begin with `prefix`."""
    words, vague, halves = section["words"], section["vague"], section.get("halves", {})
    parts: dict[str, Any] = next((r for r in section.get("fractions", ()) if "many" in r), {})
    spoken: dict[str, Any] = section.get("spoken_decimals", {"id": "", "words": ()})
    fragments = section.get("fragments", {})
    times = words.get("times", {})
    opening = {
        f" {b}"
        for r in section.get("ranges", ())
        if r.get("middle")
        for x in r.get("before", ())
        for b in expand(x, fragments)
    }
    rules = {
        "vague": prefix + vague["id"],
        "share": prefix + parts.get("id", ""),
        "half": prefix + halves.get("id", ""),
        "decimals": prefix + spoken["id"],
    }
    return Joints(
        sums=frozenset(words["sums"]),
        and_sums=frozenset(words.get("and_sums", ())),
        halves=frozenset(halves.get("joiners", ())),
        counts=frozenset({"", " ", "'"} | {f" {w} " for w in section.get("between", ())}),
        links=frozenset(vague["link"]),
        again=frozenset(vague["again"]),
        after_one=frozenset(float(times.get(w, 0)) for w in words.get("after_one", ())),
        quantifiers=tuple(sorted(w for x in vague["before"] for w in expand(x, fragments))),
        unsummed=tuple(sorted(opening)),
        share_before=frozenset(parts.get("before", ())),
        decimals=frozenset(f" {w} " for w in spoken["words"]),
        rules=rules,
    )


def gap(folded: str, left: int, right: int) -> str:
    """What stands between two offsets, blanks run together; a paragraph's end stays visible."""
    between = folded[left:right]
    if len(between) < 2 and between != "\n":
        return between
    if ("\n" in between and between.count("\n") == 1) or "  " in between:
        between = between.replace("\r", "").replace("\n", " ")
        while "  " in between:
            between = between.replace("  ", " ")
    return between
