"""What kind of number a term is, by what touches it: sign, percent, ordinal mark, unit of measure, code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from riscontro.mentions.number_phrases import expand
from riscontro.mentions.number_sum import Term
from riscontro.patterns import Pattern
from riscontro.text import bare


@dataclass(frozen=True, eq=False)
class CodeNames:
    """Words whose number is a name: "article 5", "the 155 brigade" as Italian writes it, "Leopard 2"."""

    always: frozenset[str]
    spoken: frozenset[str]  # those of them whose number may be a word: "number two"
    counted: frozenset[str]  # those of them that a number may count: "in the last 24 hours 300 men"
    named: frozenset[str]  # where an article stands before the word, or the number closes what it is said of
    articles: frozenset[str]
    closers: frozenset[str]
    models: dict[str, frozenset[float]]
    tail: Pattern  # "42-bis", "104/92"

    def end(self, term: Term, words: list[str], folded: str) -> int | None:
        """Where the code ends that `term` is part of, by the words before it; None when it is no code."""
        article, _, last = words[-1].lstrip('("').rpartition("'")
        if not last:
            return None
        if last in self.models and term.value in self.models[last]:
            return term.end
        before = article or (words[-2] if len(words) > 1 else "")
        if last not in self.always and not (
            last in self.named and (before in self.articles or self._closes(folded, term.end))
        ):
            return None
        tail = self.tail.match(folded, term.end)
        return tail.end() if tail else term.end

    def _closes(self, folded: str, end: int) -> bool:
        rest = folded[end : end + 16]
        words = rest.replace("'", " ").split(None, 1)
        return not rest[:1].isspace() or not words or words[0] in self.closers


@dataclass(frozen=True, eq=False)
class Kinds:
    """The marks of one language."""

    percent: Pattern
    ordinal: Pattern
    measure: Pattern
    tail: Pattern
    codes: CodeNames
    minus: frozenset[str]
    no_minus_after: frozenset[str]
    totals: frozenset[float]
    out_of: frozenset[str]
    percents: tuple[str, ...]  # how a percent begins
    signs: tuple[str, ...]  # how the mark of an ordinal begins
    units: tuple[str, ...]  # how a unit of measure begins
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
        end = term.end
        if term.kind not in ("cardinal", "decimal"):
            return
        if folded.startswith(self.percents, end) and (percent := self.percent.match(folded, end)):
            self._become(term, "percent", percent.end())
        elif not term.digits:
            return
        elif (
            term.kind == "cardinal"
            and folded.startswith(self.signs, end)
            and (ordinal := self.ordinal.match(folded, end))
        ):
            self._become(term, "ordinal", ordinal.end())
        elif term.raw and folded.startswith(self.units, end) and self.measure.match(folded, end):
            self._become(term, "measure", end)
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
        named = (term.digits or last in self.codes.spoken) and not self._is_counted(words, folded, floor)
        code = self.codes.end(term, words[-2:], folded) if named else None
        if code is not None:
            self.to_code(term, code)
        elif (
            head[-1] == " "
            and last in self.minus
            and term.value
            and bare(words[-2] if len(words) > 1 else "") not in self.no_minus_after
        ):
            term.start -= len(head) - head.rindex(last)
            term.value = term.low = term.high = -term.value
            term.rule = self.rules["negative"]

    def _is_counted(self, words: list[str], folded: str, floor: int) -> bool:
        """Whether the one word behind the number that ends at `floor` is what that number counts."""
        return len(words) == 1 and words[0] in self.codes.counted and folded[max(0, floor - 1) : floor].isalnum()

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
    spaces = " \n\r\x0b\x0c\x85\u2028\u2029"
    percents = {*percent["signs"], *percent["words"]}
    never = "".join(f"(?!{_literal(n)})" for n in measures["never"])
    glued, spaced = _any(measures["units"]), _any(measures["spaced"])
    ids = {"percent": percent, "ordinal": sign, "measure": measures, "negative": negative, "out_of": out_of}
    return Kinds(
        percent=Pattern(prefix + "percent", rf" ?(?:{_any(percent['signs'])})|\s?(?:{_any(percent['words'])})(?!\w)"),
        ordinal=Pattern(prefix + "ordinal", rf"(?:{_any(sign['signs'])})(?!\w)|-?(?:{_any(suffixes)})(?!\w)"),
        measure=Pattern(prefix + "measure", rf"(?:(?:{glued})|[\s-](?:{spaced}))(?![^\W\d]){never}(?!\w)"),
        tail=Pattern(prefix + "tail", r"[\w^]++(?:-\w++)?"),
        codes=_code_names(section.get("codes", {}), prefix),
        minus=frozenset(bare(w) for w in negative["words"]),
        no_minus_after=frozenset(bare(w) for w in negative.get("never_after", ())),
        totals=frozenset(float(t) for t in out_of["totals"]),
        out_of=frozenset(out_of["joiners"]),
        percents=tuple(sorted(percents | {s + w for s in spaces for w in percents})),
        signs=tuple(sorted({*sign["signs"], *suffixes, *(f"-{s}" for s in suffixes)})),
        units=tuple(sorted({*measures["units"], *(s + w for s in spaces + "-" for w in measures["spaced"])})),
        rules={**{name: prefix + record["id"] for name, record in ids.items()}, "code": prefix + "code"},
    )


def _code_names(codes: dict[str, Any], prefix: str) -> CodeNames:
    named = codes.get("named", {})
    return CodeNames(
        always=frozenset(codes.get("after", ())),
        spoken=frozenset(codes.get("spoken", ())),
        counted=frozenset(codes.get("counted", ())),
        named=frozenset(named.get("words", ())),
        articles=frozenset(named.get("articles", ())),
        closers=frozenset(named.get("before", ())),
        models={name: frozenset(map(float, numbers)) for name, numbers in codes.get("models", {}).items()},
        tail=Pattern(prefix + "code.tail", r"(?:[-/]\w{1,12}+){1,3}+(?![^\W_])"),
    )


def _literal(text: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?{}[]\|()" else r"\s" if c == " " else c for c in text)


def _any(texts: list[str]) -> str:
    return "|".join(_literal(t) for t in sorted(texts, key=lambda t: (-len(t), t))) or r"(?!)"
