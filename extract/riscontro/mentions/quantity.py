"""Text → the quantities it states: value, interval, modifier, kind and span of each, in text order, none overlapping.

A scan finds atoms (words, digits) → terms (numbers) → kinds → intervals → modifiers. All wording is in `numbers.yaml`.

kind, a closed list:
  cardinal    a whole number, the only kind that counts things; any interval is one
  decimal     a number that is not whole
  percent, fraction, power, ordinal
  measure     a length, calibre or weight in a short unit
  indefinite  a word for one that may be an article; cardinal once a bound stands with it
  vague       "dozens": an interval and no value
  again       "as many again" without a number before it (only where it is asked for): value null
  code        no quantity (date, time, telephone, score, article number): value null, modifier "unquantified"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from riscontro.errors import RiscontroError
from riscontro.lexicon import Language
from riscontro.mentions.number_alone import Alone, Mark, Sentence, compile_alone, compile_readers
from riscontro.mentions.number_atoms import find_atoms
from riscontro.mentions.number_digits import Digits, compile_digits
from riscontro.mentions.number_grammar import Reader
from riscontro.mentions.number_joints import Joints, compile_joints
from riscontro.mentions.number_kinds import Kinds, compile_kinds
from riscontro.mentions.number_modifiers import Modifiers, compile_modifiers, modified
from riscontro.mentions.number_pieces import Sight
from riscontro.mentions.number_ranges import Ranges, compile_ranges
from riscontro.mentions.number_scan import Scan, Span, compile_scan
from riscontro.mentions.number_sum import Term
from riscontro.mentions.number_word_list import compile_words
from riscontro.mentions.number_words import Words
from riscontro.text import fold

AGAIN = "again"  # a kind: "as many again", until it has the number that it points back to
_LONGEST_BARE = 100  # characters of a text that may be one number and nothing else
_STOPS = '.,;:!?"'


@dataclass(slots=True)  # a NamedTuple takes half as long again to make
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

    scan: Scan
    words: Words
    digits: Digits
    joints: Joints
    kinds: Kinds
    ranges: Ranges
    modifiers: Modifiers
    alone: Alone
    stops: frozenset[str]  # with which a text that is one number does not end
    never_after: frozenset[str]


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
    digits = compile_digits(section, prefix)
    kinds, modifiers = compile_kinds(section, prefix), compile_modifiers(section, prefix)
    never_after = frozenset(section["indefinite"].get("never_after", ()))
    scan, joints, ranges = (
        compile_scan(words.prefixes),
        compile_joints(section, prefix),
        compile_ranges(section, prefix),
    )
    readers = compile_readers(scan, words, digits, kinds, modifiers, never_after)
    return _Grammar(
        scan=scan,
        words=words,
        digits=digits,
        joints=joints,
        kinds=kinds,
        ranges=ranges,
        modifiers=modifiers,
        alone=compile_alone(readers, kinds, joints, ranges),
        stops=frozenset(_STOPS).difference(sign[-1] for sign in (*kinds.signs, *kinds.percents)),
        never_after=never_after,
    )


def find_quantities(
    text: str,
    language: Language,
    *,
    folded: str | None = None,
    pieces: list[str] | None = None,
    marks: list[Mark] | None = None,
    again: bool = False,
) -> list[Quantity]:
    """All quantities of `text`, in order. Where the caller has them already: `folded` is `fold(text)`, `pieces` what
    stands in it between two blanks, `marks` which of these hold a number. With `again` there are also the "as many
    again" whose number is none of this text, of kind AGAIN and without a value."""
    low = fold(text) if folded is None else folded
    found = _find(text, low, _grammar(language), low.split(" ") if pieces is None else pieces, marks)
    return found if again else [q for q in found if q.kind != AGAIN]


def sight_of(language: Language) -> Callable[[str], Sight | None]:
    """Tells what numbers may be in what stands between two blanks."""
    return _grammar(language).alone.pieces.sight


def _find(text: str, low: str, grammar: _Grammar, pieces: list[str], marks: list[Mark] | None) -> list[Quantity]:
    if marks is None:
        marks = grammar.alone.marks(pieces)
    if not marks:
        return []
    sentence = Sentence(grammar.alone, low, pieces, marks)
    if _may_be_bare(low, sentence, grammar.stops):
        bare = _read(text, low, grammar.scan.hits(low), grammar, bare=True)
        if len(bare) == 1 and text[bare[0].start : bare[0].end] == text.strip():
            return bare
    alone, others = sentence.split(text)
    if others:
        return _read(text, low, others, grammar, bare=False, alone=alone)
    return _finished(text, low, alone, grammar)


def read_all(text: str, language: Language) -> list[Quantity]:
    """What `find_quantities` finds, with no short way for the numbers that stand alone: the reference it is held to."""
    low, grammar = fold(text), _grammar(language)
    return [q for q in _read(text, low, grammar.scan.hits(low), grammar, bare=False) if q.kind != AGAIN]


def _may_be_bare(low: str, sentence: Sentence, stops: frozenset[str]) -> bool:
    """Whether there is no word before the first hit and none after the last, and no stop at the end."""
    if len(low) > _LONGEST_BARE or low.rstrip()[-1] in stops or low[: sentence.first()].strip("+- \n"):
        return False
    return len(low[sentence.last() :].split()) < 2


def _read(
    text: str, low: str, hits: list[Span], grammar: _Grammar, *, bare: bool, alone: Iterable[Term] = ()
) -> list[Quantity]:
    """The quantities of a text, with those `alone` that are read already. `bare`: it may be one number and no more."""
    atoms = find_atoms(text, low, hits, grammar.words, grammar.digits, grammar.never_after, bare=bare)
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
    return _finished(text, low, sorted([*alone, *joined], key=lambda term: term.start) if alone else joined, grammar)


def _finished(text: str, low: str, terms: list[Term], grammar: _Grammar) -> list[Quantity]:
    bounded = modified(terms, low, grammar.modifiers)
    if len(bounded) > 1:
        bounded = _pointed_back(grammar.ranges.join_bounds(bounded, low))
    return [_quantity(term, text) for term in bounded]


def _pointed_back(terms: list[Term]) -> list[Term]:
    """The terms, "as many again" with the number that it points back to; without one it says nothing."""
    last: Term | None = None
    for term in terms:
        if term.kind == AGAIN and last is not None:
            term.value, term.low, term.high, term.modifier = last.value, last.low, last.high, last.modifier
            term.kind = last.kind
        elif term.kind in ("cardinal", "vague"):
            last = term
    return terms


def _quantity(term: Term, text: str) -> Quantity:
    return Quantity(
        term.start, term.end, term.full_start, term.full_end, text[term.start : term.end],
        term.value, term.low, term.high, term.modifier, term.kind, term.rule, term.modifier_rule,
    )  # fmt: skip
