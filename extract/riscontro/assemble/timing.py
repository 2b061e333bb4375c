"""When: the time that the sentence ties to the claim, else the one it carries on, else publication."""

from __future__ import annotations

import datetime as dt

from riscontro.assemble.shapes import Parsed, Verb, When
from riscontro.mentions.time import resolve
from riscontro.model import Period

FAR, _OPENING = 9.0, 0.5  # a time that opens the sentence reaches over all of it
_BESIDE, _COLON = 1.0, 2.5
_EVENT = 7  # words of the event between "from" and its day
_SAID = 3.0  # "ha pubblicato sabato": the day it was said, not the day it was so
_SAID_NEAR, _SAYS_NEAR = 2, 6  # words between a verb of saying and its time, before and behind
_IGNORED = ("clock", "reference", "vague")
_LENGTH, _WITHIN, _BY, _SAME = "duration", "within", "by", "same"


def stated(
    parsed: Parsed,
    verb: Verb | None,
    first: int,
    last: int,
    *,
    published: dt.date | None,
    planned: bool,
    anchor: Period | None,
    stretch: Period | None = None,
    reach: float = FAR,
    bare: bool = False,
    content: bool = False,
    done: bool = False,
) -> tuple[Period, When] | None:
    """The period of the nearest time expression that resolves, and that expression. `anchor` is the last closed period
    before it, `stretch` the last of any kind ("since Monday … in the same period")."""
    if not parsed.times:
        return None
    ranked = [(_cost(parsed, when, verb, first, last), when.first, when) for when in parsed.times if _tells(when)]
    if len(ranked) > 1:  # "il 3 marzo, in due ore": a day says more than a length
        ranked.sort(key=lambda r: (is_length(r[2]), r[0], r[1]))
    for own, _, when in ranked:
        if is_length(when) and (when.mention.frame == _BY) != planned:
            continue  # "in due giorni" is over; a plan has its time ahead, "entro due giorni"
        if bare and verb is not None and when.first > 1 and when.last <= verb.first:
            continue  # a time in the middle belongs to what stands before it
        if content and not planned and _is_content(parsed, when):
            continue
        if own > reach:
            break
        if _belongs_elsewhere(parsed, when, first, last, own) or _is_of_next_clause(parsed, when, verb, first):
            continue
        if _is_behind_semicolon(parsed, when, max(last, verb.last) if verb is not None else last):
            continue
        if _is_in_relative(parsed, when, min(first, verb.first) if verb is not None else first):
            continue
        ahead = planned and not _is_said(parsed, when, first)
        before = stretch if stretch is not None and _is_same_stretch(when) else anchor
        period = resolve(when.mention, published=published, planned=ahead, anchor=before)
        if period is None or (done and _is_ahead(period, published)):
            continue
        if not (is_length(when) and _is_long_ago(anchor, period)):
            return _since(parsed, when, period, published), when
    return None


def _is_same_stretch(when: When) -> bool:
    """ "nello stesso periodo": however long that was."""
    point = when.mention.point
    return point.means == _SAME and (point.unit is None or bool(point.count)) and not (point.day or point.daypart)


def _tells(when: When) -> bool:
    """Whether the time may date a claim: a length only as the time that it took, "nel giro di una settimana"."""
    mention = when.mention
    return mention.frame in (_WITHIN, _BY) if mention.kind == _LENGTH else mention.kind not in _IGNORED


def is_length(when: When) -> bool:
    """ "in tre giorni": how long it took, no point in time that what follows could go by."""
    return when.mention.kind == _LENGTH


def _is_long_ago(anchor: Period | None, period: Period) -> bool:
    """ "Nel 1994 … In cento giorni ne morirono 800mila": the days of a story that was over before they began."""
    return bool(anchor and anchor.end and period.start and anchor.end < period.start)


def _is_ahead(period: Period, published: dt.date | None) -> bool:
    """ "darà 300 droni entro aprile e ne ha già dati 100": what has happened is not of a time to come."""
    return bool(published and period.end and period.start and period.start >= published and period.end > published)


def _since(parsed: Parsed, when: When, period: Period, published: dt.date | None) -> Period:
    """ "dal colpo di Stato del 1° febbraio 2021": the day is where a longer time begins."""
    prep = parsed.reading(when.first, "prep") or parsed.reading(when.first - 1, "prep")
    if prep is None or prep.id != "of" or period.start is None or published is None or period.precision == "range":
        return period
    i = when.first - 1
    while i >= 0 and when.first - i < _EVENT and parsed.tokens.norm[i][0].isalpha():
        begin = parsed.reading(i, "prep")
        if begin is not None and begin.id == "from":
            return Period(start=period.start, end=published, precision="range", basis=period.basis)
        if parsed.reading(i, "aux") or any(v.first <= i < v.last and v.finite for v in parsed.verbs):
            return period
        i -= 1
    return period


def _is_content(parsed: Parsed, when: When) -> bool:
    """ "il piano per gli anni 2026-2027": what is signed is about that time, not of it."""
    preps = (parsed.reading(i, "prep") for i in (when.first - 1, when.first))
    return any(p is not None and p.id == "for" for p in preps)


def _belongs_elsewhere(parsed: Parsed, when: When, first: int, last: int, own: float) -> bool:
    """A time right behind another number is that number's: "11,355 tanks (+4 in the last day)"; what "and" joins to it
    opens a clause of its own ("li ha contati uno per uno e ad aprile era a 180")."""
    if own - 1.0 <= _BESIDE:
        return False
    return any(
        n.tail <= when.first
        and not (n.full <= first < n.tail or first <= n.full < last)
        and parsed.cost(n.tail, when.first) <= _BESIDE
        and not _is_ignored(parsed, n.tail)
        and not any(_is_and(parsed, i) for i in range(n.tail, when.first))
        and not (first < n.full and _is_and(parsed, n.full - 1))
        for n in parsed.numbers
    )


def _is_ignored(parsed: Parsed, i: int) -> bool:
    """ "un palazzo di cinque piani centrato nella notte": what is no value has no time of its own."""
    noun = parsed.reading(i, "noun")
    return noun is not None and bool(noun.get("ignore"))


def _is_of_next_clause(parsed: Parsed, when: When, verb: Verb | None, first: int) -> bool:
    """ "10.000 soldati si trovano lì e 1.000 genieri sono arrivati a settembre": behind another number and its verb,
    but not in a clause that tells what both are due to ("… in un raid che ieri ha centrato il mercato")."""
    if verb is None or verb.nominal:
        return False
    for n in parsed.numbers:
        if first < n.full and verb.last <= n.full and n.tail <= when.first and _joins(parsed, n.full - 1):
            said = [v.last for v in parsed.verbs if v.finite and n.tail <= v.first < when.first]
            due = any(v.adjectival and 0 <= when.first - v.last <= 1 for v in parsed.verbs)  # "centrato nella notte"
            clause = bool(said) and any(parsed.reading(i, "clause") for i in range(min(said), when.first))
            return bool(said) and not clause and not due
    return False


def _is_behind_semicolon(parsed: Parsed, when: When, end: int) -> bool:
    """ "Oggi ne sono tornati 300; ieri erano stati 390": of the number that stands with it behind the semicolon, or
    behind an "and" that it opens the clause of ("… 300, e in giugno i morti sono stati 12")."""
    between = parsed.tokens.norm[end : when.first]
    if ";" in between:
        return any(n.full > end + between.index(";") for n in parsed.numbers)
    opens = next((i for i in (when.first - 1, when.first - 2) if i >= end and _is_and(parsed, i)), 0)
    apart = any(n.full > when.last for n in parsed.numbers) and parsed.tokens.norm[opens - 1] == ","
    return bool(opens) and apart


def _is_in_relative(parsed: Parsed, when: When, begin: int) -> bool:
    """ "Kim, che a giugno ha ricevuto Shoigu, manderà 300 operai": of the clause between the commas, where the claim
    begins behind it."""
    if when.last >= begin:
        return False
    norms = parsed.tokens.norm
    close = next((i for i in range(when.last, begin) if norms[i] == ","), 0)
    opens = next((i for i in range(when.first - 1, 0, -1) if norms[i] == ","), 0)
    if not close or not opens or parsed.reading(opens + 1, "clause") is None:
        return False
    return any(v.finite and opens < v.first < close for v in parsed.verbs) and not any(
        opens < n.first < close for n in parsed.numbers
    )


def _joins(parsed: Parsed, i: int) -> bool:
    return parsed.reading_of(i, "and", "clause") is not None


def _is_and(parsed: Parsed, i: int) -> bool:
    """ "24 uccisi e 47 feriti ieri": what "and" joins shares its time."""
    return parsed.reading(i, "and") is not None and parsed.tokens.norm[i] != ","


def _cost(parsed: Parsed, when: When, verb: Verb | None, first: int, last: int) -> float:
    def gap(a: int, b: int) -> float:
        return parsed.cost(b, when.first) if when.first >= b else parsed.cost(when.last, a)

    opens = when.first <= 1 and not any(0 <= t.first - when.last <= 2 for t in parsed.times)
    near = gap(first, last) * (_OPENING if opens else 1.0)
    low, high, end = min(when.first, first), max(when.first, first), max(when.last, last)
    others = 0
    for n in parsed.numbers:
        if low < n.first < end and n.first != first:
            others += 1
    if verb is not None:
        near = min(near, gap(verb.first, verb.last) + 0.5)
    colons = parsed.tokens.norm[low:high].count(":")
    return near + 1.0 * others + _COLON * colons + (_SAID if _is_said(parsed, when, first) else 0.0)


def _is_said(parsed: Parsed, when: When, first: int) -> bool:
    """ "ha annunciato ieri", "Lunedì Kiev ha detto che 300 …": the time of the saying, not of what is said from `first`
    on."""
    for word in parsed.of("say"):
        between = range(word.last, when.first)
        if word.last <= when.first and len(between) < _SAID_NEAR:
            if not any(parsed.reading(i, "clause") for i in between):
                return True
        elif parsed.reading(word.last, "clause") and when.last <= word.first < first:
            gap = parsed.tokens.norm[when.last : word.first]
            if len(gap) < _SAYS_NEAR and "," not in gap:
                return True
    return False


def last_day(published: dt.date | None) -> Period:
    """The day up to publication: what a "+7" beside a running total adds."""
    if published is None:
        return Period()
    return Period(start=published - dt.timedelta(days=1), end=published, precision="range", basis="relative")


def as_published(published: dt.date | None) -> Period:
    """As of publication; unknown where the publication date is."""
    if published is None:
        return Period()
    return Period(published, published, "day", "published")
