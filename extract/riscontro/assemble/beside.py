"""The noun that stands right beside its number, with the nouns that are joined to it."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.assemble.around import NO_READING, kinds_at, prep_at
from riscontro.assemble.shapes import Number, Parsed
from riscontro.catalog import is_group
from riscontro.vocabulary import Entry, Word

_REACH = 5  # words that may stand between a number and its noun
UNIT = "unit"  # a row of seeds/entities.csv
_NO_MODIFIERS = frozenset({"and", "verb", "aux", "prep", "clause", "noun"})
_MODIFIERS = 3  # words between a noun and the "and" behind it


@dataclass(slots=True, eq=False)
class Counted:
    """The nouns that a number governs (several when they are coordinated) and how they were reached."""

    nouns: tuple[Entry, ...]
    first: int
    last: int
    link: str  # beside, partitive, copula, apposition, people, community, fighters, carried
    people: str = ""  # the actor of a bare demonym: "11,000 North Koreans"
    part: bool = False  # "of whom": a part of what was counted just before

    @property
    def ignored(self) -> str:
        """Why such a thing is never a value, or nothing."""
        reason: str = self.nouns[0].get("ignore", "") if self.nouns else ""
        return reason


def word_at(parsed: Parsed, i: int) -> Word:
    """The word on a token that has a reading."""
    word = parsed.at[i]
    assert word is not None
    return word


def of_noun(noun: Entry, word: Word, link: str) -> Counted:
    """One noun, where its word stands."""
    return Counted((noun,), word.first, word.last, link)


def whole_behind(parsed: Parsed, number: Number) -> Number | None:
    """ "67 of the 134 drones": the number of all that this one is a part of."""
    if prep_at(parsed, number.tail) != "of":
        return None
    begin = number.tail + 1
    while "article" in kinds_at(parsed, begin):
        begin += 1
    for other in parsed.numbers:
        if other.full == begin:
            return other
    return None


def is_whole(parsed: Parsed, number: Number) -> bool:
    """ "67 of the 134 drones": whether another number is a part of this one."""
    of = number.full - 1
    while "article" in kinds_at(parsed, of):
        of -= 1
    return prep_at(parsed, of) == "of" and any(n.tail == of for n in parsed.numbers)


def noun_beside(parsed: Parsed, number: Number) -> Counted | None:
    """ "30 soldiers", "4,000 between dead and wounded", "300 tons of grain", "11,000 North Koreans"."""
    number = whole_behind(parsed, number) or number
    forms, norms = parsed.forms, parsed.tokens.norm
    i, steps = number.tail, 0
    measure: tuple[Entry, int, int] | None = None
    while i < len(norms) and steps < _REACH:
        form = forms[i]
        kinds = NO_READING if form is None else form.by_kind
        noun = kinds.get("noun")
        if noun is not None:
            word = word_at(parsed, i)
            if noun.get("measure"):
                measure = measure or (noun, word.first, word.last)
                i, steps = word.last, steps + 1
                continue
            if measure and not noun.get("entity"):
                break
            following = kinds_at(parsed, word.last).get("noun")
            if noun.get("entity") == UNIT and following is not None and following.get("entity"):
                i, steps = word.last, steps + 1  # "tredici dei suoi soldati"
                continue
            first = measure[1] if measure else word.first
            return _holder(parsed, number) or _coordinated(parsed, noun, first, word.last)
        people = kinds.get("actor")
        if people is not None and not measure and people.slot in ("demonym", "people"):
            nation = word_at(parsed, i)
            following = kinds_at(parsed, nation.last).get("noun")
            if following is not None and _is_of_nation(following):
                i = nation.last  # "50 North Korean soldiers"
                continue
            return _holder(parsed, number) or _nation(parsed, people, nation, following)
        if people is not None and not measure and people.slot == "name" and is_group(people.id):
            fighters = word_at(parsed, i)
            return Counted((), fighters.first, fighters.last, "fighters", people.id)
        if norms[i] == "," and not measure:
            return _together(parsed, i + 1) or _apposed(parsed, i + 1) or _kinds(parsed, i + 1)
        if not _may_stand_between(kinds, norms[i]):
            break
        i, steps = i + 1, steps + 1
    return Counted((measure[0],), measure[1], measure[2], "beside") if measure else None


def _is_of_nation(noun: Entry) -> bool:
    """The noun behind an adjective of nation is what is counted."""
    return bool(noun.get("entity")) and not (noun.get("event") or noun.get("together") or noun.get("apposed"))


def _nation(parsed: Parsed, people: Entry, word: Word, following: Entry | None) -> Counted:
    """ "11,000 North Koreans", "30 Druze", "40 Russians between dead and wounded"."""
    if following is not None and following.get("together"):
        toll = word_at(parsed, word.last)
        return Counted((following,), toll.first, toll.last, "beside")
    link = "community" if people.slot == "people" and following is None else "people"
    return Counted((), word.first, word.last, link, people.id)


def _holder(parsed: Parsed, number: Number) -> Counted | None:
    """ "the bodies of a thousand people": the number counts what the noun before "of" names."""
    if prep_at(parsed, number.full - 1) != "of":
        return None
    before = kinds_at(parsed, number.full - 2).get("noun")
    if before is None or not before.get("holds"):
        return None
    word = word_at(parsed, number.full - 2)
    return Counted((before,), word.first, word.last, "beside")


def _together(parsed: Parsed, i: int) -> Counted | None:
    """ "4,000, in all, between dead and wounded": a noun that may follow its number after a comma."""
    for k in range(i, min(i + 4, len(parsed.forms))):
        noun = kinds_at(parsed, k).get("noun")
        if noun is not None and noun.get("together"):
            word = word_at(parsed, k)
            return Counted((noun,), word.first, word.last, "beside")
    return None


def _apposed(parsed: Parsed, i: int) -> Counted | None:
    """ "settanta, tutti droni, e tre missili", "un migliaio, genieri, è arrivato": a bare noun between commas."""
    every = "all_of" in kinds_at(parsed, i)
    i += 1 if every else 0
    noun = kinds_at(parsed, i).get("noun")
    if noun is None or not noun.get("entity") or noun.get("event"):
        return None
    word, norms = word_at(parsed, i), parsed.tokens.norm
    ends = word.last >= len(norms) or not norms[word.last][0].isalnum()
    closed = word.last < len(norms) and norms[word.last] == ","
    return Counted((noun,), word.first, word.last, "beside") if closed or (every and ends) else None


def _kinds(parsed: Parsed, i: int) -> Counted | None:
    """ "sarebbero 6.000, tra sminatori e operai": of which kinds they are."""
    if prep_at(parsed, i) != "between":
        return None
    noun = kinds_at(parsed, i + 1).get("noun")
    if noun is None or not noun.get("entity") or noun.get("event"):
        return None
    word = word_at(parsed, i + 1)
    found = _coordinated(parsed, noun, word.first, word.last)
    return found if len(found.nouns) > 1 else None


def _may_stand_between(kinds: dict[str, Entry], norm: str) -> bool:
    if "filler" in kinds or "article" in kinds or "hedge" in kinds or "possessive" in kinds:
        return True
    prep = kinds.get("prep")
    return norm == '"' or (prep is not None and prep.id in ("of", "between"))  # "up to four thousand" fighters


def _coordinated(parsed: Parsed, noun: Entry, first: int, last: int) -> Counted:
    """`noun` with the nouns that "and" hangs on it without a number of their own."""
    nouns, i = [noun], last
    while i < len(parsed.forms):
        j = i
        while j - i < _MODIFIERS and _is_modifier(parsed, j):
            j += 1
        if "and" not in kinds_at(parsed, j) or parsed.tokens.norm[j] == ",":
            break
        k = j + 1
        while "filler" in kinds_at(parsed, k):
            k += 1
        following = kinds_at(parsed, k).get("noun")
        if following is None or not following.get("entity") or _is_in_number(parsed, k):
            break
        nouns.append(following)
        i = last = word_at(parsed, k).last
    return Counted(tuple(nouns), first, last, "beside")


def _is_modifier(parsed: Parsed, i: int) -> bool:
    """An adjective, a demonym or an unknown word between coordinated nouns."""
    forms = parsed.forms
    if i >= len(forms):
        return False
    form = forms[i]
    if form is not None and not _NO_MODIFIERS.isdisjoint(form.by_kind):
        return False
    return parsed.tokens.norm[i][0].isalpha() and not _is_in_number(parsed, i)


def _is_in_number(parsed: Parsed, i: int) -> bool:
    """Whether another number, with what modifies it, covers token i."""
    for number in parsed.numbers:  # noqa: SIM110
        if number.full <= i < number.tail:
            return True
    return False


def nation_on(parsed: Parsed, i: int) -> Counted | None:
    """ "i nordcoreani in Russia sono 300", "il numero dei nordcoreani": a bare demonym behind its article."""
    kinds = kinds_at(parsed, i)
    people = kinds.get("actor")
    if people is None or people.slot != "demonym" or "noun" in kinds:
        return None
    word, before = word_at(parsed, i), kinds_at(parsed, i - 1)
    if parsed.reading_of(i - 2, "according", "citing"):
        return None  # "secondo gli americani"
    if word.first != i or "noun" in kinds_at(parsed, word.last) or not ("article" in before or "definite" in before):
        return None
    return Counted((), word.first, word.last, "people", people.id)
