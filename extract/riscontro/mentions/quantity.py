"""Text → the quantities it states: value, interval, modifier, kind and span of each, in text order, none overlapping.

A scan finds atoms (words, digits) → terms (numbers) → kinds → intervals → modifiers. All wording is in `numbers.yaml`.

kind, a closed list:
  cardinal    a whole number, the only kind that counts things; any interval is one
  decimal     a number that is not whole
  percent, fraction, power, ordinal
  measure     a length, calibre or weight in a short unit
  indefinite  a word for one that may be an article; cardinal once a bound stands with it
  vague       "dozens": an interval and no value
  code        no quantity (date, time, telephone, score, article number): value null, modifier "unquantified"
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from riscontro.errors import RiscontroError
from riscontro.lexicon import Language
from riscontro.mentions.number_atoms import compile_scan, find_atoms
from riscontro.mentions.number_digits import Digits, compile_digits
from riscontro.mentions.number_grammar import Joints, Reader, compile_joints
from riscontro.mentions.number_kinds import Kinds, compile_kinds
from riscontro.mentions.number_phrases import Match, Phrases, compile_phrases
from riscontro.mentions.number_ranges import Ranges, compile_ranges
from riscontro.mentions.number_sum import Term
from riscontro.mentions.number_words import Words, compile_words
from riscontro.patterns import Pattern
from riscontro.text import fold

_VULGAR = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_LONGEST_BARE = 100  # characters of a text that may be one number and nothing else
_ENDS = frozenset(" ,\n\"')+")  # what may stand between a number and the modifier after it
_CLAUSE_ENDS = ("", *'.,;:!?)\n"')
_BOUNDABLE = ("cardinal", "decimal", "percent", "fraction", "power", "indefinite", "vague", "measure")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number expression and what it says. Offsets are code points, ends exclusive."""

    start: int  # the number expression itself
    end: int
    full_start: int  # with the modifier words that touch it
    full_end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    modifier: str
    kind: str
    rule_id: str
    modifier_rule_id: str = ""


@dataclass(frozen=True, eq=False)
class _Grammar:
    """`numbers.yaml` of one language, compiled."""

    scan: Pattern
    scan_vulgar: Pattern
    words: Words
    digits: Digits
    joints: Joints
    kinds: Kinds
    ranges: Ranges
    before: Phrases
    after: Phrases
    after_noun: Phrases
    at_end: Phrases
    never_after: frozenset[str]
    indefinite_rule: str


@cache
def _grammar(language: Language) -> _Grammar:
    try:
        return _compiled(language)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        path = language.folder / "numbers.yaml"
        raise RiscontroError(
            f"{path}: {type(error).__name__} {error}; expected the keys of another language's file"
        ) from error


def _compiled(language: Language) -> _Grammar:
    section = language.section("numbers")
    prefix = f"{language.code}.numbers."
    words = compile_words(section, prefix)
    records = section["modifiers"]
    return _Grammar(
        scan=compile_scan(words, prefix, vulgar=False),
        scan_vulgar=compile_scan(words, prefix, vulgar=True),
        words=words,
        digits=compile_digits(section, prefix),
        joints=compile_joints(section, prefix),
        kinds=compile_kinds(section, prefix),
        ranges=compile_ranges(section, prefix),
        before=compile_phrases(records, "before", section, prefix),
        after=compile_phrases(records, "after", section, prefix),
        after_noun=compile_phrases(records, "after_noun", section, prefix),
        at_end=compile_phrases(records, "at_end", section, prefix),
        never_after=frozenset(section["indefinite"].get("never_after", ())),
        indefinite_rule=prefix + section["indefinite"]["id"],
    )


def find_quantities(text: str, language: Language, *, folded: str | None = None) -> list[Quantity]:
    """All quantities of `text`, in order. `folded` is `fold(text)`, where the caller has it already."""
    grammar = _grammar(language)
    low = fold(text) if folded is None else folded
    if len(text) <= _LONGEST_BARE:
        bare = _read(text, low, grammar, bare=True)
        if len(bare) == 1 and text[bare[0].start : bare[0].end] == text.strip():
            return bare
    return _read(text, low, grammar, bare=False)


def _read(text: str, low: str, grammar: _Grammar, *, bare: bool) -> list[Quantity]:
    """The quantities of a text; `bare`: read as one number and nothing else, where "three halves" can only be 1.5."""
    scan = grammar.scan if _VULGAR.isdisjoint(low) else grammar.scan_vulgar
    atoms = find_atoms(text, low, scan, grammar.words, grammar.digits, grammar.never_after, bare=bare)
    terms = Reader(low, atoms, grammar.joints, bare=bare).terms()
    floor = 0
    settled: list[Term] = []
    for term in terms:
        if term.start < floor:  # the hundred of "per cent"
            continue
        grammar.kinds.settle(term, low, floor, bare=bare)
        floor = term.end
        settled.append(term)
    joined = grammar.ranges.join(settled, low, grammar.kinds, bare=bare)
    bounded = grammar.ranges.join_bounds(_modified(joined, low, grammar), low)
    return [_quantity(term, text) for term in _pointed_back(bounded)]


def _pointed_back(terms: list[Term]) -> list[Term]:
    """The terms, "as many again" with the number that it points back to; without one it says nothing."""
    if not any(term.kind == "again" for term in terms):
        return terms
    found: list[Term] = []
    last: Term | None = None
    for term in terms:
        if term.kind == "again":
            if last is None:
                continue
            term.value, term.low, term.high, term.modifier = last.value, last.low, last.high, last.modifier
            term.kind = last.kind
        elif term.kind in ("cardinal", "vague"):
            last = term
        found.append(term)
    return found


def _modified(terms: list[Term], folded: str, grammar: _Grammar) -> list[Term]:
    """The terms with modifier and full span; a phrase between two numbers belongs to the one after it."""
    done: list[Term] = []
    floor = 0
    for i, term in enumerate(terms):
        term.full_start, term.full_end = term.start, term.end
        if term.article and term.raw:
            term.kind, term.rule = "indefinite", grammar.indefinite_rule
        if term.kind in _BOUNDABLE:
            ahead = terms[i + 1].start if i + 1 < len(terms) else len(folded)
            _modify_one(term, folded, floor, ahead, grammar)
        if done and done[-1].start >= term.full_start:  # an article that was part of the phrase
            done.pop()
        done.append(term)
        floor = floor if term.kind == "indefinite" else term.full_end
    return done


def _modify_one(term: Term, folded: str, floor: int, ahead: int, grammar: _Grammar) -> None:
    if grammar.before.touches(folded, term.start):
        match = grammar.before.before(folded, term.start, floor)
        if match is not None:
            term.full_start = match.start
            _apply(term, match)
            if match.modifier != "approx":
                return
    if term.kind == "indefinite":
        return
    if folded[term.end : term.end + 1] not in _ENDS:
        return
    near = folded[term.end : term.end + 48].split(None, 3)
    behind = grammar.after.after(folded, term.end, near)
    if behind is not None and _stands_behind(behind, folded, ahead):
        term.full_end = behind.end
        _apply(term, behind)
    elif behind is None:
        for skip in (1, 2):
            far = grammar.after_noun.after(folded, term.end, near, skip=skip)
            if far is None:
                far = grammar.at_end.after(folded, term.end, near, skip=skip)
                if far is not None and folded[far.end : far.end + 1] not in _CLAUSE_ENDS:
                    return
            if far is not None and _stands_behind(far, folded, ahead):
                _apply(term, far)
                return


def _stands_behind(match: Match, folded: str, ahead: int) -> bool:
    """Whether a phrase after a number is not the one before the next."""
    return (match.end <= ahead and bool(folded[match.end : ahead].strip(" \n"))) or match.end >= len(folded.rstrip())


def _apply(term: Term, match: Match) -> None:
    if term.modifier in ("range", "vague"):
        return
    term.modifier, term.modifier_rule = match.modifier, match.rule
    if term.kind == "indefinite" and match.modifier != "approx":
        term.kind = "cardinal"
    term.low = None if match.modifier == "at_most" else term.value
    term.high = None if match.modifier == "at_least" else term.value


def _quantity(term: Term, text: str) -> Quantity:
    return Quantity(
        term.start, term.end, term.full_start, term.full_end, text[term.start : term.end],
        term.value, term.low, term.high, term.modifier, term.kind, term.rule, term.modifier_rule,
    )  # fmt: skip
