"""The `numbers` section of a language → its Words: what is looked up whole, what words are made of, how any begins."""

from __future__ import annotations

from typing import Any

from riscontro.mentions.number_words import Part, Piece, Suffix, Words
from riscontro.patterns import Pattern
from riscontro.text import bare

_START = 5  # letters of a word by which the scan knows it


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
        Suffix(
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


def _parts(spec: dict[str, Any]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for form, given in spec["add"].items():
        value, room = (given["value"], given["room"]) if isinstance(given, dict) else (given, 10 if given >= 20 else 1)
        parts[bare(form)] = Part(float(value), float(room))
    for form, value in spec.get("times", {}).items():
        needs, refuses = form in spec.get("needs_count", ()), form in spec.get("no_count", ())
        parts[bare(form)] = Part(float(value), float(value), times=True, needs_count=needs, no_count=refuses)
    for form in spec.get("ten_after", ()):
        parts[bare(form)] = Part(0.0, 0.0, ties=True)
    return parts


def _elided(spec: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Form without its last vowel → the whole form, and what must follow it."""
    rule = spec.get("elided")
    if not rule:
        return {}
    following = "|".join(bare(b) for b in rule["before"])
    return {bare(form)[:-1]: (bare(form), following) for form in rule["from"]}


def _word_pattern(parts: dict[str, Part], elided: dict[str, tuple[str, str]], prefix: str) -> Pattern:
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
