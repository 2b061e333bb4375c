"""Digits → Piece: groups and decimals as a language writes them, powers, fractions, and the codes that are no quantity.

Every repeat is bounded, so that a long run of digits and separators costs its length and no more.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from riscontro.mentions.number_words import Piece
from riscontro.patterns import Pattern

_MAX_DIGITS = 15  # beyond, a double no longer holds the number: a code
_RUN = re.compile(r"\d{1,7}")
_CALM = ' .,;!?)\n"%'  # after digits: they end here, unless a digit follows
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, eq=False)
class Digits:
    """The digit forms of one language: `read` gives the Piece at an offset and where it ends."""

    pattern: Pattern
    codes: dict[str, str]  # group name → rule id
    decimal: str
    tight: str  # thousands marks other than the blank
    totals: frozenset[int]  # what a fraction may be of; 12/13 is none
    rules: dict[str, str]

    def read(self, folded: str, at: int) -> tuple[Piece, int] | None:
        """The Piece that begins at `at`, and its end."""
        plain = self.plain(folded, at)
        if plain is not None:
            return plain
        match = self.pattern.match(folded, at)
        if match is None:
            return None
        piece = self._piece(match)
        return piece, match.end()

    def plain(self, folded: str, at: int) -> tuple[Piece, int] | None:
        """The short cut for bare digits that nothing touches: most of them, and a tenth of the cost."""
        run = _RUN.match(folded, at)
        end = run.end() if run else at
        if not 0 < end - at < 7 or folded[at] == "0" or (at and folded[at - 1] == "'"):
            return None
        mark = folded[end : end + 1]
        if end - at < 4 and mark and mark in self.tight:
            while folded[end : end + 1] == mark and _three(folded, end + 1):
                end += 4
        beside = folded[end : end + 1]
        if beside and beside not in _CALM:
            return None
        if (following := folded[end + 1 : end + 2]).isdecimal() or (beside == "." and following == "e"):
            return None
        return Piece(
            "digits", float(folded[at:end].replace(mark, "")) if mark else float(folded[at:end]), self.rules["digits"]
        ), end

    def _piece(self, match: Any) -> Piece:
        name: str = match.lastgroup or ""
        if name in self.codes:
            return Piece("code", 0.0, self.codes[name])
        if name == "vulgar":
            return Piece("share", unicodedata.numeric(match.group()), self.rules["fraction"])
        if name == "fraction":
            above, below = (int(n) for n in match.group().split("/"))
            kind = "share" if above < below and below in self.totals else "code"
            return Piece(kind, above / below if below else 0.0, self.rules["fraction" if kind == "share" else "code"])
        body = match.group("grouped") or match.group("foreign") or match.group("plain")
        value = self._value(body, foreign=match.group("foreign") is not None)
        if match.group("power"):
            raised = _raised(value, match.group("power"))
            return (
                Piece("code", 0.0, self.rules["code"])
                if raised is None
                else Piece("power", raised, self.rules["power"])
            )
        if sum(c.isdigit() for c in body) > _MAX_DIGITS:
            return Piece("code", 0.0, self.rules["code"])
        return Piece("digits", value, self.rules["digits"])

    def _value(self, body: str, *, foreign: bool) -> float:
        whole, mark, rest = body, "", ""
        if not foreign and self.decimal in body:
            whole, mark, rest = body.partition(self.decimal)
        elif "." in body and len(body.rpartition(".")[2]) != 3:  # the other mark, as decimal: 2.5
            whole, mark, rest = body.rpartition(".")
        digits = "".join(c for c in whole if c.isdigit())
        return float(f"{digits or 0}.{rest or 0}") if mark else float(digits)


def _three(folded: str, at: int) -> bool:
    """Whether exactly three digits stand at `at`."""
    return folded[at : at + 3].isdecimal() and len(folded) >= at + 3 and not folded[at + 3 : at + 4].isdecimal()


def _raised(value: float, power: str) -> float | None:
    """`value` with its exponent applied; None when that is out of reach."""
    try:
        if power[0] == "e":
            return float(f"{value!r}{power}")
        exponent = power.lstrip("^").removeprefix("--").translate(_SUPERSCRIPT).replace(",", ".")
        raised = float(value) ** float(exponent)
        return raised if raised < 1e300 else None
    except (OverflowError, ValueError, ZeroDivisionError):
        return None


def compile_digits(section: dict[str, Any], prefix: str) -> Digits:
    """The Digits of a `numbers` section; rule ids begin with `prefix`."""
    spec = section["digits"]
    decimal, separators = spec["decimal"], "".join(spec["thousands"])
    tight = separators.replace(" ", "")
    codes, sources = {}, []
    for number, record in enumerate(section.get("codes", {}).get("shapes", ())):
        codes[f"code{number}"] = prefix + record["id"]
        sources.append(f"(?P<code{number}>(?:{record['pattern']}))(?![^\\W_])")
    mark, other = (r"\,", r"\.") if decimal == "," else (r"\.", r"\,")
    space = "[" + "".join(f"\\{c}" for c in separators) + "]"
    grouped = rf"\d{{1,3}}(?:(?P<sep>{space})\d{{3}}(?!\d))(?:(?P=sep)\d{{3}}(?!\d)){{0,6}}(?:{mark}\d{{1,15}}(?!\d))?"
    # thousands written with the decimal mark: "1,200,000", and "11,000", which nobody means as a decimal
    foreign = rf"\d{{1,3}}(?:{mark}\d{{3}}(?!\d)){{2,6}}|[1-9]\d{{0,2}}{mark}\d00(?![\d])(?!{mark}\d)"
    plain = rf"\d++(?:{mark}\d++|{other}\d{{1,2}}(?!\d)|\.(?=e\d))?|(?<![\w,.])[,.]\d++"
    power = r"e[+-]?\d{1,3}(?![^\W_])|\^(?:--|[+-])?\d{1,3}(?:[.,]\d{1,3})?|[⁰¹²³⁴-⁹]{1,3}"
    fraction: dict[str, Any] = next(
        (r for r in section.get("fractions", ()) if "below" in r), {"id": "code", "below": ()}
    )
    unsplit = "".join(rf"(?!\s{word}(?!\w))" for word in fraction.get("never_before", ()))
    sources.append(rf"(?P<fraction>\d{{1,2}}/\d{{1,2}}(?![\w/])(?![.,]\d){unsplit})")
    sources.append(r"(?P<vulgar>[¼-¾⅐-⅞])")
    body = rf"(?:(?P<foreign>{foreign})|(?P<grouped>{grouped})|(?P<plain>{plain}))(?P<power>{power})?+"
    rules = {"digits": prefix + spec["id"], "code": prefix + "code", "power": prefix + section["powers"]["id"]}
    rules["fraction"] = prefix + fraction["id"]
    pattern = Pattern(prefix + "digits", "|".join([*sources, rf"(?P<number>{body})"]), linear=True)
    return Digits(pattern, codes, decimal, tight, frozenset(fraction["below"]), rules)
