"""Two neighbouring terms → one interval: "between 10 and 12", "10-12", "two or three", "at least 3, at most 5"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riscontro.mentions.number_joints import gap
from riscontro.mentions.number_kinds import Kinds
from riscontro.mentions.number_phrases import expand
from riscontro.mentions.number_sum import Term

_COUNTED = ("cardinal", "decimal", "percent")
_WIDEST_GAP = 16
_TIGHT = ("-", "/")
_DASH_RATIO = 3  # "12 - 300" is a dash, not an interval


@dataclass(frozen=True, eq=False)
class RangeRule:
    """One wording of an interval."""

    rule: str
    before: tuple[str, ...]  # what must stand before the left number; none: nothing
    gaps: frozenset[str]
    not_after: tuple[str, ...]
    dash: bool
    code: bool  # no interval at all: a score


@dataclass(frozen=True, eq=False)
class Ranges:
    """The wordings of one language."""

    rules: tuple[RangeRule, ...]
    bounds_rule: str
    bounds: frozenset[str]

    def gaps(self) -> frozenset[str]:
        """Whatever may stand between the two numbers of an interval."""
        return frozenset().union(*(rule.gaps for rule in self.rules))

    def join(self, terms: list[Term], folded: str, kinds: Kinds, *, bare: bool) -> list[Term]:
        """`terms` with every two that make an interval (or a fraction, or a score) put together."""
        found: list[Term] = []
        i = 0
        while i < len(terms):
            left = terms[i]
            right = terms[i + 1] if i + 1 < len(terms) else None
            joined = None
            if right is not None and right.start - left.end < _WIDEST_GAP:
                between = gap(folded, left.end, right.start)
                share = kinds.out_of_total(left, right, between, bare=bare)
                joined = share or self._interval(left, right, between, folded, kinds)
                if joined is not None and found and joined.start < found[-1].end:
                    joined = None
            found.append(joined or left)
            i += 2 if joined else 1
        return found

    def _interval(self, left: Term, right: Term, between: str, folded: str, kinds: Kinds) -> Term | None:
        if left.kind not in _COUNTED or right.kind not in _COUNTED:
            return None
        for rule in self.rules:
            if between not in rule.gaps:
                continue
            start = _opening(rule, folded, left.start)
            if start is None:
                continue
            if rule.code:
                if left.raw and right.raw and left.digits and right.digits:
                    kinds.to_code(left, right.end)
                    left.rule = rule.rule
                    return left
                continue
            low = _shared(left, right)
            assert right.value is not None
            sane = low < right.value and not (rule.dash and _is_no_interval(left, right, between, folded))
            if sane:
                kind = "percent" if right.kind == "percent" else "cardinal"
                mean = (low + right.value) / 2
                return Term(start, right.end, mean, low, right.value, rule.rule, modifier="range", kind=kind)
            if rule.dash and left.digits and right.digits and left.raw and right.raw and between in _TIGHT:
                kinds.to_code(left, right.end)
                return left
        return None

    def join_bounds(self, terms: list[Term], folded: str) -> list[Term]:
        """`terms` with every floor that a ceiling follows made one interval."""
        found: list[Term] = []
        for term in terms:
            last = found[-1] if found else None
            if last is not None and last.modifier == "at_least" and self._bounded(last, term, folded):
                assert last.value is not None
                assert term.value is not None
                mean = (last.value + term.value) / 2
                whole = Term(
                    last.full_start,
                    term.full_end,
                    mean,
                    last.value,
                    term.value,
                    self.bounds_rule,
                    modifier="range",
                    kind=term.kind,
                )
                whole.full_start, whole.full_end = whole.start, whole.end
                found[-1] = whole
            else:
                found.append(term)
        return found

    def _bounded(self, low: Term, high: Term, folded: str) -> bool:
        """Whether a floor and the number after it are the two ends of one interval."""
        if high.modifier != "at_most" or low.kind != high.kind:
            return False
        if (
            low.value is None
            or high.value is None
            or low.value >= high.value
            or high.full_start - low.full_end > _WIDEST_GAP
        ):
            return False
        return gap(folded, low.full_end, high.full_start) in self.bounds


def _opening(rule: RangeRule, folded: str, start: int) -> int | None:
    """Where the interval begins: at the word before its left number, if the rule wants one."""
    if not rule.before:
        return start
    head = folded[max(0, start - 48) : start]
    if head.endswith("\n"):
        head = head[:-1] + " "
    for opening in rule.before:
        at = len(head) - len(opening)
        if head.endswith(opening) and (at == 0 or not head[at - 1].isalnum()):
            words = head[:at].split()
            if words and rule.not_after and words[-1].startswith(rule.not_after):
                return None
            return start - len(opening)
    return None


def _shared(left: Term, right: Term) -> float:
    """The left number, with the scale that the right one lends it: the 10 of "10 to 12 thousand" is 10,000."""
    assert left.value is not None
    assert right.value is not None
    if right.kind == "percent" or not left.raw:
        return left.value
    if left.digits and right.digits and right.raw and right.value % 1000 == 0:  # "40-50.000"
        near = left.value * 1000 < right.value <= left.value * 1000 * _DASH_RATIO
        return left.value * 1000 if near else left.value
    if right.scale <= 1 or not left.scale < right.scale:
        return left.value
    if right.scale == 100 and (left.digits or right.digits):
        return left.value
    return left.value * right.scale if left.value < right.value / right.scale else left.value


def _is_no_interval(left: Term, right: Term, between: str, folded: str) -> bool:
    assert left.value is not None
    assert right.value is not None
    if between not in _TIGHT:
        return right.value > _DASH_RATIO * _shared(left, right)
    if not (left.digits and right.digits and left.raw and right.raw):
        return False
    after = folded[right.end : right.end + 2]
    return right.value < 10 and right.kind != "percent" and not (after[:1].isspace() and after[1:].isalpha())  # a score


def compile_ranges(section: dict[str, Any], prefix: str) -> Ranges:
    """The Ranges of a `numbers` section; rule ids begin with `prefix`."""
    fragments = section.get("fragments", {})
    rules = []
    for record in section["ranges"]:
        if "middle" not in record:
            continue
        articles = [a for x in record["articles"] for a in expand(x, fragments)]
        before = [b for x in record.get("before", ()) for b in expand(x, fragments)]
        middle = [
            m if m.startswith((" ", ",", *_TIGHT)) else f" {w}"
            for m in record["middle"]
            for w in ([m] if m[0] in " ,-/" else expand(m, fragments))
        ]
        rules.append(
            RangeRule(
                rule=prefix + record["id"],
                before=tuple(
                    sorted(
                        {_spaced(f"{_spaced(b)}{a}") if a else _spaced(b) for b in before for a in articles},
                        key=len,
                        reverse=True,
                    )
                ),
                gaps=frozenset(
                    m if m.startswith((*_TIGHT, " -")) else _spaced(f"{_spaced(m)}{a}") if a else _spaced(m)
                    for m in middle
                    for a in articles
                ),
                not_after=tuple(record.get("not_after", ())),
                dash=any("-" in m for m in record["middle"]),
                code=record.get("code", False),
            )
        )
    bounds: dict[str, Any] = next((r for r in section["ranges"] if "joiners" in r), {"id": "", "joiners": []})
    return Ranges(tuple(rules), prefix + bounds["id"], frozenset(bounds["joiners"]))


def _spaced(words: str) -> str:
    return words if words.endswith("'") else words + " "
