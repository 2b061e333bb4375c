"""Verb groups and event nouns of a sentence: voice, mood and tense from the auxiliaries around the form."""

from __future__ import annotations

from itertools import pairwise

from riscontro.assemble.shapes import Parsed, Verb
from riscontro.vocabulary import Entry, Word

_STOPS = (";", ":", ".", '"')
_GAP = 3  # words that may stand between a verb and its auxiliary
_NOUN_MARKS = frozenset({"article", "prep"})
_VERB_MARKS = frozenset({"aux", "modal", "anaphor", "negation", "clause"})
_NOUN_COMPANY = frozenset({"article", "prep", "possessive", "filler"})
_VERB, _NOUN = frozenset({"verb"}), frozenset({"noun", "event_noun"})
_NO_FINITE = ("participle", "infinitive", "gerund")
_PREP = frozenset({"prep"})
_ASIDE, _MAY_STAND = 4, frozenset({"adverb", "prep", "place", "actor", "filler"})  # between "ha" and what it has
_BETWEEN = frozenset({"negation", "anaphor", "adverb"})  # "non sono stati ancora uccisi"
_FINITE = frozenset({"present", "imperfect", "past", "future", "conditional"})
_FINITE_NOT = frozenset({"participle", "infinitive", "gerund"})  # of an auxiliary


def verbs_of(parsed: Parsed) -> list[Verb]:
    """All verb groups and event nouns of a sentence, in text order."""
    found = []
    for word in parsed.of_any("verb", "event_noun"):
        entries, nominal = word.form.verbal, word.form.nominal
        if nominal and any(when.first <= word.first < when.last for when in parsed.times):
            continue  # "entro la fine di settembre"
        if not nominal:
            if _is_name(parsed, word) or _only_helps(parsed, word):
                continue
            if _is_participle(entries) and parsed.is_any(word.first - 1, _NOUN_MARKS):
                continue  # "la caduta", "dei dispersi": a noun, whatever it comes from
            if entries and _is_other_word(parsed, word):
                entries = tuple([e for e in entries if e.slot == "infinitive"])
        if entries and (nominal or "noun" in word.form.by_kind):  # "la consegna" is the noun, "hanno perso" the verb
            entries, nominal = ((), nominal) if _stands_as_noun(parsed, word, entries) else (entries, ())
        if entries:
            found.append(_group(parsed, word, entries))
        if nominal:
            found.append(Verb(nominal, word.first, word.last, "", nominal=True))
    for before, verb in pairwise(found):
        _share_auxiliary(parsed, before, verb)
    return found


def _share_auxiliary(parsed: Parsed, before: Verb, verb: Verb) -> None:
    """ "ha distrutto un carro e affondato due navi": the participle behind "and" leans on the auxiliary before it."""
    i = verb.first - 1
    joined = parsed.reading(i, "and") is not None and parsed.tokens.norm[i] != ","
    if not (joined and verb.adjectival and before.perfect and not before.passive and not before.nominal):
        return
    if any(parsed.tokens.norm[k] in _STOPS or parsed.reading(k, "clause") for k in range(before.last, i)):
        return
    if any(n.full == verb.last for n in parsed.numbers):
        verb.passive = verb.adjectival = False
        verb.perfect, verb.finite, verb.conditional = True, before.finite, before.conditional


def _is_participle(entries: tuple[Entry, ...]) -> bool:
    for entry in entries:
        if entry.slot != "participle":
            return False
    return bool(entries)


def _only_helps(parsed: Parsed, word: Word) -> bool:
    """ "ha inviato" against "ha 900 soldati", "ha in Somalia 900 soldati": an auxiliary is a verb of its own right
    before a number, but for a place or an adverb."""
    helper = word.form.by_kind.get("aux")
    if helper is None:
        return False
    if helper.get("progressive"):
        return _is_gerund(parsed, word.last)  # "stanno inviando" against "stanno nel Kursk"
    for number in parsed.numbers:
        if (
            0 <= number.full - word.last <= _ASIDE
            and number.first - number.full <= 1
            and all(parsed.is_any(i, _MAY_STAND) for i in range(word.last, number.full))
        ):
            return parsed.reading(word.first - 1, "anaphor") is not None
    return True


def _is_gerund(parsed: Parsed, i: int) -> bool:
    word = parsed.at[i] if i < len(parsed.at) else None
    return word is not None and any(e.slot == "gerund" for e in word.form.verbal)


def _is_name(parsed: Parsed, word: Word) -> bool:
    """A capital inside the sentence: "della Nato" is no participle."""
    i = word.first
    return i > 0 and parsed.tokens.capital(i) and parsed.tokens.norm[i - 1][0].isalpha()


def _is_other_word(parsed: Parsed, word: Word) -> bool:
    """ "la parte russa", "della carica": behind a preposition, or a body's name behind an article, no verb."""
    before = parsed.reading_of(word.first - 1, "prep", "article") if word.last - word.first == 1 else None
    if before is None:
        return False
    return before.kind == "prep" or not before.get("clitic") or "institution" in word.form.by_kind


def _stands_as_noun(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> bool:
    """A form that is verb and noun is the noun behind an article, preposition or number, not behind an auxiliary."""
    i = word.first - 1
    if parsed.is_numeral(i):
        return True
    if parsed.is_any(i, _VERB_MARKS):
        return False
    if parsed.is_any(i, _NOUN_COMPANY):
        return True
    if parsed.is_any(i, _VERB) and not parsed.is_any(i, _NOUN):
        return not any(e.slot in _NO_FINITE for e in entries)  # "ha stanziato aiuti": its object, no second verb
    return i < 0 and not any(e.slot == "participle" for e in entries)


def _group(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> Verb:
    """The verb with its auxiliaries: "potrebbero essere stati uccisi" is passive and conditional."""
    slots = {e.slot for e in entries}
    participle = "participle" in slots
    first, auxiliaries = _auxiliaries(parsed, word.first)
    if not auxiliaries:
        slot = "participle" if participle and len(slots) == 1 else entries[0].slot
        verb = Verb(entries, word.first, word.last, slot)
        verb.passive = verb.adjectival = participle
        verb.finite = not participle and not slots.isdisjoint(_FINITE)
        verb.conditional = "conditional" in slots
        verb.future = "future" in slots
        return verb
    kinds = {a.id for a in auxiliaries}
    moods = {a.slot for a in auxiliaries}
    verb = Verb(entries, first, word.last, "participle" if participle else entries[0].slot)
    verb.passive = participle and ("be" in kinds or "come" in kinds)
    verb.finite = not moods <= _FINITE_NOT or not slots.isdisjoint(_FINITE)
    guessed = participle and _is_perfect_future(auxiliaries)
    verb.conditional = "conditional" in moods or guessed
    verb.future = ("future" in moods and not guessed) or _is_expected(auxiliaries)
    verb.perfect = participle and ("have" in kinds or _has_been(auxiliaries))
    return verb


def _auxiliaries(parsed: Parsed, first: int) -> tuple[int, list[Entry]]:
    """The auxiliaries before the verb at `first`, the nearest first, and where the first of them stands."""
    found: list[Entry] = []
    gap, i = 0, first - 1
    while i >= 0 and gap < _GAP:
        form, begin = parsed.forms[i], _time_before(parsed, i)
        if begin is None:
            begin = i
            if form is not None:
                entry = form.by_kind.get("aux") or form.by_kind.get("modal")
                if entry is not None:
                    found.append(entry)
                    first, gap, i = i, 0, i - 1
                    continue
                word = parsed.at[i]
                if word is None or _BETWEEN.isdisjoint(form.by_kind):
                    break
                begin = word.first  # "ha a sua volta inviato"
            elif not parsed.tokens.norm[i][0].isalpha():
                break
        gap, i = gap + 1, begin - 1
    return first, found


def _time_before(parsed: Parsed, i: int) -> int | None:
    """Where the time begins that token i belongs to, with the preposition before it; None where it is part of none."""
    for when in parsed.times:
        if when.first <= i < when.last:
            return when.first - 1 if parsed.is_any(when.first - 1, _PREP) else when.first
    return None


def _is_perfect_future(auxiliaries: list[Entry]) -> bool:
    """ "avranno perso", "saranno stati uccisi": a guess about what is past."""
    ahead = any(a.slot == "future" for a in auxiliaries)
    return ahead and (auxiliaries[-1].id == "have" or _has_been(auxiliaries))


def _is_expected(auxiliaries: list[Entry]) -> bool:
    """ "dovrebbero lasciare", "potrebbero essere schierati" lie ahead; "potrebbero essere stati uccisi" lies behind."""
    modal = False
    for auxiliary in auxiliaries:
        if auxiliary.id == "have" or (auxiliary.id == "be" and auxiliary.slot == "participle"):
            return False
        modal = modal or auxiliary.id == "modal"
    return modal


def _has_been(auxiliaries: list[Entry]) -> bool:
    return any(a.id == "be" and a.slot == "participle" for a in auxiliaries)
