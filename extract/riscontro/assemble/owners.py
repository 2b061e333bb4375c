"""Whose the counted things are: the name of their noun, their list, their body, or of those they are among."""

from __future__ import annotations

from collections.abc import Iterator

from riscontro.assemble.shapes import Name, Number, Parsed
from riscontro.frames import is_a
from riscontro.vocabulary import Word

_PERSON = "person"  # a row of seeds/entities.csv
_BODY, _NEAR = 4.0, 1  # how far a body may stand from the verb of its count, and this from the number
_FAR, _OWNER_REACH, _WHOLE, _OPENING = 9.0, 7, 1, 4
_OPENERS = (",", ";", ":", '"')  # what a clause may open behind
_OTHER_PHRASE = frozenset({"event_noun", "verb", "aux", "clause", "and", "copula", "say", "according", "citing"})
_FIGHTERS = frozenset({"institution", "military", "band"})  # who strikes has things of his own, a strike has none
ADJECTIVES = ("demonym", "short")  # kinds of names that stand behind their noun


def owner(parsed: Parsed, first: int, last: int) -> Name | None:
    """The actor that the noun on `first` to `last` belongs to: "soldati nordcoreani", "soldati di Pyongyang"."""
    if not parsed.names:
        return None
    return _owner_after(parsed, last) or _owner_before(parsed, first) or _owner_of_band(parsed, first)


def owner_of_all(parsed: Parsed, last: int) -> Name | None:
    """ "127 missili e 109 droni russi", "30 morti e 40 feriti tra i russi": the last tells of all."""
    following = next((n for n in parsed.numbers if n.full == last + 1), None)
    if following is None or not parsed.reading(last, "and"):
        return None
    word = parsed.at[following.tail] if following.tail < len(parsed.at) else None
    if word is None or not word.reading("noun"):
        return None
    name = _owner_after(parsed, word.last)
    return name if name is not None and name.kind in ADJECTIVES else owner_among(parsed, word.last)


def owner_among(parsed: Parsed, last: int) -> Name | None:
    """ "4.000 vittime tra i soldati turchi": the owner of the noun behind "among"."""
    for i in range(last, min(last + 3, len(parsed.tokens))):
        prep = parsed.reading(i, "prep")
        if prep is None or prep.id != "between":
            continue
        if nation := _nation_among(parsed, i + 1):
            return nation
        for k in range(i + 1, min(i + 4, len(parsed.at))):
            word = parsed.at[k]
            if word is not None and word.reading("noun"):
                return _owner_after(parsed, word.last)
    return None


def _nation_among(parsed: Parsed, i: int) -> Name | None:
    """ "40 feriti tra i russi", but "tra russi e turchi": a nation by itself."""
    first = i + 1 if parsed.reading(i, "article") else i
    name = next((n for n in parsed.names if n.core == first and n.kind in ADJECTIVES), None)
    if name is None or parsed.reading_of(name.last, "and", "noun"):
        return None
    return name


def among_before(parsed: Parsed, first: int) -> Word | None:
    """ "Tra i militari russi si contano 3.000 feriti": the noun behind the "among" that opens the clause."""
    norms = parsed.tokens.norm
    for i in _clause_opening_among(parsed, first):
        noun = _noun_at(parsed, i + (2 if parsed.reading(i + 1, "article") else 1))
        if noun is None or noun.last > first or parsed.cost(noun.last, first) > _FAR:
            continue
        name = _owner_after(parsed, noun.last)
        end = noun.last if name is None else name.last
        if not any(parsed.reading(k, "and") and norms[k] != "," for k in (noun.last, end)):
            return noun  # "tra civili e militari": of neither
    return None


def nation_among_before(parsed: Parsed, first: int) -> Name | None:
    """ "Tra i russi si contano 300 feriti": the nation behind the "among" that opens the clause."""
    for i in _clause_opening_among(parsed, first):
        name = _nation_among(parsed, i + 1)
        if name is not None and name.last <= first and parsed.cost(name.last, first) <= _FAR:
            return name
    return None


def _clause_opening_among(parsed: Parsed, first: int) -> Iterator[int]:
    norms = parsed.tokens.norm
    for i in range(first):
        if i == 0 or norms[i - 1] in _OPENERS:
            prep = parsed.reading(i, "prep")
            if prep is not None and prep.id == "between":
                yield i


def owner_of_whole(parsed: Parsed, last: int) -> Name | None:
    """ "I feriti sono 300, tutti turchi": the nation that all of them are of."""
    for word in parsed.of("all_of"):
        if 0 <= word.first - last <= _WHOLE:
            return next((n for n in parsed.names if n.core == word.last and n.kind in ADJECTIVES), None)
    return None


def _noun_at(parsed: Parsed, i: int) -> Word | None:
    word = parsed.at[i] if i < len(parsed.at) else None
    return word if word is not None and word.reading("noun") else None


def _owner_of_band(parsed: Parsed, first: int) -> Name | None:
    """ "una forza turca di 400 uomini", "la missione turca, 400 uomini, resta": the adjective of the body that consists
    of what is counted from `first` on."""
    if not parsed.of("band"):
        return None
    of = next((n.full - 1 for n in parsed.numbers if n.tail == first), 0)
    prep = parsed.reading(of, "prep") if of else None
    apposed = of > 0 and parsed.tokens.norm[of] in (",", ":")
    if not (apposed or (prep is not None and prep.id == "of")):
        return None
    near = [n for n in parsed.names if n.last == of]
    name = next((n for n in near if n.kind in ADJECTIVES or (apposed and n.prep == "of")), None)
    bodies = (name.core - 1, name.core - 2) if name is not None and apposed else (name.core - 1,) if name else ()
    if any(parsed.reading(i, "band") for i in bodies):
        return name
    noun = parsed.reading(first, "noun")
    people = noun is not None and is_a(noun.get("entity") or "", _PERSON)
    return _band_that_opens(parsed, of) if apposed and people else None


def counting_band(parsed: Parsed, number: Number) -> Name | None:
    """ "il contingente italiano nella missione conta 1.050 militari": whose the body is that counts so many."""
    copulas = parsed.of("copula") if parsed.of("band") else ()
    copula = next((w for w in copulas if 0 <= number.full - w.last <= _NEAR), None)
    if copula is None:
        return None
    near = (n for n in reversed(parsed.names) if n.last <= copula.first and not n.prep)
    begins = ((n, n.first - (n.kind in ADJECTIVES)) for n in near)  # "la brigata turca"
    bodies = (n for n, first in begins if any(parsed.reading(i, "band") for i in range(first, n.last)))
    return next((n for n in bodies if parsed.cost(n.last, copula.first) < _BODY), None)


def _band_that_opens(parsed: Parsed, end: int) -> Name | None:
    """ "Le unità turche sono tornate al fronte: 300 uomini": the only name before is that of the body."""
    names = [n for n in parsed.names if n.last <= end]
    bands = (n for n in names if n.kind in ADJECTIVES and parsed.reading(n.core - 1, "band") and n.core <= _OPENING)
    return next(bands, None) if len({n.actor for n in names}) == 1 else None


def _owner_after(parsed: Parsed, last: int) -> Name | None:
    """The name that belongs to what ends at `last`, where nothing stands between them that opens another phrase."""
    name, at = _next_name(parsed, last)
    if name is None or at >= last + _OWNER_REACH:
        return None
    if name.kind not in ADJECTIVES and name.prep != "of" and not (name.institution and name.prep in ("", "from")):
        return None
    i = last
    while i < at:
        if _is_strike(parsed, i):
            return None  # "le vittime del raid israeliano": who strikes, not whose they are
        if (parsed.is_any(i, _OTHER_PHRASE) or any(n.full <= i < n.tail for n in parsed.numbers)) and not (
            i == last and _is_participle(parsed, i)
        ):
            return None
        prep = parsed.reading(i, "prep")
        if prep is None:
            if parsed.reading(i, "article") and not parsed.reading(i - 1, "prep"):
                return None  # another noun phrase
        elif prep.id == "from" and parsed.reading(i - 1, "suffer"):
            i += 1
            continue
        elif prep.id != "of":
            return None
        if not parsed.tokens.norm[i][0].isalpha():
            return None
        i += 1
    return name


def _is_strike(parsed: Parsed, i: int) -> bool:
    """ "raid", but neither the missiles nor the troops that make it."""
    if parsed.reading(i, "attack") is None or parsed.is_any(i, _FIGHTERS):
        return False
    noun = parsed.reading(i, "noun")
    return noun is None or not noun.get("entity")


def _next_name(parsed: Parsed, last: int) -> tuple[Name | None, int]:
    """The first name that begins or has its core on token `last` or behind it, and that token."""
    found, at = None, len(parsed.tokens.norm)
    for name in parsed.names:
        first = name.first if name.first >= last else name.core
        if last <= first < at:
            found, at = name, first
    return found, at


def _is_participle(parsed: Parsed, i: int) -> bool:
    form = parsed.forms[i]
    return form is not None and any(e.kind == "verb" and e.slot == "participle" for e in form.entries)


def _owner_before(parsed: Parsed, first: int) -> Name | None:
    for name in reversed(parsed.names):
        if name.last == first and name.kind in ADJECTIVES:
            return name
    return None
