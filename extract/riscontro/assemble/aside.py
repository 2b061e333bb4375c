"""Who speaks between commas ("…, ha detto ieri il ministro turco, …"), and who speaks around such an aside."""

from __future__ import annotations

from riscontro.assemble.shapes import Name, Parsed, Speaker
from riscontro.assemble.speaker import ASIDE, OPENS, is_counted, spoken_by
from riscontro.vocabulary import Entry

_BODY = frozenset({"institution", "actor"})
_SPEAKS = frozenset({"article", "institution", "actor", "goes_on"})  # of who speaks, one stands in an aside
_OPENERS, _ENDS = (",", '"', "—", "-"), (",", ".", ";", ":", "!", "?", ")", "—")
_ENCLOSED = 2.0  # what an aside costs between a subject and its verb
_LEADER = "leader"  # a kind of name
_OFFICE = 2  # words from a person's name to his office behind it


def is_aside(parsed: Parsed, begin: int, last: int) -> bool:
    """ "Dal 2023, dice, il regime ha mandato", "… sono 300, dice.": alone between commas, or at the end; whoever spoke
    before goes on."""
    norms = parsed.tokens.norm
    closes = last >= len(norms) or norms[last] in (",", ".")
    return closes and norms[begin - 1] == ","


def outside_aside(parsed: Parsed, begin: int) -> Name | None:
    """ "Il gruppo (Msmt), undici Paesi che seguono gli ispettori Onu, calcola": the subject before an aside that itself
    names others."""
    norms = parsed.tokens.norm
    if begin < 2 or norms[begin - 1] != ",":
        return None
    for name in parsed.names:
        comma = name.last + 1 if name.last < begin and norms[name.last] == ")" else name.last
        opens = name.first <= OPENS + 1 and not name.prep and comma < begin - 1 and norms[comma] == ","
        others = any(comma < n.first < begin for n in parsed.names)
        if opens and others and begin - comma < ASIDE and "," not in norms[comma + 1 : begin - 1]:
            return name
    return None


def before(parsed: Parsed, name: Name, begin: int) -> float:
    """What lies between a name and its verb: little, where all of it stands between two commas."""
    norms, cost = parsed.tokens.norm, parsed.cost(name.last, begin)
    enclosed = name.last < begin - 1 and norms[name.last] == "," == norms[begin - 1]
    return min(cost, _ENCLOSED) if enclosed and begin - name.last < ASIDE + 2 else cost


def end_of_aside(parsed: Parsed, begin: int, last: int) -> int:
    """Where ", aggiunge il bollettino," ends: the comma or end behind a verb of saying that opens an aside, with no
    other predicate before it; 0 where it opens none."""
    norms = parsed.tokens.norm
    if begin == 0 or norms[begin - 1] not in _OPENERS or last >= len(norms) or _closes_aside(parsed, begin - 1):
        return 0
    end = last
    while end < len(norms) and norms[end] not in _ENDS:
        if parsed.reading(end, "clause") and any(parsed.is_any(i, _BODY) for i in range(last, end)):
            break  # "dicono gli osservatori che seguono …"
        if end - last >= ASIDE or norms[end] == '"' or parsed.reading(end, "clause"):
            return 0
        end += 1
    if not any(parsed.is_any(i, _SPEAKS) or parsed.tokens.capital(i) for i in range(last, end)):
        return 0
    if any(last <= v.first < end and v.finite for v in parsed.verbs):
        return 0
    counts = (n for n in parsed.numbers if last <= n.full < end and n.quantity.kind == "cardinal")
    return 0 if any(n.quantity.value != 1 and not parsed.reading(n.tail, "institution") for n in counts) else end


def within_aside(parsed: Parsed, cue: Entry, begin: int, last: int, end: int) -> list[Speaker]:
    """Who speaks in ", ha detto ieri il ministro turco,": a name in it, or a body whose name is elsewhere."""
    inside = [n for n in parsed.names if last <= n.first < end and not is_counted(parsed, n)]
    free = [n for n in inside if not n.prep or (n.kind == "capital" and n.first - last <= 1)]
    if own := free or [n for n in inside if n.prep == "of"]:
        medium = next(
            (n for n in own if n.kind == "agency" and n.first == own[0].last), own[0]
        )  # "la tv giapponese Nhk"
        return [spoken_by(parsed, cue, begin, last, medium)]
    office = next(
        (n for n in parsed.names if 0 < n.first - end <= _OFFICE and (n.institution or n.kind == _LEADER)), None
    )
    for i in range(last, end):
        if (body := parsed.reading(i, "institution")) and not _is_told(parsed, i):
            if office is not None and not office.institution:
                return [spoken_by(parsed, cue, begin, last, office)]  # "ha detto il portavoce, Tizio"
            if owner := _whose_body(parsed, i, begin, end):
                return [spoken_by(parsed, cue, begin, i + 1, owner)]
            return [Speaker("", cue, begin, i + 1, None, bool(body.get("stateless")))]
    if any(parsed.tokens.capital(i) and parsed.tokens.norm[i][0].isalpha() for i in range(last, end)):
        if office is not None:  # "dichiara Tizio, portavoce dell'esercito turco"
            return [spoken_by(parsed, cue, begin, last, office)]
        return [Speaker("", cue, begin, end, None, True)]  # a person whom nothing else tells of
    return []


def _is_told(parsed: Parsed, body: int) -> bool:
    """ "ha detto ai deputati": who listens."""
    prep = parsed.reading(body - 1, "prep")
    return prep is not None and prep.id == "to"


def _whose_body(parsed: Parsed, body: int, begin: int, end: int) -> Name | None:
    """ "L'aviazione turca, ha detto un portavoce, …", "Ankara …, assicura il suo ministro": the subject's own."""
    if parsed.reading(body - 1, "possessive"):
        return next((n for n in parsed.names if not n.prep and n.last <= begin), None)
    if not parsed.reading_of(end + 1, "aux", "verb"):
        return None
    before = next((n for n in parsed.names if n.last == begin - 1 and not n.prep), None)
    return before if before is not None and before.institution else None


def _closes_aside(parsed: Parsed, comma: int) -> bool:
    """ "Il ministero, ricorda il giornale, ha annunciato …": the main clause goes on behind this comma."""
    norms = parsed.tokens.norm
    begin = comma - 1
    while begin > 0 and norms[begin] != "," and comma - begin < ASIDE:
        begin -= 1
    if norms[begin] != "," or begin == 0:
        return False
    return any(begin < w.first < comma for w in parsed.of_any("say", "according"))
