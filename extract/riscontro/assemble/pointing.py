"""Whether the wording of a number points back to what was named before: "of them", "rose to 300", an item of a list."""

from __future__ import annotations

from riscontro.assemble.around import SMALL, kinds_at, prep_at
from riscontro.assemble.shapes import Name, Number, Parsed
from riscontro.assemble.state import Draft, State
from riscontro.assemble.things import named
from riscontro.vocabulary import Entry

_ANAPHOR = 9  # words in which "of them" stands before its number
_OTHER_THING = "other_thing"  # why a noun is never counted here
_MAY_FOLLOW = (
    "prep",
    "filler",
    "verb",
    "aux",
    "adverb",
    "say",
    "clause",
    "and",
    "event_noun",
    "plan",
    "negation",
    "modal",
    "anaphor",
    "copula",
    "that_of",
    "according",
)
_NO_END = ("subjunctive", "infinitive")
_IN_LIST = ("in", "on", "to", "from")


def stands_alone(parsed: Parsed, number: Number) -> bool:
    """What follows the number lets it stand for something: the end of a phrase, or a word that never is its noun."""
    return (_is_at_end(parsed, number) or _is_followed(parsed, number)) and not _is_pronoun(parsed, number)


def _is_at_end(parsed: Parsed, number: Number) -> bool:
    norms = parsed.tokens.norm
    if number.tail >= len(norms) or not norms[number.tail][0].isalpha():
        return True
    return any(t.first == number.tail for t in parsed.times)  # "altri cinquecento entro dicembre"


def _is_followed(parsed: Parsed, number: Number) -> bool:
    clitic = parsed.reading(number.tail, "article")
    if clitic is not None and clitic.get("clitic") and parsed.reading(number.tail + 1, "aux"):
        return True  # "300 le aveva già spedite"
    following = parsed.reading_of(number.tail, *_MAY_FOLLOW)
    return following is not None and following.slot not in _NO_END


def _is_pronoun(parsed: Parsed, number: Number) -> bool:
    """ "un incontro tra i due": a small number behind its article and a preposition stands for persons just named."""
    value = number.quantity.value
    if value is None or value >= SMALL:
        return False
    return "article" in kinds_at(parsed, number.full - 1) and "prep" in kinds_at(parsed, number.full - 2)


def points_back(parsed: Parsed, number: Number, state: State, here: list[Draft]) -> bool:
    """Whether a number that stands alone, without a predicate, counts what was named before."""
    norms, before = parsed.tokens.norm, number.full - 1
    if any(w.first < number.full and w.last > number.full - _ANAPHOR for w in parsed.of("anaphor")):
        return True
    if number.full == 0 and number.tail < len(norms) and norms[number.tail] in (",", "("):
        return True
    if here and _gapped(parsed, number) is not None:
        return True
    prep = prep_at(parsed, before)
    if prep and "sum" in kinds_at(parsed, before - 1) and "noun" not in kinds_at(parsed, number.tail):
        return True
    if is_amount(parsed, number) or _is_of_period(parsed, number, state) or _is_item(parsed, number, state):
        return True
    while parsed.reading_of(before, "adverb", "filler"):
        before -= 1  # "ha mandato soldati: in tutto 300"
    if before > 2 and norms[before] == ":" and named(parsed, number.full):
        return True
    return bool(here) and _is_next(parsed, number)


def _is_next(parsed: Parsed, number: Number) -> bool:
    """One more of what this sentence has counted already."""
    before = number.full - 1
    if is_reversed(parsed, number) or number.quantity.text.startswith("+"):
        return True
    if before >= 0 and (parsed.tokens.norm[before] == "+" or "filler" in kinds_at(parsed, before)):
        return True
    if "that_of" in kinds_at(parsed, number.tail):
        return True  # "1.000 le salme restituite, 27 quelle riavute"
    if "according" in kinds_at(parsed, number.tail):
        return True  # "11.000 secondo Kiev, 12.000 secondo Seul"
    if prep_at(parsed, number.tail) == "for":
        return any(s.name is not None and 0 < s.first - number.tail <= 2 for s in parsed.speakers)  # ", 400 per Kiev"
    return _is_at_end(parsed, number) or prep_at(parsed, number.tail) in _IN_LIST


def _gapped(parsed: Parsed, number: Number) -> Name | None:
    """ "Oslo ha dato 300 milioni, Berna 260": the name right before a bare number does what the one before did."""
    last = number.full - 1 if prep_at(parsed, number.full - 1) == "with" else number.full
    while parsed.reading_of(last - 1, "anaphor", "aux", "held"):
        last -= 1  # ", Berna ne ha avuti 260"
    for name in parsed.names:
        if name.last == last and not name.prep:
            return name
    return None


def gapped(parsed: Parsed, number: Number) -> str:
    """Who stands right before a number that counts what the number before counted."""
    name = _gapped(parsed, number)
    return name.actor if name is not None else ""


def _is_item(parsed: Parsed, number: Number, state: State) -> bool:
    """The number opens a line of a list, or an answer: "– 44 sul territorio di …", "Quindici, secondo …"."""
    lead = state.lead
    if lead is None or not (lead.asks or lead.counted) or "noun" in kinds_at(parsed, number.tail):
        return False
    return opens(parsed, number) or (lead.how_many and "say" in kinds_at(parsed, number.full - 1))


def opens(parsed: Parsed, number: Number) -> bool:
    """No word stands before the number."""
    return not any(norm[0].isalpha() for norm in parsed.tokens.norm[: number.full])


def _is_of_period(parsed: Parsed, number: Number, state: State) -> bool:
    """ "725 a novembre, 610 a ottobre" after a count: the same thing in other months."""
    if not parsed.times or not state.drafts or parsed.sentence.line != state.drafts[-1].line:
        return False
    followed = any(0 <= t.first - number.tail <= 1 and t.mention.kind == "period" for t in parsed.times)
    return followed and not _speaks_of_others(parsed, number.full)


def is_amount(parsed: Parsed, number: Number) -> bool:
    """ "erano saliti a 300", "potrebbero diventare 300": the subject was named before."""
    i = number.first - 1
    kinds = kinds_at(parsed, i)
    if number.full and parsed.tokens.norm[number.full - 1] in (",", ":") and _is_figure_of(parsed, number.full - 2):
        return True
    while i >= 0 and "copula" not in kinds and (i >= number.full or _is_before_amount(kinds)):
        i -= 1
        kinds = kinds_at(parsed, i)
    if "copula" not in kinds and "say" not in kinds:
        return False
    if any("first_person" in kinds_at(parsed, k) for k in range(max(0, i - 2), i)):
        return False
    return not _speaks_of_others(parsed, i) and not _counts_its_own(parsed, i)


def _is_figure_of(parsed: Parsed, i: int) -> bool:
    """ "Seul sta molto più su, oltre 300": its own count of what was counted before."""
    say = parsed.reading(i, "say")
    return say is not None and bool(say.get("figure"))


def _counts_its_own(parsed: Parsed, copula: int) -> bool:
    """ "le riunioni furono sette": a noun with its article right before the copula, and none that is ever counted."""
    i = copula - 1
    while parsed.reading_of(i, "aux", "adverb") or any(v.adjectival and v.first == i for v in parsed.verbs):
        i -= 1  # "i punti colpiti sono 26"
    if i < 1 or not parsed.tokens.norm[i][0].isalpha() or parsed.reading(i - 1, "article") is None:
        return False
    kinds = kinds_at(parsed, i)
    return not kinds or "event_noun" in kinds


def has_own_subject(parsed: Parsed, number: Number) -> bool:
    """ "I punti colpiti sono 26": its copula ties it to a noun that is never counted here."""
    copula = number.full - 1
    if _is_labelled(parsed, copula):
        return True
    if prep_at(parsed, copula) and "copula" in kinds_at(parsed, copula - 1):
        copula -= 1  # "il buco è di 180"
    if "copula" not in kinds_at(parsed, copula) or parsed.of("anaphor"):
        return False
    return _counts_its_own(parsed, copula) or _is_other(parsed, copula)


def _is_labelled(parsed: Parsed, colon: int) -> bool:
    """ "Turisti: 5.075": behind one word that is never counted here and opens the sentence."""
    return colon == 1 and parsed.tokens.norm[1] == ":" and parsed.at[0] is None and parsed.tokens.norm[0][0].isalpha()


def _is_other(parsed: Parsed, copula: int) -> bool:
    """A noun that is never counted right before the copula, but for a participle."""
    word = parsed.at[copula - 1] if copula else None
    first = word.first if word is not None and word.reading("verb") and not word.reading("aux") else copula
    noun = kinds_at(parsed, first - 1).get("noun")
    return noun is not None and bool(noun.get("ignore"))


def _is_before_amount(kinds: dict[str, Entry]) -> bool:
    return "filler" in kinds or "article" in kinds or "adverb" in kinds or "prep" in kinds


def _speaks_of_others(parsed: Parsed, upto: int) -> bool:
    """The last thing named before is one that is never counted here: "gli attacchi … sono stati 2.165"."""
    for word in reversed(parsed.of("noun")):
        noun = word.form.by_kind["noun"]
        if word.last <= upto and (noun.get("entity") or noun.get("ignore") == _OTHER_THING):
            return bool(noun.get("ignore") == _OTHER_THING)
    return False


def is_reversed(parsed: Parsed, number: Number) -> bool:
    """ "in senso inverso", "mille salme contro 31": the same thing, the other way round."""
    if prep_at(parsed, number.full - 1) == "against":
        return not any(
            0 <= t.first - number.tail <= 1 for t in parsed.times
        )  # "contro i 300 di maggio": before, not back
    return any(w.last <= number.full for w in parsed.of("reverse"))
