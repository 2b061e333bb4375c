"""The noun that stands away from its number: across a copula, behind "of them", or before a colon."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.beside import Counted, nation_on, of_noun, word_at
from riscontro.assemble.brought import brought_to
from riscontro.assemble.labelled import BREAKS, explained, labelled
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.tied import copula_before, is_transitive
from riscontro.vocabulary import Entry, Word

_REACH = 22
_ADJECTIVES = 3  # words between a noun and the number that is told of it


def noun_away(parsed: Parsed, number: Number) -> Counted | None:
    """ "the dead are 31", "four are the people who", "losses: 4,700"."""
    return (
        _total_after(parsed, number)
        or explained(parsed, number)
        or _before(parsed, number)
        or _after(parsed, number)
        or labelled(parsed, number)
        or _named_before(parsed, number)
    )


def _before(parsed: Parsed, number: Number) -> Counted | None:
    """ "the dead are 31", "losses amount to 5,000": the subject noun left of the copula."""
    if not parsed.of("copula") and not parsed.of("aux"):
        return _verbless(parsed, number)
    copula = copula_before(parsed, number)
    if copula is not None and is_transitive(parsed, copula):
        return None
    if copula is None and (brought := brought_to(parsed, number)):
        return brought
    return _verbless(parsed, number) if copula is None else _subject(parsed, copula)


def _subject(parsed: Parsed, copula: int) -> Counted | None:
    """The noun left of the copula that no preposition governs, else the first one of the sentence."""
    forms, norms = parsed.forms, parsed.tokens.norm
    i, best = copula - 1, None
    while i >= 0 and copula - i < _REACH:
        other = _number_on(parsed, i)
        if other is not None:
            if not prep_at(parsed, other.full - 1):
                break
            i = other.full - 1
            continue
        form = forms[i]
        noun = form.by_kind.get("noun") if form is not None else None
        if noun is not None and noun.get("entity"):
            word = word_at(parsed, i)
            i = word.first - 1
            head = parsed.at[word.first - 1] if word.first else None
            told = head.reading("noun") if head is not None and not noun.get("event") else None
            if told is not None and told.get("event"):
                continue  # "i morti talebani": whose dead they are
            if noun.get("event") and word.reading("verb") and _noun_before(parsed, word.first):
                continue  # "i soldati morti al fronte sono 30" counts the soldiers
            best = _with_other_toll(parsed, noun, word) or of_noun(noun, word, "copula")
            if _governing_prep(parsed, word.first) in ("", "between") or _is_that_of(parsed, word.first):
                return best
            continue
        if best is None and (nation := nation_on(parsed, i)) is not None:
            pointing = any(i < w.first <= copula for w in parsed.of("anaphor"))  # "gli americani ne contano 300"
            counted = "sum" in kinds_at(parsed, nation.first - 2)  # "il conto dei nordcoreani"
            if not pointing and counted:
                return nation
            if not pointing and _governing_prep(parsed, nation.first) in ("", "between"):
                return nation
        if norms[i] in BREAKS:
            break
        i -= 1
    return best


def _with_other_toll(parsed: Parsed, noun: Entry, word: Word) -> Counted | None:
    """ "i morti e i feriti sono 300": of both."""
    i = word.first - (2 if "article" in kinds_at(parsed, word.first - 1) else 1)
    other = kinds_at(parsed, i - 1).get("noun")
    if "and" not in kinds_at(parsed, i) or parsed.tokens.norm[i] == "," or other is None:
        return None
    if not (noun.get("event") and other.get("event")) or noun.get("event") == other.get("event"):
        return None
    return Counted((other, noun), word_at(parsed, i - 1).first, word.last, "copula")


def _number_on(parsed: Parsed, i: int) -> Number | None:
    for number in parsed.numbers:
        if number.first <= i < number.last:
            return number
    return None


def _noun_before(parsed: Parsed, first: int) -> bool:
    for i in range(first - 1, max(-1, first - 4), -1):
        kinds = kinds_at(parsed, i)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity"):
            return True
        if "prep" in kinds or "and" in kinds or "clause" in kinds or "article" in kinds:
            return False
        if not parsed.tokens.norm[i][0].isalpha():
            return False
    return False


def _verbless(parsed: Parsed, number: Number) -> Counted | None:
    """ "the wounded 380,000" after "the dead are 46,000 and": an elided copula."""
    i = number.full - 1
    kinds = kinds_at(parsed, i)
    prep = kinds.get("prep")
    if prep is not None and prep.id == "to" and any(w.last <= i for w in parsed.of("copula")):
        i -= 1  # "le vittime salgono a tre, i feriti a dodici"
        kinds = kinds_at(parsed, i)
    noun = kinds.get("noun")
    if (noun is None or not noun.get("entity")) and any(w.last <= i for w in parsed.of("copula")):
        i = _head_before(parsed, i)  # "… sono nove, i soldati turchi uccisi 61"
        noun = kinds_at(parsed, i).get("noun")
    if noun is None or not noun.get("entity"):
        return None
    word = word_at(parsed, i)
    before = kinds_at(parsed, word.first - 1)
    is_subject = "article" in before or "and" in before or _is_that_of(parsed, word.first)
    return of_noun(noun, word, "copula") if is_subject else None


def _head_before(parsed: Parsed, i: int) -> int:
    """The noun behind whose adjectives the number stands: "i soldati turchi uccisi 61"."""
    for k in range(i, max(-1, i - _ADJECTIVES), -1):
        kinds = kinds_at(parsed, k)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity") and not noun.get("event"):
            return k
        if "actor" not in kinds and not any(v.first == k and v.adjectival for v in parsed.verbs):
            break
    return i


def _is_that_of(parsed: Parsed, first: int) -> bool:
    """ "quello dei feriti": what was said of one noun is said of another."""
    return prep_at(parsed, first - 1) == "of" and "that_of" in kinds_at(parsed, first - 2)


def _governing_prep(parsed: Parsed, first: int) -> str:
    i = first - 1
    kinds = kinds_at(parsed, i)
    while "article" in kinds or "filler" in kinds or "possessive" in kinds:
        i -= 1
        kinds = kinds_at(parsed, i)
    return prep_at(parsed, i)


def _after(parsed: Parsed, number: Number) -> Counted | None:
    """The noun right of the number with its article: "Four, among them a child, are the people who …"."""
    if not _may_open(parsed, number):
        return None
    forms, norms = parsed.forms, parsed.tokens.norm
    for i in range(number.tail, min(len(norms), number.tail + _REACH)):
        form = forms[i]
        noun = None if form is None else form.by_kind.get("noun")
        if noun is not None and noun.get("entity") and "article" in kinds_at(parsed, i - 1):
            word = word_at(parsed, i)
            if not _has_number(parsed, number, word) and not _governing_prep(parsed, word.first):
                return of_noun(noun, word, "copula")
        nation = None if form is None or noun is not None else nation_on(parsed, i)
        if nation is not None and not _governing_prep(parsed, i):
            end = next((k for k in range(nation.last, len(norms)) if norms[k] in BREAKS), len(norms))
            more = parsed.of("anaphor") or any(nation.last <= n.full < end for n in parsed.numbers)
            return None if more else nation  # "ne ha formati 300, gli inglesi 200"
        if norms[i] in BREAKS:
            return None
    return None


def _total_after(parsed: Parsed, number: Number) -> Counted | None:
    """ "è salito a 12 il numero delle vittime": a subject behind its copula and number."""
    tail = _amount_after(parsed, number)
    total = tail + 1
    if not parsed.of("sum") or "sum" not in kinds_at(parsed, total) or "article" not in kinds_at(parsed, tail):
        return None
    own = kinds_at(parsed, total + 1).get("noun")
    i = total + (1 if own or prep_at(parsed, total + 1) == "of" else 2)  # "il numero complessivo delle vittime"
    if not (own or prep_at(parsed, i) == "of") or copula_before(parsed, number) is None:
        return None
    i = word_at(parsed, i).last  # "dei", "dei suoi"
    noun = kinds_at(parsed, i).get("noun")
    if noun is None or not noun.get("entity"):
        return nation_on(parsed, i)
    return of_noun(noun, word_at(parsed, i), "copula")


def _amount_after(parsed: Parsed, number: Number) -> int:
    """ "porta da 300 a 500 il numero …": where the amount ends that is, behind the one that was."""
    if prep_at(parsed, number.full - 1) != "from" or prep_at(parsed, number.tail) != "to":
        return number.tail
    return next((n.tail for n in parsed.numbers if n.full == number.tail + 1), number.tail)


def _may_open(parsed: Parsed, number: Number) -> bool:
    """The number stands at the head of its clause, or right behind a verb."""
    if number.full == 0 or parsed.tokens.norm[number.full - 1] in (":", '"', "(", ","):
        return True
    kinds = kinds_at(parsed, number.full - 1)
    return "aux" in kinds or "copula" in kinds or "verb" in kinds


def _has_number(parsed: Parsed, number: Number, word: Word) -> bool:
    """Whether another number right before the noun counts it."""
    for n in parsed.numbers:  # noqa: SIM110
        if n is not number and 0 <= word.first - n.tail <= 1 and n.tail > number.last:
            return True
    return False


def _named_before(parsed: Parsed, number: Number) -> Counted | None:
    """ "partiranno altri soldati, tra i tremila e i cinquemila": how many, right behind the noun and its comma."""
    counted_in = next((w for w in parsed.of("in_number") if w.last == number.full), None)
    if counted_in is not None and (subject := _subject(parsed, counted_in.first)) is not None:
        return subject  # "i cannoni sono stati spediti in numero di 60"
    comma = number.full - 1
    ends = number.tail >= len(parsed.forms) or not parsed.tokens.norm[number.tail][0].isalpha()
    if comma < 1 or parsed.tokens.norm[comma] != "," or not ends:
        return None
    for first in range(comma - 1, max(-1, comma - 3), -1):  # "soldati nordcoreani,"
        kinds = kinds_at(parsed, first)
        noun = kinds.get("noun")
        if noun is not None and noun.get("entity"):
            word = word_at(parsed, first)
            if noun.get("event") and not _is_subject_alone(parsed, word, number):
                return None
            counted = any(n.tail <= first <= n.tail + 2 for n in parsed.numbers)
            return None if counted else of_noun(noun, word, "beside")
        if "actor" not in kinds and (kinds or not parsed.tokens.norm[first][0].isalpha()):
            return None
    return None


def _is_subject_alone(parsed: Parsed, word: Word, number: Number) -> bool:
    """ "I feriti, diciotto, sono …": with its article, and the number between commas."""
    closed = number.tail < len(parsed.tokens.norm) and parsed.tokens.norm[number.tail] == ","
    return closed and "article" in kinds_at(parsed, word.first - 1) and not _governing_prep(parsed, word.first)
