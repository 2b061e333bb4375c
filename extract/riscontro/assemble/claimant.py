"""Who says so: the nearest speaker whose word covers the number."""

from __future__ import annotations

from operator import attrgetter

from riscontro.assemble.aside import before, end_of_aside, is_aside, outside_aside, within_aside
from riscontro.assemble.roles import relative
from riscontro.assemble.shapes import Name, Number, Parsed, Speaker
from riscontro.assemble.speaker import OPENS, counts, is_counted, spoken_by
from riscontro.assemble.unsaid import (
    bare_institution,
    before_colon,
    for_whom,
    in_brackets,
    is_paper,
    named_after,
    who_counts,
)
from riscontro.vocabulary import Entry

_SPEAKER_REACH = 7.0
_BARE_REACH = 9  # words between a nameless institution and its verb
_BESIDE = 2  # words from a number to whoever counts so
_NOT_SAID = ("infinitive", "gerund", "present_participle")
_SEATS = ("capital", "institution")  # kinds of names
_HELPED = 4  # words in which the auxiliary of a participle stands: "aveva già, allora, dichiarato"
_BACK = 3.0  # what it is worth that the cue says "lo", "that"
_MESSENGER = 4.0  # what a medium costs against the first hand that it quotes


def speakers(parsed: Parsed) -> list[Speaker]:
    """All speakers of a sentence, in text order."""
    found: list[Speaker] = []
    for word in parsed.of_any("citing", "according", "say", "deny"):
        by_kind = word.form.by_kind
        if cue := by_kind.get("citing") or by_kind.get("according"):
            if parsed.reading(word.last, "attack"):
                continue  # "è il bilancio del raid russo": of what happened, nobody's word
            if cue.get("back") and counts(parsed, word.last):
                continue  # "il bilancio è di 30 morti"
            if cue.get("close") and not _is_close(parsed, word.last):
                found += [
                    spoken_by(parsed, cue, word.first, word.last, n) for n in parsed.names if n.last == word.first
                ]
                continue  # "Seul ne è convinta: …"
            found += named_after(parsed, cue, word.first, word.last)
        elif (
            (cue := by_kind.get("say") or by_kind.get("deny"))
            and (cue.kind == "say" or cue.slot)
            and (cue.slot not in _NOT_SAID or _is_cleft(parsed, word.first))
            and not _is_deed(parsed, word.last)
        ):
            found += _subject_of(parsed, cue, word.first, word.last)
    if parsed.names:
        found += before_colon(parsed)
        found += for_whom(parsed)
        found += who_counts(parsed)
    if ")" in parsed.tokens.norm:
        found += in_brackets(parsed)
    if parsed.names and found:
        found += _gapped(parsed, found)
    return sorted(found, key=attrgetter("first")) if len(found) > 1 else found


def _is_close(parsed: Parsed, last: int) -> bool:
    """ "Così Kiev su X", "…: così l'esercito turco": a name right behind, and no predicate of its own."""
    name = next((n for n in parsed.names if 0 <= n.first - last <= 1), None)
    if name is None or (name.prep and name.prep != "of"):
        return False
    return not any(v.finite and v.first >= last for v in parsed.verbs)


def _is_deed(parsed: Parsed, last: int) -> bool:
    """ "ha risposto con 85 razzi": who answers with things says nothing."""
    prep = parsed.reading(last, "prep")
    return prep is not None and prep.id == "with" and any(0 <= n.full - last <= 2 for n in parsed.numbers)


def looks_back(parsed: Parsed, found: list[Speaker]) -> Speaker | None:
    """The speaker of the sentence before: "Lo riferisce il ministero" at the start of this one."""
    for speaker in found:
        if speaker.first <= 3 and speaker.entry.get("back"):
            return speaker
    return None


def nearest(parsed: Parsed, found: list[Speaker], first: int, last: int) -> Speaker | None:
    """The speaker whose word covers tokens `first` to `last`: near, and first hand rather than messenger."""
    if not found:
        return None
    best, best_cost = found[0], _cover(parsed, found[0], first, last)
    for speaker in found[1:]:
        cost = _cover(parsed, speaker, first, last)
        if cost < best_cost or (cost == best_cost and speaker.first < best.first):
            best, best_cost = speaker, cost
    return best


def _cover(parsed: Parsed, speaker: Speaker, first: int, last: int) -> float:
    """How far the word of a speaker is from tokens `first` to `last`; nothing stands between "caduti … Seul ne stima
    300" and him who speaks within."""
    if first <= speaker.first and speaker.last < last and speaker.entry.kind == "say":
        return -1.0
    if speaker.entry.kind != "say" and 0 <= speaker.first - last <= _BESIDE and parsed.cost(last, speaker.first) < 1:
        return -1.0  # "300 per Seul, 400 per Kiev"
    reach = parsed.cost(last, speaker.first) if speaker.first >= last else parsed.cost(speaker.last, first) - 0.8
    return reach + (_MESSENGER if speaker.messenger else 0.0) - (_BACK if speaker.entry.get("back") else 0.0)


def _subject_of(parsed: Parsed, cue: Entry, first: int, last: int) -> list[Speaker]:
    begin, passive = first, False
    while begin > 0 and (auxiliary := parsed.reading(begin - 1, "aux")):
        begin -= 1
        passive = passive or auxiliary.id in ("be", "come")
    if begin > 0 and is_aside(parsed, begin, last):
        return [Speaker("", cue, begin, last, None, False)]
    if cue.slot == "participle" and not any(parsed.reading(i, "aux") for i in range(max(0, first - _HELPED), first)):
        passive = True  # "un assalto attribuito alle bande": nobody speaks
    if not passive and (end := end_of_aside(parsed, begin, last)):
        return within_aside(parsed, cue, begin, last, end)
    if not passive and (outer := outside_aside(parsed, begin)) is not None:
        return [spoken_by(parsed, cue, begin, last, outer)]
    clause = parsed.reading(last, "clause") is not None
    best, best_cost = None, _SPEAKER_REACH
    for name in parsed.names:
        if is_counted(parsed, name) or _consists_of(parsed, name, begin, last):
            continue
        if name.prep and relative(parsed, name, begin):
            return [spoken_by(parsed, cue, begin, last, name)]
        if name.kind == "demonym" and not name.institution and not parsed.reading(name.first - 1, "article"):
            continue
        if passive:
            if name.prep != "from" or name.first < last:
                continue
            cost = parsed.cost(last, name.first)
        elif name.prep and not _speaks_there(parsed, name, begin, last):
            continue
        elif name.last <= begin:
            cost = before(parsed, name, begin) * (0.6 if clause else 1.0)
        elif name.first >= last and not clause and not _is_counted_there(parsed, name, last):
            cost = (parsed.cost(last, name.first) + 0.5) * 2
        else:
            continue
        if cost < best_cost:
            best, best_cost = name, cost
    if best:
        return [spoken_by(parsed, cue, begin, last, best)]
    if bare := bare_institution(parsed, cue, begin, last, last):
        return bare
    if not parsed.of("institution"):
        return []
    for i in range(begin - 1, max(-1, begin - _BARE_REACH), -1):
        if body := parsed.reading(i, "institution"):
            if parsed.reading(i, "band") and parsed.reading(last - 1, "copula"):
                break  # "il contingente … conta 900 uomini"
            seat = next((n for n in parsed.names if n.prep == "from" and 0 <= i - n.last <= 2), None)
            if seat is not None:  # "Da Mosca il ministero fa sapere"
                return [spoken_by(parsed, cue, seat.first, last, seat)]
            return [Speaker("", cue, i, last, None, bool(body.get("stateless")))]
        if parsed.reading_of(i, "clause", "verb") or not parsed.tokens.norm[i][0].isalpha():
            break
    return []


def _speaks_there(parsed: Parsed, name: Name, begin: int, last: int) -> bool:
    """ "ritengono a Seul", "dal Cremlino fanno sapere", "al Pentagono stimano", "il rapporto del ministero stima"."""
    if name.last <= begin:
        there = name.prep == "from" or (name.prep in ("to", "in") and (name.institution or name.kind in _SEATS))
        return (there and name.last == begin and name.first <= OPENS) or is_paper(parsed, name)
    return name.kind == "capital" and name.prep in ("to", "in") and 0 <= name.first - last <= 1


def _is_counted_there(parsed: Parsed, name: Name, last: int) -> bool:
    """ "valuta in 3.000 i soldati cubani", "scrive: i soldati cubani sono 3.000": who are counted do not speak."""
    noun = parsed.reading(name.first, "noun")
    if noun is None or not noun.get("entity"):
        return False
    return any(last <= n.full < name.first or _ties(parsed, name, n) for n in parsed.numbers)


def _ties(parsed: Parsed, name: Name, number: Number) -> bool:
    """Whether a copula ties the name to the number behind it."""
    i = number.full - (2 if parsed.reading(number.full - 1, "prep") else 1)
    return name.last <= i < name.last + _HELPED and parsed.reading(i, "copula") is not None


def _consists_of(parsed: Parsed, name: Name, begin: int, last: int) -> bool:
    """ "il contingente conta 900 uomini": a body that counts so many says nothing."""
    counts = name.last <= begin and parsed.reading(last - 1, "copula") and any(n.full == last for n in parsed.numbers)
    return bool(counts) and any(parsed.reading(i, "band") for i in range(name.first, name.last))


def _gapped(parsed: Parsed, found: list[Speaker]) -> list[Speaker]:
    """ "Damasco parla di 30 morti, Parigi di 12": the verb of saying goes without saying."""
    told: list[Speaker] = []
    says = [s for s in found if s.entry.kind == "say"]
    if not says or not parsed.numbers:
        return told
    quoted, norms = [s.name for s in found], parsed.tokens.norm
    for name in parsed.names:
        before = next((s for s in says if s.last < name.first), None)
        if before is None or name.prep or name in quoted:
            continue
        if _counts_too(parsed, before, name) or _claims_too(parsed, name):
            told.append(spoken_by(parsed, before.entry, name.first, name.last, name))
            continue
        if not parsed.reading(name.last, "prep"):
            continue
        same = norms[name.last] in norms[before.first : before.last + 1]
        if same and any(n.full == name.last + 1 for n in parsed.numbers):
            told.append(spoken_by(parsed, before.entry, name.first, name.last, name))
    return told


def _counts_too(parsed: Parsed, before: Speaker, name: Name) -> bool:
    """ "Seul ne conta 300, Kiev 400"."""
    joined = parsed.tokens.norm[name.first - 1] == ";" or parsed.reading(name.first - 1, "and") is not None
    if not joined or not any(n.full == name.last for n in parsed.numbers):
        return False
    return any(0 <= n.full - before.last <= 1 for n in parsed.numbers) and bool(parsed.of("anaphor"))


def _claims_too(parsed: Parsed, name: Name) -> bool:
    """ "Kiev sostiene di averne abbattuti 95, Mosca di averne lanciati 120"."""
    prep = parsed.reading(name.last, "prep")
    if parsed.reading(name.first - 1, "and") is None or prep is None or prep.id != "of":
        return False
    helper = parsed.reading_of(name.last + 1, "aux", "verb")
    return helper is not None and helper.slot == "infinitive"


def _is_cleft(parsed: Parsed, first: int) -> bool:
    """ "era stata Mosca ad annunciare": the name right before "to announce" is who said it."""
    prep = parsed.reading(first - 1, "prep")
    return prep is not None and prep.id == "to" and any(n.last == first - 1 for n in parsed.names)
