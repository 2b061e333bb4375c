"""Who says so: the nearest speaker whose word covers the number."""

from __future__ import annotations

from operator import attrgetter

from riscontro.assemble.owners import ADJECTIVES
from riscontro.assemble.roles import relative
from riscontro.assemble.shapes import Name, Parsed, Speaker
from riscontro.assemble.state import kind_of
from riscontro.vocabulary import Entry

_CUE_REACH, _BACK_REACH, _SPEAKER_REACH = 1.7, 8.0, 7.0
_LIGHT = frozenset({"article", "filler"})
_BARE_NEAR = 4  # words from a cue to a nameless institution
_BARE_REACH = 9  # words between a nameless institution and its verb
_NOT_SAID = ("infinitive", "gerund", "present_participle")
_BODY = frozenset({"institution", "actor"})
_SPEAKS = frozenset({"article", "institution", "actor", "goes_on"})  # of who speaks, one stands in an aside
_NO_COUNT = ("indefinite", "code")  # "un ufficiale", "gli 007"
_SIDES, _TELLS = ("state", "group"), 6.5  # "L'intelligence di Kiev si tiene più bassa: …": how long a preface may be
_OPENS = 3  # words before a subject that opens its sentence: "I volontari di"
_ENCLOSED = 2.0  # what an aside costs between a subject and its verb
_BRACKETS, _STOPS = 14, (".", '"', ";")  # tokens of a source in brackets; what may follow it
_INSTITUTION, _LEADER = "institution", "leader"  # kinds of names
_SIGNS = ("institution", "agency")  # kinds of names that sign a figure in brackets
_OF = frozenset({"prep", "article"})
_LISTENER = 8  # words of those who were told: "alla commissione Difesa del Parlamento"
_OFFICE = 2  # words from a person's name to his office behind it
_HELPED = 4  # words in which the auxiliary of a participle stands: "aveva già, allora, dichiarato"
_ASIDE = 14  # words of an aside between commas
_ASIDE_OPENS, _ASIDE_ENDS = (",", '"', "—", "-"), (",", ".", ";", ":", "!", "?", ")", "—")
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
            and not _is_deed(parsed, word.last)
        ):
            found += _subject_of(parsed, cue, word.first, word.last)
    if parsed.names:
        found += _before_colon(parsed) + _for_whom(parsed) + _who_counts(parsed)
    if ")" in parsed.tokens.norm:
        found += _in_brackets(parsed)
    if parsed.names and found:
        found += _gapped(parsed, found)
    return sorted(found, key=attrgetter("first")) if len(found) > 1 else found


def _is_deed(parsed: Parsed, last: int) -> bool:
    """ "ha risposto con 85 razzi": who answers with things says nothing."""
    prep = parsed.reading(last, "prep")
    return prep is not None and prep.id == "with" and any(0 <= n.full - last <= 2 for n in parsed.numbers)


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
    i, end = begin, min(begin + _BARE_NEAR, len(parsed.tokens))
    while i < end:
        skipped = _behind_listener(parsed, i)
        if skipped > i:
            i, end = skipped, min(skipped + _BARE_NEAR, len(parsed.tokens))
            continue
        if body := parsed.reading(i, "institution"):
            side = next((n for n in parsed.names if n.last == first - 1 and n.kind == "demonym"), None)
            if (
                side is not None and parsed.tokens.norm[first - 1] == ","
            ):  # "Il bilancio turco, secondo l'esercito, è di 19"
                return [_speaker(parsed, cue, first, max(last, i + 1), side)]
            return [Speaker("", cue, first, max(last, i + 1), None, bool(body.get("stateless")))]
        if not parsed.is_any(i, _LIGHT):
            break
        i += 1
    return []


def _behind_listener(parsed: Parsed, i: int) -> int:
    """Behind a time or whom it was told: "lo ha riferito oggi ai cronisti il deputato"."""
    when = next((t for t in parsed.times if t.first <= i < t.last), None)
    if when is not None:
        return when.last
    prep = parsed.reading(i, "prep")
    if prep is None or prep.id != "to":
        return i
    ends = (k for k in range(i + 1, i + _LISTENER) if parsed.reading(k, "article") and not parsed.reading(k, "prep"))
    return next(ends, i + 2)


def _subject_of(parsed: Parsed, cue: Entry, first: int, last: int) -> list[Speaker]:
    begin, passive = first, False
    while begin > 0 and (auxiliary := parsed.reading(begin - 1, "aux")):
        begin -= 1
        passive = passive or auxiliary.id in ("be", "come")
    if begin > 0 and _is_aside(parsed, begin, last):
        return [Speaker("", cue, begin, last, None, False)]
    if cue.slot == "participle" and not any(parsed.reading(i, "aux") for i in range(max(0, first - _HELPED), first)):
        passive = True  # "un assalto attribuito alle bande": nobody speaks
    if not passive and (end := _end_of_aside(parsed, begin, last)):
        return _within_aside(parsed, cue, begin, last, end)
    if not passive and (outer := _outside_aside(parsed, begin)) is not None:
        return [_speaker(parsed, cue, begin, last, outer)]
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
        elif name.last <= begin:
            cost = _before(parsed, name, begin) * (0.6 if clause else 1.0)
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
            if parsed.reading(i, "band") and parsed.reading(last - 1, "copula"):
                break  # "il contingente … conta 900 uomini"
            seat = next((n for n in parsed.names if n.prep == "from" and 0 <= i - n.last <= 2), None)
            if seat is not None:  # "Da Mosca il ministero fa sapere"
                return [_speaker(parsed, cue, seat.first, last, seat)]
            return [Speaker("", cue, i, last, None, bool(body.get("stateless")))]
        if parsed.reading(i, "clause", "verb") or not parsed.tokens.norm[i][0].isalpha():
            break
    return []


def _is_counted(parsed: Parsed, name: Name) -> bool:
    """ "conta 30 soldati turchi": who is counted does not speak."""
    numbers = parsed.numbers
    return bool(numbers) and any(n.tail == name.first and n.quantity.kind not in _NO_COUNT for n in numbers)


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


def _outside_aside(parsed: Parsed, begin: int) -> Name | None:
    """ "Il gruppo (Msmt), undici Paesi che seguono gli ispettori Onu, calcola": the subject before an aside that itself
    names others."""
    norms = parsed.tokens.norm
    if begin < 2 or norms[begin - 1] != ",":
        return None
    for name in parsed.names:
        comma = name.last + 1 if name.last < begin and norms[name.last] == ")" else name.last
        opens = name.first <= _OPENS + 1 and not name.prep and comma < begin - 1 and norms[comma] == ","
        others = any(comma < n.first < begin for n in parsed.names)
        if opens and others and begin - comma < _ASIDE and "," not in norms[comma + 1 : begin - 1]:
            return name
    return None


def _before(parsed: Parsed, name: Name, begin: int) -> float:
    """What lies between a name and its verb: little, where all of it stands between two commas."""
    norms, cost = parsed.tokens.norm, parsed.cost(name.last, begin)
    enclosed = name.last < begin - 1 and norms[name.last] == "," == norms[begin - 1]
    return min(cost, _ENCLOSED) if enclosed and begin - name.last < _ASIDE + 2 else cost


def _end_of_aside(parsed: Parsed, begin: int, last: int) -> int:
    """Where ", aggiunge il bollettino," ends: the comma or end behind a verb of saying that opens an aside, with no
    other predicate before it; 0 where it opens none."""
    norms = parsed.tokens.norm
    if begin == 0 or norms[begin - 1] not in _ASIDE_OPENS or last >= len(norms) or _closes_aside(parsed, begin - 1):
        return 0
    end = last
    while end < len(norms) and norms[end] not in _ASIDE_ENDS:
        if parsed.reading(end, "clause") and any(parsed.is_any(i, _BODY) for i in range(last, end)):
            break  # "dicono gli osservatori che seguono …"
        if end - last >= _ASIDE or norms[end] == '"' or parsed.reading(end, "clause"):
            return 0
        end += 1
    if not any(parsed.is_any(i, _SPEAKS) or parsed.tokens.capital(i) for i in range(last, end)):
        return 0
    if any(last <= v.first < end and v.finite for v in parsed.verbs):
        return 0
    return 0 if any(last <= n.full < end and n.quantity.kind == "cardinal" for n in parsed.numbers) else end


def _within_aside(parsed: Parsed, cue: Entry, begin: int, last: int, end: int) -> list[Speaker]:
    """Who speaks in ", ha detto ieri il ministro turco,": a name in it, or a body whose name is elsewhere."""
    inside = [n for n in parsed.names if last <= n.first < end and not _is_counted(parsed, n)]
    free = [n for n in inside if not n.prep or (n.kind == "capital" and n.first - last <= 1)]
    if own := free or [n for n in inside if n.prep == "of"]:
        medium = next(
            (n for n in own if n.kind == "agency" and n.first == own[0].last), own[0]
        )  # "la tv giapponese Nhk"
        return [_speaker(parsed, cue, begin, last, medium)]
    office = next(
        (n for n in parsed.names if 0 < n.first - end <= _OFFICE and (n.institution or n.kind == _LEADER)), None
    )
    for i in range(last, end):
        if (body := parsed.reading(i, "institution")) and not _is_told(parsed, i):
            if office is not None and not office.institution:
                return [_speaker(parsed, cue, begin, last, office)]  # "ha detto il portavoce, Tizio"
            if owner := _whose_body(parsed, i, begin, end):
                return [_speaker(parsed, cue, begin, i + 1, owner)]
            return [Speaker("", cue, begin, i + 1, None, bool(body.get("stateless")))]
    if any(parsed.tokens.capital(i) and parsed.tokens.norm[i][0].isalpha() for i in range(last, end)):
        if office is not None:  # "dichiara Tizio, portavoce dell'esercito turco"
            return [_speaker(parsed, cue, begin, last, office)]
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
    if not parsed.reading(end + 1, "aux", "verb"):
        return None
    before = next((n for n in parsed.names if n.last == begin - 1 and not n.prep), None)
    return before if before is not None and before.institution else None


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


def _who_counts(parsed: Parsed) -> list[Speaker]:
    """ "Mediazona è arrivata a 110.000 morti": a body that is no side of a war, as the subject of its count."""
    for word in parsed.of("copula"):
        cue = word.form.by_kind["copula"]
        behind = word.last + (1 if parsed.reading(word.last, "prep") else 0)
        if "say" in word.form.by_kind or not any(n.full == behind for n in parsed.numbers):
            continue
        name = next((n for n in parsed.names if n.last <= word.first and _only_counts(parsed, n)), None)
        if name is not None and name.first <= _OPENS and name.prep in ("", "of"):
            return [_speaker(parsed, cue, name.first, word.last, name)]
    return []


def _only_counts(parsed: Parsed, name: Name) -> bool:
    """Whether it is a body that counts others: no side of a war, or a ministry of one."""
    if kind_of(name.actor) not in _SIDES:
        return bool(kind_of(name.actor))
    return name.institution and not any(parsed.reading(i, "band", "military") for i in range(name.first, name.last))


def _in_brackets(parsed: Parsed) -> list[Speaker]:
    """ "… 16 feriti (procura regionale).": a body alone in the brackets at the end."""
    norms = parsed.tokens.norm
    end = len(norms) - 1
    while end > 0 and norms[end] in _STOPS:
        end -= 1
    if norms[end] != ")" or "(" not in norms[max(0, end - _BRACKETS) : end]:
        return []
    first = end - 1 - norms[:end][::-1].index("(") + 1
    name = next((n for n in parsed.names if first <= n.first < end), None)
    if name is not None and name.first == first and (name.kind in _SIGNS or kind_of(name.actor) not in _SIDES):
        return [Speaker(name.actor, name.entry, first, end, name, False)]  # "(Nis)", "(Msmt, il gruppo di 11 Paesi)"
    body = next((e for i in range(first, end) if (e := parsed.reading(i, "institution"))), None)
    if body is None or any(first <= n.first < end for n in parsed.numbers):
        return []
    return [Speaker(name.actor if name else "", body, first, end, name, bool(body.get("stateless")))]


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
    joined = parsed.reading(i, "clause") is not None and parsed.tokens.norm[max(0, i - 1)] == ","
    return name.first <= 2 or parsed.tokens.norm[max(0, i)] in (":", ";") or joined


def _between_commas(parsed: Parsed, name: Name) -> bool:
    i = name.first - 1
    while i > 0 and parsed.reading(i, "article", "prep"):
        i -= 1
    before = parsed.tokens.norm[max(0, i)]
    after = parsed.tokens.norm[name.last] if name.last < len(parsed.tokens) else ","
    return before == "," and after == ","


def _is_paper(parsed: Parsed, name: Name) -> bool:
    """ "il rapporto del ministero russo": whose paper it is."""
    i = name.first - 1
    while i > 0 and parsed.is_any(i, _OF):
        i -= 1
    return parsed.reading(i, "goes_on", "sum") is not None


def _before_colon(parsed: Parsed) -> list[Speaker]:
    """ "Kiev: «818 drones»": a name, or a name and a few words, before the first colon."""
    head = parsed.tokens.norm[:_HEAD]
    clock = [i for t in parsed.times if t.mention.kind == "clock" for i in range(t.first, t.last)]
    colon = next((i for i, norm in enumerate(head) if norm == ":" and i not in clock), 0)
    if not colon:
        return []
    papers = [n for n in parsed.names if n.last <= colon and n.prep == "of" and n.institution and _is_paper(parsed, n)]
    if papers:
        return [_speaker(parsed, papers[-1].entry, papers[-1].first, colon, papers[-1])]
    names = [n for n in parsed.names if n.last <= colon and not n.prep and not _is_counted(parsed, n)]
    names = [n for n in names if n.institution or n.kind not in ADJECTIVES or n.first == 0]  # "Raid siriani: …"
    if not names:
        return []
    name = names[-1]
    one = len({n.actor for n in names}) == 1 and names[0].first <= 1
    tells = one and (name.institution or name.kind == _INSTITUTION or kind_of(name.actor) not in _SIDES)
    if any(v.finite and v.last <= colon for v in parsed.verbs) and not tells:
        return []
    if parsed.cost(name.last, colon) > (_TELLS if tells else 2.2):
        return []
    return [_speaker(parsed, name.entry, name.first, colon, name)]
