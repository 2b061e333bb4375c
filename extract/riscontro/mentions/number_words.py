"""One written word → what it says as a number (a composed number, a scale, an ordinal), by a language's `numbers.yaml`.

A word that is listed is looked up; any other is taken apart into the parts of `words` and added up, so that the list of
words and their values are one thing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from riscontro.patterns import Pattern
from riscontro.text import bare

_START = 5  # letters of a word by which the scan knows it
LONGEST = 80  # letters; a longer word is no number
EVERYTHING = math.inf


@dataclass(frozen=True, slots=True)
class Piece:
    """What one word, or one group of digits, brings to a number."""

    kind: str  # number, digits, scale, half, ordinal, share, code
    value: float
    rule: str
    room: float = 0.0  # a smaller number may be added after it, if below this
    scale: float = 1.0  # 1000 in "two thousand": what a range shares with its left number
    alone: str = ""  # scale: exact, approx, vague, never
    counted: str = "exact"
    band: tuple[float, float] | None = None  # scale, alone and vague: what it admits
    glued: bool = False
    plural: bool = False  # ordinal: may be the lower half of "two thirds"
    single: bool = False  # ordinal: may be that of "one third"
    article: bool = False  # of "one": may be no number at all
    after: frozenset[str] = frozenset()  # only after one of these words
    before: tuple[str, ...] = ()  # only before one of these
    exact: str = ""  # only in this spelling, accents and all
    decimals: bool = False  # glued: only after a decimal
    capital: bool = False  # glued: only as a capital letter
    before_parts: bool = False  # share: only before what single parts stand before
    bare: bool = False  # only in a text that is one number and nothing else


@dataclass(frozen=True, slots=True)
class _Part:
    value: float
    room: float
    times: bool = False
    needs_count: bool = False
    no_count: bool = False
    ties: bool = False  # stands between a unit and its ten


@dataclass(frozen=True, slots=True)
class _Suffix:
    """An ending that makes an ordinal of a number word."""

    ending: str
    restored: tuple[str, ...]  # what it may have replaced
    rule: str
    plural: bool
    single: bool


@dataclass(frozen=True, eq=False)
class Words:
    """The number words of one language: `read` gives the Piece of a folded word, `prefixes` how any of them begins."""

    listed: dict[str, Piece]
    parts: dict[str, _Part]
    pattern: Pattern
    ordinals: tuple[_Suffix, ...]
    rule: str
    prefixes: tuple[str, ...] = field(default=())

    def read(self, word: str) -> Piece | None:
        """The Piece that this folded word stands for, or None."""
        return _read(self, word)


@lru_cache(maxsize=8192)
def _read(words: Words, word: str) -> Piece | None:
    if len(word) > LONGEST:
        return None
    plain = bare(word)
    piece = words.listed.get(plain)
    if piece is not None:
        return piece if not piece.exact or piece.exact == word else None
    piece = _composed(words, plain)
    return piece or _ordinal(words, plain)


def _ordinal(words: Words, plain: str) -> Piece | None:
    for suffix in words.ordinals:
        if not plain.endswith(suffix.ending) or len(plain) == len(suffix.ending):
            continue
        for vowel in suffix.restored:
            stem = plain[: -len(suffix.ending)] + vowel
            base = words.listed.get(stem) or _composed(words, stem)
            if base is not None and base.kind in ("number", "scale"):
                part = base.value > 2
                return Piece(
                    "ordinal", base.value, suffix.rule, plural=part and suffix.plural, single=part and suffix.single
                )
    return None


def _composed(words: Words, plain: str) -> Piece | None:
    match = words.pattern.match(plain)
    if match is None:
        return None
    added = _sum([words.parts[p] for p in match.captures("part")])
    if added is None:
        return None
    value, room = added
    scale = 1000.0 if value >= 1000 and value % 1000 == 0 else 100.0 if 0 < value < 1000 and value % 100 == 0 else 1.0
    return Piece("number", value, words.rule, room=room, scale=scale)


def _sum(parts: list[_Part]) -> tuple[float, float] | None:
    """Value and remaining room of a chain of parts; None when they are no number in this order."""
    settled = below = last = 0.0
    limit, room, before_last = EVERYTHING, EVERYTHING, EVERYTHING
    tied = False
    for part in parts:
        if part.ties:
            if not 0 < last < 10:
                return None
            tied = True
        elif not part.times:
            if part.value == 0 and len(parts) > 1:
                return None
            free = before_last if tied else room
            if part.value >= free or (tied and part.room != 10):
                return None
            before_last, room = free, 1.0 if tied else part.room
            below, last, tied = below + part.value, part.value, False
        elif part.value < 1000:
            if last > 9 or (last == 0 and below) or (last or 1) * part.value >= (before_last if last else room):
                return None
            below, last, room = below - last + (last or 1) * part.value, 0.0, part.room
        else:
            count = below or 1
            if count * part.value >= limit or (part.needs_count and below < 2) or (part.no_count and below):
                return None
            settled, below, last = settled + count * part.value, 0.0, 0.0
            limit = room = part.room
    return None if tied else (settled + below, room)


def compile_words(section: dict[str, Any], prefix: str) -> Words:
    """The Words of a `numbers` section; rule ids begin with `prefix`."""
    spec = section["words"]
    parts = _parts(spec)
    elided = _elided(spec)
    for form, (whole, _) in elided.items():
        parts.setdefault(form, parts[whole])
    listed = _listed(section, prefix)
    for form, (whole, _) in elided.items():  # before an apostrophe
        listed.setdefault(form, Piece("number", parts[whole].value, prefix + spec["id"], before=("'",)))
    parted = _parted(section)
    ordinals = tuple(
        _Suffix(
            bare(suffix), tuple(record["restore"]), prefix + record["id"],
            plural=suffix.endswith(parted.get("many", ())), single=suffix.endswith(parted.get("one", ())),
        )
        for record in section.get("ordinals", ())
        if "restore" in record
        for suffix in record["suffixes"]
    )  # fmt: skip
    forms = sorted(set(listed) | set(parts))
    starts = tuple(sorted({_start(form, listed.get(form), form in parts) for form in forms}))
    return Words(listed, parts, _word_pattern(parts, elided, prefix), ordinals, prefix + spec["id"], starts)


def _start(form: str, piece: Piece | None, is_part: bool) -> str:
    """How the words begin that `form` may be written or begin with; one that ends in a blank is whole."""
    if len(form) < 3:
        return form + " "
    if not form.isalpha():
        return form
    if is_part or (piece is not None and piece.kind == "scale"):  # may lose a vowel before another part
        return form[: max(3, len(form) - 1)][:_START]
    return (piece.exact if piece is not None and piece.exact else form)[:_START]


def _parts(spec: dict[str, Any]) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for form, given in spec["add"].items():
        value, room = (given["value"], given["room"]) if isinstance(given, dict) else (given, 10 if given >= 20 else 1)
        parts[bare(form)] = _Part(float(value), float(room))
    for form, value in spec.get("times", {}).items():
        needs, refuses = form in spec.get("needs_count", ()), form in spec.get("no_count", ())
        parts[bare(form)] = _Part(float(value), float(value), times=True, needs_count=needs, no_count=refuses)
    for form in spec.get("ten_after", ()):
        parts[bare(form)] = _Part(0.0, 0.0, ties=True)
    return parts


def _elided(spec: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Form without its last vowel → the whole form, and what must follow it."""
    rule = spec.get("elided")
    if not rule:
        return {}
    following = "|".join(bare(b) for b in rule["before"])
    return {bare(form)[:-1]: (bare(form), following) for form in rule["from"]}


def _word_pattern(parts: dict[str, _Part], elided: dict[str, tuple[str, str]], prefix: str) -> Pattern:
    def source(form: str) -> str:
        return f"{form}(?={elided[form][1]})" if form in elided else form

    longest_first = sorted(parts, key=lambda form: (-len(form), form))
    return Pattern(prefix + "words", rf"(?:(?P<part>{'|'.join(source(f) for f in longest_first)})){{1,24}}\Z")


def _listed(section: dict[str, Any], prefix: str) -> dict[str, Piece]:
    """All words that are looked up whole."""
    found: dict[str, Piece] = {}
    for record in section.get("scales", ()):
        forms = record["forms"]
        values = forms if isinstance(forms, dict) else dict.fromkeys(forms, record["value"])
        for form, value in values.items():
            found[bare(form)] = _scale(record, float(value), prefix)
    one = section["indefinite"]
    for form in one["forms"]:
        found[bare(form)] = Piece("number", 1.0, prefix + one["id"], room=1.0, article=True)
    halves = section.get("halves", {})
    for form in halves.get("forms", ()):
        found[bare(form)] = Piece("half", 0.5, prefix + halves["id"])
    for form in halves.get("many", ()):  # of "three halves": elsewhere it may be another word
        found[bare(form)] = Piece("ordinal", 2.0, prefix + halves["id"], plural=True, bare=True)
    for record in section.get("fractions", ()):
        after = frozenset(record.get("after", ()))
        for form, value in record.get("forms", {}).items():
            found[bare(form)] = Piece(
                "share", float(value), prefix + record["id"], exact=form, after=after, before_parts=bool(after)
            )
    again = section.get("again", {"id": "", "forms": ()})
    for form in again["forms"]:
        found[bare(form)] = Piece("again", 1.0, prefix + again["id"])
    found.update(_ordinal_words(section, prefix))
    return found


def _scale(record: dict[str, Any], value: float, prefix: str) -> Piece:
    low, high = record.get("vague", (2 * value, 10 * value - 1))
    return Piece(
        "scale",
        value,
        prefix + record["id"],
        room=value,
        scale=value,
        alone=record["alone"],
        band=(float(low), float(high)),
        counted=record.get("counted", "exact"),
        glued=record.get("glued", False),
        decimals=record.get("decimals", False),
        capital=record.get("capital", False),
        before=tuple(record.get("followed_by", ())),
    )


def _parted(section: dict[str, Any]) -> dict[str, Any]:
    """The record of fractions in words, or nothing."""
    return next((r for r in section.get("fractions", ()) if "many" in r), {})


def _ordinal_words(section: dict[str, Any], prefix: str) -> dict[str, Piece]:
    fraction = _parted(section)
    found: dict[str, Piece] = {}
    for record in section.get("ordinals", ()):
        for stem, value in record.get("stems", {}).items():
            for ending in record["endings"]:
                form = bare(stem + ending)
                if form in record.get("except", ()):
                    continue
                many, one = ending == fraction.get("many"), ending == fraction.get("one")
                guard = frozenset(record.get("after", ()))
                found[form] = Piece(
                    "ordinal",
                    float(value),
                    prefix + record["id"],
                    after=guard,
                    plural=many and value > 2,
                    single=one and value > 2,
                )
    return found
