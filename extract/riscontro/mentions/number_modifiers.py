"""Terms → terms with what the words around them say of the number ("at least", "or so"), and how far these reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from riscontro.mentions.number_phrases import CLOSING, Match, Phrases, compile_phrases
from riscontro.mentions.number_sum import Term

_ENDS = frozenset(" ,\n\"')+")  # what may stand between a number and the modifier after it
_CLAUSE_ENDS = ("", *'.,;:!?)\n"')
_BOUNDABLE = ("cardinal", "decimal", "percent", "fraction", "power", "indefinite", "vague", "measure")


@dataclass(frozen=True, eq=False)
class Modifiers:
    """The phrases of one language, by where they stand."""

    before: Phrases
    after: Phrases
    after_noun: Phrases
    at_end: Phrases  # after the noun, where the clause ends
    behind: frozenset[str]  # how any of those after the number begins
    indefinite_rule: str


def compile_modifiers(section: dict[str, Any], prefix: str) -> Modifiers:
    """The Modifiers of a `numbers` section; rule ids begin with `prefix`."""
    before, after, after_noun, at_end = (
        compile_phrases(section["modifiers"], key, section, prefix)
        for key in ("before", "after", "after_noun", "at_end")
    )
    behind = after.first | after_noun.first | at_end.first
    return Modifiers(before, after, after_noun, at_end, behind, prefix + section["indefinite"]["id"])


def modified(terms: list[Term], folded: str, modifiers: Modifiers) -> list[Term]:
    """The terms with modifier and full span; a phrase between two numbers belongs to the one after it."""
    done: list[Term] = []
    floor = 0
    for i, term in enumerate(terms):
        term.full_start, term.full_end = term.start, term.end
        if term.article and term.raw:
            term.kind, term.rule = "indefinite", modifiers.indefinite_rule
        if (term.led or term.trailed) and term.kind in _BOUNDABLE:
            ahead = terms[i + 1].start if i + 1 < len(terms) else len(folded)
            _modify_one(term, folded, floor, ahead, modifiers)
        if done and done[-1].start >= term.full_start:  # an article that was part of the phrase
            done.pop()
        done.append(term)
        floor = floor if term.kind == "indefinite" else term.full_end
    return done


def _modify_one(term: Term, folded: str, floor: int, ahead: int, modifiers: Modifiers) -> None:
    if term.led and modifiers.before.touches(folded, term.start, floor):
        match = modifiers.before.before(folded, term.start, floor)
        if match is not None:
            term.full_start = match.start
            _apply(term, match)
            if match.modifier != "approx":
                return
    if term.kind == "indefinite" or not term.trailed:
        return
    if folded[term.end : term.end + 1] not in _ENDS:
        return
    near = folded[term.end : term.end + 48].split(None, 3)
    if modifiers.behind.isdisjoint([w.rstrip(CLOSING) for w in near[:3]]):
        return
    behind = modifiers.after.after(folded, term.end, near)
    if behind is not None and _stands_behind(behind, folded, ahead):
        term.full_end = behind.end
        _apply(term, behind)
    elif behind is None:
        for skip in (1, 2):
            far = modifiers.after_noun.after(folded, term.end, near, skip=skip)
            if far is None:
                far = modifiers.at_end.after(folded, term.end, near, skip=skip)
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
