"""Who says so: the nearest speaker whose word covers the number."""

from __future__ import annotations

from operator import attrgetter

from riscontro.assemble.owners import ADJECTIVES
from riscontro.assemble.roles import relative
from riscontro.assemble.shapes import Name, Parsed, Speaker
from riscontro.vocabulary import Entry

_CUE_REACH, _BACK_REACH, _SPEAKER_REACH = 1.7, 8.0, 7.0
_LIGHT = frozenset({"article", "filler"})
_BARE_NEAR = 4  # words from a cue to a nameless institution
_BARE_REACH = 9  # words between a nameless institution and its verb
_NOT_SAID = ("infinitive", "gerund", "present_participle")
_ASIDE = 9  # words of an aside between commas
_HEAD = 14  # words up to the colon behind a speaker
_BACK = 3.0  # what it is worth that the cue says "lo", "that"
_MESSENGER = 4.0  # what a medium costs against the first hand that it quotes


def speakers(parsed: Parsed) -> list[Speaker]:
    """All speakers of a sentence, in text order."""
    found: list[Speaker] = []
    for word in parsed.of("citing", "according", "say", "deny"):
        if cue := word.reading("citing", "according"):
            found += _named_after(parsed, cue, word.first, word.last)
        elif (
            (cue := word.reading("say", "deny"))
            and (cue.kind == "say" or cue.slot)
            and (cue.slot not in _NOT_SAID or _is_cleft(parsed, word.first))
        ):
            found += _subject_of(parsed, cue, word.first, word.last)
    if parsed.names:
        found += _before_colon(parsed) + _for_whom(parsed)
        if found:
            found += _gapped(parsed, found)
    return sorted(found, key=attrgetter("first")) if len(found) > 1 else found


def looks_back(parsed: Parsed, found: list[Speaker]) -> Speaker | None:
    """The speaker of the sentence before: "Lo riferisce il ministero" at the start of this one."""
    return next((s for s in found if s.first <= 3 and s.entry.get("back")), None) if found else None


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
    """How far the word of a speaker is from tokens `first` to `last`."""
    reach = parsed.cost(last, speaker.first) if speaker.first >= last else parsed.cost(speaker.last, first) - 0.8
    return reach + (_MESSENGER if speaker.messenger else 0.0) - (_BACK if speaker.entry.get("back") else 0.0)


def _speaker(parsed: Parsed, cue: Entry, first: int, last: int, name: Name) -> Speaker:
    return Speaker(name.actor, cue, min(first, name.first), max(last, name.last), name, name.kind == "agency")


def _named_after(parsed: Parsed, cue: Entry, first: int, last: int) -> list[Speaker]:
    """The name right behind "secondo"; a cue that looks back ("lo riferisce, come ogni giorno, …") reaches further."""
    far = _BACK_REACH if cue.get("back") else _CUE_REACH
    bare = _bare_institution(parsed, cue, first, last, last)
    for name in parsed.names:
        if cue.get("back") and name.prep == "to" and name.kind == "agency":
            continue  # "lo ha detto all'agenzia": who was told
        if bare and name.first >= bare[0].last:
            break  # "lo rende noto il ministero, che ringrazia …": the body right behind the cue
        if last <= name.first and parsed.cost(last, name.first) < far:
            return [_speaker(parsed, cue, first, last, name)]
    return bare or ([Speaker("", cue, first, last, None, True)] if cue.kind == "according" else [])


def _bare_institution(parsed: Parsed, cue: Entry, first: int, last: int, begin: int) -> list[Speaker]:
    """ "secondo il ministero": only the story tells whose."""
    if not parsed.of("institution"):
        return []
    for i in range(begin, min(begin + _BARE_NEAR, len(parsed.tokens))):
        if body := parsed.reading(i, "institution"):
            return [Speaker("", cue, first, max(last, i + 1), None, bool(body.get("stateless")))]
        if not parsed.is_any(i, _LIGHT):
            break
    return []


def _subject_of(parsed: Parsed, cue: Entry, first: int, last: int) -> list[Speaker]:
    begin, passive = first, False
    while begin > 0 and (auxiliary := parsed.reading(begin - 1, "aux")):
        begin -= 1
        passive = passive or auxiliary.id in ("be", "come")
    if begin > 0 and _is_aside(parsed, begin, last):
        return [Speaker("", cue, begin, last, None, False)]
    inserted = _is_inserted(parsed, begin, last)
    clause = parsed.reading(last, "clause") is not None
    best, best_cost = None, _SPEAKER_REACH
    for name in parsed.names:
        if _is_counted(parsed, name) or _consists_of(parsed, name, begin, last):
            continue
        if name.prep and relative(parsed, name, begin):
            return [_speaker(parsed, cue, begin, last, name)]
        if name.kind == "demonym" and not name.institution and not parsed.reading(name.first - 1, "article"):
            continue
        if passive:
            if name.prep != "from" or name.first < last:
                continue
            cost = parsed.cost(last, name.first)
        elif name.prep and not (name.kind == "capital" and name.prep in ("to", "in") and 0 <= name.first - last <= 1):
            continue  # "ritengono a Seul"
        elif name.last <= begin and not inserted:
            cost = parsed.cost(name.last, begin) * (0.6 if clause else 1.0)
        elif name.first >= last and not clause:
            cost = (parsed.cost(last, name.first) + 0.5) * 2
        else:
            continue
        if cost < best_cost:
            best, best_cost = name, cost
    if best:
        return [_speaker(parsed, cue, begin, last, best)]
    if bare := _bare_institution(parsed, cue, begin, last, last):
        return bare
    if not parsed.of("institution"):
        return []
    for i in range(begin - 1, max(-1, begin - _BARE_REACH), -1):
        if body := parsed.reading(i, "institution"):
            return [Speaker("", cue, i, last, None, bool(body.get("stateless")))]
        if parsed.reading(i, "clause", "verb") or not parsed.tokens.norm[i][0].isalpha():
            break
    return []


def _is_counted(parsed: Parsed, name: Name) -> bool:
    """ "conta 30 soldati turchi": who is counted does not speak."""
    numbers = parsed.numbers
    return bool(numbers) and any(n.tail == name.first and n.quantity.kind != "indefinite" for n in numbers)


def _consists_of(parsed: Parsed, name: Name, begin: int, last: int) -> bool:
    """ "il contingente conta 900 uomini": a body that counts so many says nothing."""
    counts = name.last <= begin and parsed.reading(last - 1, "copula") and any(n.full == last for n in parsed.numbers)
    return bool(counts) and any(parsed.reading(i, "band") for i in range(name.first, name.last))


def _gapped(parsed: Parsed, found: list[Speaker]) -> list[Speaker]:
    """ "Damasco parla di 30 morti, Parigi di 12": the verb of saying goes without saying."""
    told: list[Speaker] = []
    says = [s for s in found if s.entry.kind == "say"]
    if not says:
        return told
    quoted, norms = [s.name for s in found], parsed.tokens.norm
    for name in parsed.names:
        before = next((s for s in says if s.last < name.first), None)
        if before is None or name.prep or name in quoted or not parsed.reading(name.last, "prep"):
            continue
        same = norms[name.last] in norms[before.first : before.last + 1]
        if same and any(n.full == name.last + 1 for n in parsed.numbers):
            told.append(_speaker(parsed, before.entry, name.first, name.last, name))
    return told


def _is_aside(parsed: Parsed, begin: int, last: int) -> bool:
    """ "Dal 2023, dice, il regime ha mandato": alone between commas; whoever spoke before goes on."""
    comma = last < len(parsed.tokens) and parsed.tokens.norm[last] == ","
    return comma and parsed.tokens.norm[begin - 1] == ","


def _is_inserted(parsed: Parsed, begin: int, last: int) -> bool:
    """ ", aggiunge il bollettino": between commas the speaker stands behind its verb."""
    if begin == 0 or parsed.tokens.norm[begin - 1] not in (",", '"') or last >= len(parsed.tokens):
        return False
    if _closes_aside(parsed, begin - 1):
        return False
    return bool(parsed.reading(last, "article", "institution", "actor", "goes_on")) and not parsed.reading(
        last, "clause"
    )


def _closes_aside(parsed: Parsed, comma: int) -> bool:
    """ "Il ministero, ricorda il giornale, ha annunciato …": the main clause goes on behind this comma."""
    norms = parsed.tokens.norm
    begin = comma - 1
    while begin > 0 and norms[begin] != "," and comma - begin < _ASIDE:
        begin -= 1
    if norms[begin] != "," or begin == 0:
        return False
    return any(begin < w.first < comma for w in parsed.of("say", "according"))


def _is_cleft(parsed: Parsed, first: int) -> bool:
    """ "era stata Mosca ad annunciare": the name right before "to announce" is who said it."""
    prep = parsed.reading(first - 1, "prep")
    return prep is not None and prep.id == "to" and any(n.last == first - 1 for n in parsed.names)


def _for_whom(parsed: Parsed) -> list[Speaker]:
    """ "Per Kiev 12mila soldati": whose count it is, at the head of the sentence."""
    return [
        _speaker(parsed, n.entry, n.first, n.last, n)
        for n in parsed.names
        if n.prep == "for" and (_opens_clause(parsed, n) or _between_commas(parsed, n))
    ]


def _opens_clause(parsed: Parsed, name: Name) -> bool:
    """At the head of the sentence, or right behind a colon or semicolon."""
    i = name.first - 1
    while i > 0 and parsed.reading(i, "article", "prep"):
        i -= 1
    return name.first <= 2 or parsed.tokens.norm[max(0, i)] in (":", ";")


def _between_commas(parsed: Parsed, name: Name) -> bool:
    i = name.first - 1
    while i > 0 and parsed.reading(i, "article", "prep"):
        i -= 1
    before = parsed.tokens.norm[max(0, i)]
    after = parsed.tokens.norm[name.last] if name.last < len(parsed.tokens) else ","
    return before == "," and after == ","


def _before_colon(parsed: Parsed) -> list[Speaker]:
    """ "Kiev: «818 drones»": a name, or a name and a few words, before the first colon."""
    head = parsed.tokens.norm[:_HEAD]
    if ":" not in head:
        return []
    colon = head.index(":")
    names = [n for n in parsed.names if n.last <= colon and not n.prep and not _is_counted(parsed, n)]
    names = [n for n in names if n.institution or n.kind not in ADJECTIVES or n.first == 0]  # "Raid siriani: …"
    if not names or any(v.finite and v.last <= colon for v in parsed.verbs):
        return []
    name = names[-1]
    if parsed.cost(name.last, colon) > 2.2:
        return []
    return [_speaker(parsed, name.entry, name.first, colon, name)]
