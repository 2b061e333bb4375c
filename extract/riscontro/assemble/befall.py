"""Whether a predicate stands where it can be said of what a number counts."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.shapes import Number, Parsed, Verb
from riscontro.vocabulary import Entry

NO_EVENT = "none"  # the row of seeds/events.csv for what no metric counts
_CARDINAL = "cardinal"  # a kind of number
_BAND = 4  # words from "to" to the "of" behind a body of people


def may_befall(parsed: Parsed, verb: Verb, number: Number | None, first: int, last: int, readings: list[Entry]) -> bool:
    """Whether the predicate, in these readings, stands where it can be said of the noun on `first` to `last`."""
    if verb.first < last and first < verb.last and not verb.nominal:
        return False
    if number is not None and number.first <= verb.first < number.last:
        return False
    if _counts_up(parsed, verb) or (not verb.nominal and _is_returned(parsed, number, readings)):
        return False
    if number is not None and _is_joined_to(parsed, number, first, readings):
        return False
    if verb.nominal and verb.first != first and _is_counted_itself(parsed, verb, number):
        return False
    if number is not None and verb.first >= last and _is_of_another(parsed, verb, number, last):
        return False
    return not of_most(parsed, verb, last) and not _is_its_subject(parsed, verb, last, readings)


def only_counts(parsed: Parsed, verb: Verb, number: Number, first: int) -> bool:
    """ "sono arrivati a circa 300": a bare number that a count has come to, nobody comes."""
    if first < number.full or first >= number.tail or number.full - verb.last != 1:
        return False
    return prep_at(parsed, verb.last) == "to" and "copula" in kinds_at(parsed, verb.last - 1)


def _counts_up(parsed: Parsed, verb: Verb) -> bool:
    """ "conta 2.000 soldati e vuole arrivare a 3.000": the verb ties a number to them, nobody comes."""
    if verb.finite or prep_at(parsed, verb.last) != "to" or "copula" not in kinds_at(parsed, verb.last - 1):
        return False
    return any(n.full == verb.last + 1 for n in parsed.numbers)


def _is_returned(parsed: Parsed, number: Number | None, readings: list[Entry]) -> bool:
    """ "In cambio di 300 soldati ha avuto petrolio": what is given in return does not get what the verb tells."""
    words = (v for v in parsed.verbs if v.nominal and number is not None and v.last == number.full)
    events = {e.get("event") for v in words for e in v.entries if e.get("returns")}
    return bool(events) and events.isdisjoint(e.get("event") for e in readings)


def _is_joined_to(parsed: Parsed, number: Number, first: int, readings: list[Entry]) -> bool:
    """ "Ai 2.500 soldati se ne aggiungeranno altri": those whom the others join do not come."""
    if not all(e.get("roles", {}).get("to") == NO_EVENT for e in readings):
        return False
    begin = min(number.full, first)
    of = begin - 1
    if prep_at(parsed, of) == "of":  # "al contingente di 2.500 soldati"
        of = next((i for i in range(of - 1, max(-1, of - _BAND), -1) if prep_at(parsed, i) == "to"), of)
    while "article" in kinds_at(parsed, of) and not prep_at(parsed, of):
        of -= 1
    return prep_at(parsed, of) == "to"


def _is_of_another(parsed: Parsed, verb: Verb, number: Number, last: int) -> bool:
    """ "sono sedici, dieci civili e sei militari; 83 le persone ferite", "7 missili intercettati su 49 lanciati": what
    stands behind a semicolon and a number there, or behind the whole, is said of that number."""
    norms = parsed.tokens.norm
    if verb.adjectival and "," in norms[last : verb.first] and any(n.full == verb.last for n in parsed.numbers):
        return True  # "stanotte 90 droni, abbattuti 78"
    others = [n for n in parsed.numbers if number.tail < n.full and n.tail <= verb.first]
    if not others:
        return False
    if verb.adjectival and any(n.tail == verb.first and prep_at(parsed, n.full - 1) == "on" for n in others):
        return True
    between = norms[last : verb.first]
    return ";" in between and any(n.full > last + between.index(";") for n in others)


def _is_counted_itself(parsed: Parsed, verb: Verb, number: Number | None) -> bool:
    """ "15.000 uomini e 4.700 perdite": what another number counts is not what befell these."""
    others = (n for n in parsed.numbers if n is not number and n.tail == verb.first and n.quantity.kind == _CARDINAL)
    return any(number is not None and number.tail < n.full for n in others)


def of_most(parsed: Parsed, verb: Verb, last: int) -> bool:
    """ "180 missili, quasi tutti intercettati": what befell most of them is not what is counted."""
    if verb.first <= last or not parsed.of("most_of"):
        return False
    return any("most_of" in kinds_at(parsed, i) for i in range(max(last, verb.first - 3), verb.first))


def _is_its_subject(parsed: Parsed, verb: Verb, last: int, readings: list[Entry]) -> bool:
    """The counted noun stands as the subject of an active transitive verb: it acts, nothing happens to it."""
    if not verb.finite or verb.passive or verb.nominal or verb.first < last:
        return False
    told = [e for e in readings if e.get("event") != NO_EVENT] or verb.entries
    if all(e.get("intransitive") or e.get("subject") in ("owner", "subject") for e in told):
        return False
    between = range(last, verb.first)
    if any(
        parsed.reading_of(i, "clause", "anaphor")
        or any(
            n.first <= i < n.last for n in parsed.names if not n.prep and not (n.kind == "demonym" and n.first == last)
        )
        for i in between
    ):
        return False
    clitic = parsed.reading_of(verb.first - 1, "article", "anaphor")
    return not clitic and parsed.cost(last, verb.first) < 9.0
