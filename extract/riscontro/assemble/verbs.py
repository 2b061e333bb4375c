"""Verb groups and event nouns of a sentence: voice, mood and tense from the auxiliaries around the form."""

from __future__ import annotations

from riscontro.assemble.shapes import Parsed, Verb
from riscontro.vocabulary import Entry, Word


def verbs_of(parsed: Parsed) -> list[Verb]:
    found = []
    for word in parsed.of("verb", "event_noun"):
        entries, nominal = word.form.verbal, word.form.nominal
        if (
            entries
            and not nominal
            and all(e.slot == "participle" for e in entries)
            and parsed.reading(word.first - 1, "article", "prep")
        ):
            entries = ()  # "la caduta", "dei dispersi": a noun, whatever it comes from
        if not nominal and (_is_name(parsed, word) or _only_helps(parsed, word)):
            continue
        if not nominal and _is_other_word(parsed, word):
            entries = tuple(e for e in entries if e.slot == "infinitive")
        if entries and (nominal or word.reading("noun")):  # "la consegna" is the noun, "hanno perso" the verb
            entries, nominal = ((), nominal) if _stands_as_noun(parsed, word, entries) else (entries, ())
        if entries:
            found.append(_group(parsed, word, entries))
        if nominal:
            found.append(Verb(nominal, word.first, word.last, "", nominal=True))
    return found


def _only_helps(parsed: Parsed, word: Word) -> bool:
    """ "ha inviato" against "ha 900 soldati": an auxiliary is a verb of its own right before a number."""
    if word.reading("aux") is None:
        return False
    held = any(n.full == word.last and n.first - n.full <= 1 for n in parsed.numbers)
    return not held or parsed.reading(word.first - 1, "anaphor") is not None


def _is_name(parsed: Parsed, word: Word) -> bool:
    """A capital inside the sentence: "della Nato" is no participle."""
    i = word.first
    return i > 0 and parsed.tokens.capital(i) and parsed.tokens.norm[i - 1][0].isalpha()


def _is_other_word(parsed: Parsed, word: Word) -> bool:
    """ "la parte russa", "della carica": behind a preposition, or a body's name behind an article, no verb."""
    before = parsed.reading(word.first - 1, "prep", "article") if word.last - word.first == 1 else None
    if before is None:
        return False
    return before.kind == "prep" or not before.get("clitic") or word.reading("institution") is not None


def _stands_as_noun(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> bool:
    """A form that is verb and noun is the noun behind an article, preposition or number, not behind an auxiliary."""
    i = word.first - 1
    if i >= 0 and any(n.first <= i < n.last for n in parsed.numbers):
        return True
    if parsed.reading(i, "aux", "modal", "anaphor", "negation", "clause"):
        return False
    if parsed.reading(i, "article", "prep", "possessive", "filler"):
        return True
    return not any(e.slot == "participle" for e in entries) and i < 0


def _group(parsed: Parsed, word: Word, entries: tuple[Entry, ...]) -> Verb:
    """The verb with its auxiliaries: "potrebbero essere stati uccisi" is passive and conditional."""
    slots = {e.slot for e in entries}
    slot = entries[0].slot
    auxiliaries: list[tuple[str, str]] = []
    first, i, gap = word.first, word.first - 1, 0
    while i >= 0 and gap < 3:
        entry = parsed.reading(i, "aux", "modal")
        if entry:
            auxiliaries.append((entry.id, entry.slot))
            first, gap = i, 0
        elif (parsed.at[i] and not parsed.reading(i, "negation", "anaphor", "adverb")) or not parsed.tokens.norm[i][
            0
        ].isalpha():
            break
        else:
            gap += 1
        i -= 1
    kinds = {a for a, _ in auxiliaries}
    moods = {s for _, s in auxiliaries}
    participle = "participle" in slots
    passive = participle and bool(kinds & {"be", "come"} or not kinds)
    finite_aux = any(s not in ("participle", "infinitive", "gerund") for s in moods)
    return Verb(
        entries,
        first,
        word.last,
        "participle" if participle and (auxiliaries or slots == {"participle"}) else slot,
        passive=passive,
        finite=finite_aux
        or (
            bool(slots & {"present", "imperfect", "past", "future", "conditional"})
            and not (participle and not auxiliaries)
        ),
        conditional="conditional" in moods or (not auxiliaries and "conditional" in slots),
        future="future" in moods or (not auxiliaries and "future" in slots) or _is_expected(auxiliaries),
        perfect=participle and ("have" in kinds or ("be", "participle") in auxiliaries),
        adjectival=participle and not auxiliaries,
    )


def _is_expected(auxiliaries: list[tuple[str, str]]) -> bool:
    """ "dovrebbero lasciare", "potrebbero essere schierati" lie ahead; "potrebbero essere stati uccisi" lies behind."""
    modal = any(kind == "modal" for kind, _ in auxiliaries)
    behind = any(kind in ("be", "have") and (slot == "participle" or kind == "have") for kind, slot in auxiliaries)
    return modal and not behind
