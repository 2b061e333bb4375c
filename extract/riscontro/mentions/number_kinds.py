"""What kind of number a term is, by what touches it: sign, percent, ordinal mark, unit of measure, code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from riscontro.mentions.number_phrases import expand
from riscontro.mentions.number_sum import Term
from riscontro.patterns import Pattern
from riscontro.text import bare


@dataclass(frozen=True, eq=False)
class Kinds:
    """The marks of one language."""

    percent: Pattern
    ordinal: Pattern
    measure: Pattern
    tail: Pattern
    codes_after: frozenset[str]
    minus: frozenset[str]
    no_minus_after: frozenset[str]
    totals: frozenset[float]
    out_of: frozenset[str]
    touching: frozenset[str]  # how anything that changes the kind begins
    rules: dict[str, str]

    def settle(self, term: Term, folded: str, floor: int, *, bare: bool) -> None:
        """Sets kind, span and value of `term` by what stands next to it; `floor` is where the term before it ends."""
        if term.kind == "code":
            return
        _plus_and_minus(term, folded, apart=bare)
        following = folded[term.end : term.end + 1]
        if following and not (following.isspace() and term.kind in ("fraction", "ordinal")):
            self._suffix(term, folded, following)
        if (term.kind == "cardinal" and term.raw) or term.kind == "decimal":
            self._before(term, folded, floor)

    def _suffix(self, term: Term, folded: str, following: str) -> None:
        near = folded[term.end + 1 : term.end + 2] if following.isspace() or following == "-" else following
        if near not in self.touching and not following.isalnum():
            return
        if term.kind in ("cardinal", "decimal"):
            percent = self.percent.match(folded, term.end)
            if percent is not None:
                self._become(term, "percent", percent.end())
                return
        if not term.digits or term.kind not in ("cardinal", "decimal"):
            return
        ordinal = self.ordinal.match(folded, term.end) if term.kind == "cardinal" else None
        measure = self.measure.match(folded, term.end) if ordinal is None and term.raw else None
        if ordinal is not None:
            self._become(term, "ordinal", ordinal.end())
        elif measure is not None:
            self._become(term, "measure", term.end)
        elif term.raw and (following.isalnum() or following == "_"):
            rest = self.tail.match(folded, term.end)
            self.to_code(term, rest.end() if rest else term.end)

    def _become(self, term: Term, kind: str, end: int) -> None:
        term.kind, term.end, term.rule = kind, end, self.rules[kind]

    def to_code(self, term: Term, end: int) -> None:
        """Makes a term a code that ends at `end`."""
        term.kind, term.end, term.rule, term.modifier = "code", end, self.rules["code"], "unquantified"
        term.value = term.low = term.high = None

    def _before(self, term: Term, folded: str, floor: int) -> None:
        head = folded[max(floor, term.start - 24) : term.start]
        words = head.rsplit(None, 2)
        if not words or head[-1] not in " .":
            return
        last = words[-1]
        if term.digits and last.lstrip("(") in self.codes_after:
            self.to_code(term, term.end)
        elif (
            head[-1] == " "
            and last in self.minus
            and term.value
            and bare(words[-2] if len(words) > 1 else "") not in self.no_minus_after
        ):
            term.start -= len(head) - head.rindex(last)
            term.value = term.low = term.high = -term.value
            term.rule = self.rules["negative"]

    def out_of_total(self, left: Term, right: Term, between: str, *, bare: bool) -> Term | None:
        """One number out of another ("one in three") as one fraction, or None: "20 out of 31" is a count."""
        if between not in self.out_of or not (left.raw and right.raw and left.value and right.value):
            return None
        if not (bare or left.value == 1 or right.value in self.totals):
            return None
        if left.kind != "cardinal" or right.kind != "cardinal" or left.value > right.value:
            return None
        share = left.value / right.value
        return replace(
            left,
            end=right.end,
            value=share,
            low=share,
            high=share,
            kind="fraction",
            rule=self.rules["out_of"],
            raw=False,
        )


def _plus_and_minus(term: Term, folded: str, *, apart: bool) -> None:
    at = (len(folded[: term.start].rstrip(" ")) if apart else term.start) - 1
    sign = folded[at] if at >= 0 else ""
    if (
        not term.digits
        or sign not in ("+", "-")
        or (at > 0 and not (folded[at - 1].isspace() or folded[at - 1] == "("))
    ):
        return
    term.start = at
    if sign == "-" and term.value is not None:
        term.value = term.low = term.high = -term.value


def compile_kinds(section: dict[str, Any], prefix: str) -> Kinds:
    """The Kinds of a `numbers` section; rule ids begin with `prefix`."""
    fragments = section.get("fragments", {})
    percent, measures = section["percent"], section["measures"]
    out_of: dict[str, Any] = next(
        (r for r in section.get("fractions", ()) if "totals" in r), {"id": "", "joiners": [], "totals": []}
    )
    sign: dict[str, Any] = next(
        (r for r in section.get("ordinals", ()) if "signs" in r), {"id": "", "signs": [], "suffixes": []}
    )
    suffixes = [w for x in sign["suffixes"] for w in expand(x, fragments)]
    negative = section.get("negative", {"id": "", "words": []})
    never = "".join(f"(?!{_literal(n)})" for n in measures["never"])
    glued, spaced = _any(measures["units"]), _any(measures["spaced"])
    ids = {"percent": percent, "ordinal": sign, "measure": measures, "negative": negative, "out_of": out_of}
    return Kinds(
        percent=Pattern(prefix + "percent", rf" ?(?:{_any(percent['signs'])})|\s?(?:{_any(percent['words'])})(?!\w)"),
        ordinal=Pattern(prefix + "ordinal", rf"(?:{_any(sign['signs'])})(?!\w)|(?:{_any(suffixes)})(?!\w)"),
        measure=Pattern(prefix + "measure", rf"(?:(?:{glued})|[\s-](?:{spaced}))(?![^\W\d]){never}(?!\w)"),
        tail=Pattern(prefix + "tail", r"[\w^]++(?:-\w++)?"),
        codes_after=frozenset(bare(w) for w in section.get("codes", {}).get("after", ())),
        minus=frozenset(bare(w) for w in negative["words"]),
        no_minus_after=frozenset(bare(w) for w in negative.get("never_after", ())),
        totals=frozenset(float(t) for t in out_of["totals"]),
        out_of=frozenset(out_of["joiners"]),
        touching=frozenset(
            t[0] for t in (*percent["signs"], *percent["words"], *sign["signs"], *measures["spaced"], "_")
        ),
        rules={**{name: prefix + record["id"] for name, record in ids.items()}, "code": prefix + "code"},
    )


def _literal(text: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?{}[]\|()" else r"\s" if c == " " else c for c in text)


def _any(texts: list[str]) -> str:
    return "|".join(_literal(t) for t in sorted(texts, key=lambda t: (-len(t), t))) or r"(?!)"
