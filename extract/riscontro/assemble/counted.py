"""What a number counts: the noun beside it, after "of", across a copula, or the one that it points back to."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.assemble.shapes import Number, Parsed
from riscontro.vocabulary import Entry

_REACH = 5  # words that may stand between a number and its noun
_COPULA_REACH = 22
_INSERTED = 9  # words between the commas of an insertion
_LABEL = 8  # words of a label before its colon
_AMOUNT_PREPS = ("to", "in", "of")


@dataclass(slots=True, eq=False)
class Counted:
    """The nouns that a number governs (several when they are coordinated) and how they were reached."""

    nouns: tuple[Entry, ...]
    first: int
    last: int
    link: str  # beside, partitive, copula, apposition, people, carried
    people: str = ""  # the actor of a bare demonym: "11,000 North Koreans"
    part: bool = False  # "of whom": a part of what was counted just before

    @property
    def ignored(self) -> str:
        """Why such a thing is never a value, or nothing."""
        reason: str = self.nouns[0].get("ignore", "") if self.nouns else ""
        return reason


def counted(parsed: Parsed, number: Number) -> Counted | None:
    """The nouns of a number within its sentence; None when only the context can tell."""
    part = _is_part(parsed, number)
    found = _beside(parsed, number)
    if found is None and not part:
        found = _copula_before(parsed, number) or _copula_after(parsed, number) or _apposition(parsed, number)
    if found is None and part:
        found = _after_partitive(parsed, number)
    if found is None:
        return Counted((), number.first, number.last, "partitive", "", True) if part else None
    return Counted(found.nouns, found.first, found.last, found.link, found.people, part or found.part)


def _is_part(parsed: Parsed, number: Number) -> bool:
    before = number.full - 1
    while before >= 0 and parsed.reading(before, "article", "filler"):
        before -= 1
    return bool(parsed.reading(before, "partitive") or parsed.reading(number.tail, "partitive"))


def _after_partitive(parsed: Parsed, number: Number) -> Counted | None:
    """ "a thousand of them, military engineers, …": an apposition says which."""
    partitive = parsed.at[number.tail] if number.tail < len(parsed.at) else None
    if partitive is None or partitive.last >= len(parsed.tokens) or parsed.tokens.norm[partitive.last] != ",":
        return None
    noun, word = (
        _noun_at(parsed, partitive.last + 1),
        parsed.at[partitive.last + 1] if partitive.last + 1 < len(parsed.at) else None,
    )
    if noun is None or word is None or not noun.get("entity") or noun.get("event"):
        return None
    return Counted((noun,), word.first, word.last, "beside")


def _noun_at(parsed: Parsed, i: int) -> Entry | None:
    return parsed.reading(i, "noun")


def _beside(parsed: Parsed, number: Number) -> Counted | None:
    i, steps = number.tail, 0
    measure: tuple[Entry, int, int] | None = None
    while i < len(parsed.tokens) and steps < _REACH:
        noun = _noun_at(parsed, i)
        if noun:
            word = parsed.at[i]
            assert word is not None
            if noun.get("measure"):
                measure = measure or (noun, word.first, word.last)
                i, steps = word.last, steps + 1
                continue
            if measure and not noun.get("entity"):
                break
            first = measure[1] if measure else word.first
            if contents := _holder(parsed, number, noun):
                return contents
            return _coordinated(parsed, noun, first, word.last)
        people = parsed.reading(i, "actor")
        if people and people.slot in ("demonym", "people") and not measure:
            word = parsed.at[i]
            assert word is not None
            if people.slot == "people" and not _noun_at(parsed, word.last):
                return Counted((), word.first, word.last, "community", people.id)
            following = _noun_at(parsed, word.last)
            if following and following.get("together"):
                toll = parsed.at[word.last]
                assert toll is not None
                return Counted((following,), toll.first, toll.last, "beside")
            if following and following.get("entity") and not following.get("event"):
                i = word.last
                continue
            return Counted((), word.first, word.last, "people", people.id)
        if parsed.tokens.norm[i] == "," and not measure:
            return _together(parsed, i + 1)
        if not _may_stand_between(parsed, i):
            break
        i, steps = i + 1, steps + 1
    return Counted((measure[0],), measure[1], measure[2], "beside") if measure else None


def _holder(parsed: Parsed, number: Number, noun: Entry) -> Counted | None:
    """ "the bodies of a thousand people": the number counts what the noun before "of" names."""
    prep = parsed.reading(number.full - 1, "prep")
    before = parsed.reading(number.full - 2, "noun")
    if prep is None or prep.id != "of" or before is None or not before.get("holds"):
        return None
    word = parsed.at[number.full - 2]
    assert word is not None
    return Counted((before,), word.first, word.last, "beside")


def _together(parsed: Parsed, i: int) -> Counted | None:
    """ "4,000, in all, between dead and wounded": a noun that may follow its number after a comma."""
    for k in range(i, min(i + 4, len(parsed.tokens))):
        noun = _noun_at(parsed, k)
        if noun and noun.get("together"):
            word = parsed.at[k]
            assert word is not None
            return Counted((noun,), word.first, word.last, "beside")
    return None


def _may_stand_between(parsed: Parsed, i: int) -> bool:
    if parsed.reading(i, "filler", "article", "hedge", "possessive"):
        return True
    if parsed.tokens.norm[i] == '"':
        return True  # "up to four thousand" fighters
    prep = parsed.reading(i, "prep")
    if prep is not None:
        return prep.id in ("of", "between")
    return False


def _coordinated(parsed: Parsed, noun: Entry, first: int, last: int) -> Counted:
    """`noun` with the nouns that "and" or a comma hangs on it without a number of their own."""
    nouns, i = [noun], last
    while i < len(parsed.tokens):
        j = i
        while j < len(parsed.tokens) and j - i < 3 and _is_modifier(parsed, j):
            j += 1
        if not parsed.reading(j, "and") or parsed.tokens.norm[j] == ",":
            break
        k = j + 1
        while parsed.reading(k, "filler"):
            k += 1
        following = _noun_at(parsed, k)
        if following is None or not following.get("entity") or any(n.full <= k < n.tail for n in parsed.numbers):
            break
        word = parsed.at[k]
        assert word is not None
        nouns.append(following)
        i = last = word.last
    return Counted(tuple(nouns), first, last, "beside")


def _is_modifier(parsed: Parsed, i: int) -> bool:
    """An adjective, a demonym or an unknown word between coordinated nouns."""
    if parsed.reading(i, "and", "verb", "aux", "prep", "clause", "noun"):
        return False
    return parsed.tokens.norm[i][0].isalpha() and not any(n.full <= i < n.tail for n in parsed.numbers)


def _copula_before(parsed: Parsed, number: Number) -> Counted | None:
    """ "the dead are 31", "losses amount to 5,000": the subject noun left of the copula."""
    i = number.full - 1
    while i >= 0 and parsed.reading(i, "filler", "article") and number.full - i < 4:
        i -= 1
    gap = 0
    copula = next((k for k in range(number.full, number.first) if parsed.reading(k, "copula")), None)
    if copula is not None:
        return _subject_of_copula(parsed, copula)
    prep = parsed.reading(i, "prep")
    if prep is not None and prep.id in _AMOUNT_PREPS and parsed.reading(i - 1, "copula"):
        i -= 1  # "sono saliti a 30", "ne calcola in 300"
    inserted = _before_insertion(parsed, i)
    if inserted is not None:
        return _subject_of_copula(parsed, inserted)
    while i >= 0 and gap < 3:
        if parsed.reading(i, "copula", "aux"):
            copula = i
            break
        if parsed.tokens.norm[i] == '"':
            i -= 1
            continue
        if parsed.reading(i, "prep", "verb", "noun", "clause") or not parsed.tokens.norm[i][0].isalpha():
            break
        i, gap = i - 1, gap + 1
    if copula is None:
        return _verbless(parsed, number)
    return _subject_of_copula(parsed, copula)


def _before_insertion(parsed: Parsed, i: int) -> int | None:
    """ "gli sfollati sono, per l'agenzia, 300": the copula before what stands between commas."""
    if i < 0 or parsed.tokens.norm[i] != ",":
        return None
    comma = next((k for k in range(i - 1, max(0, i - _INSERTED), -1) if parsed.tokens.norm[k] == ","), None)
    return comma - 1 if comma is not None and parsed.reading(comma - 1, "copula") else None


def _subject_of_copula(parsed: Parsed, copula: int) -> Counted | None:
    i, best = copula - 1, None
    while i >= 0 and copula - i < _COPULA_REACH:
        other = next((n for n in parsed.numbers if n.first <= i < n.last), None)
        if other is not None:
            if not parsed.reading(other.full - 1, "prep"):
                break
            i = other.full - 1
            continue
        noun = _noun_at(parsed, i)
        if noun and noun.get("entity"):
            word = parsed.at[i]
            assert word is not None
            if noun.get("event") and word.reading("verb") and _noun_before(parsed, word.first):
                i = word.first - 1
                continue  # "i soldati morti al fronte sono 30" counts the soldiers
            governed = _governing_prep(parsed, word.first)
            best = Counted((noun,), word.first, word.last, "copula")
            if governed in ("", "between"):
                return best
            i = word.first - 1
            continue
        if parsed.tokens.norm[i] in (";", ".", ":"):
            break
        i -= 1
    return best


def _noun_before(parsed: Parsed, first: int) -> bool:
    for i in range(first - 1, max(-1, first - 4), -1):
        noun = _noun_at(parsed, i)
        if noun and noun.get("entity"):
            return True
        if parsed.reading(i, "prep", "and", "clause", "article") or not parsed.tokens.norm[i][0].isalpha():
            return False
    return False


def _verbless(parsed: Parsed, number: Number) -> Counted | None:
    """ "the wounded 380,000" after "the dead are 46,000 and": an elided copula."""
    i = number.full - 1
    prep = parsed.reading(i, "prep")
    if prep is not None and prep.id == "to" and any(w.last <= i for w in parsed.of("copula")):
        i -= 1  # "le vittime salgono a tre, i feriti a dodici"
    noun = _noun_at(parsed, i)
    if noun is None or not noun.get("entity"):
        return None
    word = parsed.at[i]
    assert word is not None
    if parsed.reading(word.first - 1, "article") or parsed.reading(word.first - 1, "and"):
        return Counted((noun,), word.first, word.last, "copula")
    return None


def _governing_prep(parsed: Parsed, first: int) -> str:
    i = first - 1
    while i >= 0 and parsed.reading(i, "article", "filler", "possessive"):
        i -= 1
    entry = parsed.reading(i, "prep")
    return entry.id if entry else ""


def _copula_after(parsed: Parsed, number: Number) -> Counted | None:
    """The noun right of the number with its article: "Four, among them a child, are the people who …"."""
    begins = number.full == 0 or bool(parsed.reading(number.full - 1, "aux", "copula", "verb"))
    if not begins and parsed.tokens.norm[number.full - 1] not in (":", '"', "(", ","):
        return None
    i = number.tail
    while i < len(parsed.tokens) and i - number.tail < _COPULA_REACH:
        noun = _noun_at(parsed, i)
        if noun and noun.get("entity") and parsed.reading(i - 1, "article"):
            word = parsed.at[i]
            assert word is not None
            counted_itself = any(
                n is not number and 0 <= word.first - n.tail <= 1 and n.tail > number.last for n in parsed.numbers
            )
            if not counted_itself and _governing_prep(parsed, word.first) == "":
                return Counted((noun,), word.first, word.last, "copula")
        if parsed.tokens.norm[i] in (";", ".", ":"):
            break
        i += 1
    return None


def _apposition(parsed: Parsed, number: Number) -> Counted | None:
    """ "losses: 4,700", "the total of missiles: 148", "tanks: 8"."""
    i = number.full - 1
    if i < 1 or parsed.tokens.norm[i] not in (":", "("):
        return None
    label = _label(parsed, i) if parsed.tokens.norm[i] == ":" else None
    if label is not None:
        return label
    for j in range(i - 1, max(-1, i - 9), -1):
        noun = _noun_at(parsed, j)
        if noun and noun.get("entity") and noun.get("event"):
            word = parsed.at[j]
            assert word is not None
            return Counted((noun,), word.first, word.last, "apposition")
    return None


def _label(parsed: Parsed, colon: int) -> Counted | None:
    """The head noun of a label that fills its line, or the item of a list, up to the colon."""
    begin = colon
    while begin > 0 and parsed.tokens.norm[begin - 1] not in (";", ":", ".") and colon - begin < _LABEL:
        begin -= 1
    if any(begin <= v.first < colon and v.finite for v in parsed.verbs) or any(
        n.first < colon and begin <= n.first for n in parsed.numbers
    ):
        return None
    for j in range(begin, colon):
        noun = _noun_at(parsed, j)
        if noun and noun.get("entity") and not parsed.reading(j - 1, "prep"):
            word = parsed.at[j]
            assert word is not None
            return Counted((noun,), word.first, word.last, "apposition")
        if parsed.reading(j, "say", "verb", "clause"):
            return None
    return None
