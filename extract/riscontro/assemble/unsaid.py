"""Who says so where no verb of saying does: behind "secondo", before a colon, in brackets, in "Per Kiev sono 300"."""

from __future__ import annotations

from riscontro.assemble.owners import ADJECTIVES
from riscontro.assemble.roles import strikes
from riscontro.assemble.shapes import Name, Number, Parsed, Speaker
from riscontro.assemble.speaker import OPENS, is_counted, spoken_by
from riscontro.assemble.spots import heads_line
from riscontro.assemble.state import is_party, kind_of
from riscontro.vocabulary import Entry

_CUE_REACH, _BACK_REACH = 1.7, 8.0
_LIGHT = frozenset({"article", "filler"})
_BARE_NEAR = 4  # words from a cue to a nameless institution
_LISTENER = 8  # words of those who were told: "alla commissione Difesa del Parlamento"
_HEAD = 14  # words up to the colon behind a speaker
_TELLS = 6.5  # "L'intelligence di Kiev si tiene più bassa: …": how long a preface may be
_BRACKETS, _STOPS = 14, (".", '"', ";")  # tokens of a source in brackets; what may follow it
_INSTITUTION, _COUNTRY = "institution", "name"  # kinds of names
_SIGNS = (_INSTITUTION, "agency")  # kinds of names that sign a figure in brackets
_COUNT_OF = 2  # small words between a count and whose it is: "il conto del"
_OF = frozenset({"prep", "article"})


def named_after(parsed: Parsed, cue: Entry, first: int, last: int) -> list[Speaker]:
    """The name right behind "secondo"; a cue that looks back ("lo riferisce, come ogni giorno, …") reaches further."""
    far = _BACK_REACH if cue.get("back") else _CUE_REACH
    bare = bare_institution(parsed, cue, first, last, last)
    for name in parsed.names:
        if cue.get("back") and name.prep == "to" and name.kind == "agency":
            continue  # "lo ha detto all'agenzia": who was told
        if bare and name.first >= bare[0].last:
            break  # "lo rende noto il ministero, che ringrazia …": the body right behind the cue
        if last <= name.first and parsed.cost(last, name.first) < far:
            return [spoken_by(parsed, cue, first, last, name)]
    return bare or ([Speaker("", cue, first, last, None, True)] if cue.kind == "according" else [])


def bare_institution(parsed: Parsed, cue: Entry, first: int, last: int, begin: int) -> list[Speaker]:
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
            if side is not None and (body.get("civil") or strikes(parsed, side)):
                side = None  # "uccisi nei raid turchi, secondo i soccorritori"
            if (
                side is not None and parsed.tokens.norm[first - 1] == ","
            ):  # "Il bilancio turco, secondo l'esercito, è di 19"
                return [spoken_by(parsed, cue, first, max(last, i + 1), side)]
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


def who_counts(parsed: Parsed) -> list[Speaker]:
    """ "Mediazona è arrivata a 110.000 morti": a body that is no side of a war, as the subject of its count."""
    for word in parsed.of("copula"):
        cue = word.form.by_kind["copula"]
        behind = word.last + (1 if parsed.reading(word.last, "prep") else 0)
        if "say" in word.form.by_kind or not any(n.full == behind for n in parsed.numbers):
            continue
        brings = bool(cue.get("transitive"))
        before = (n for n in parsed.names if n.last <= word.first)
        name = next((n for n in before if _only_counts(parsed, n) or (brings and _counts_others(parsed, n))), None)
        if name is not None and name.first <= OPENS and name.prep in ("", "of"):
            return [spoken_by(parsed, cue, name.first, word.last, name)]
    return []


def sets_against(parsed: Parsed, number: Number) -> Name | None:
    """ "Per Seul i caduti turchi sono 300. Kiev sale a 400": right before the copula of a number that counts what
    another has counted."""
    i = number.full - (2 if parsed.reading(number.full - 1, "prep") else 1)
    for word in parsed.of("copula"):
        if word.last in (i + 1, number.full):
            begin = word.first
            while parsed.reading_of(begin - 1, "aux", "adverb", "anaphor"):
                begin -= 1
            return next((n for n in parsed.names if n.last == begin and not n.prep and n.first <= OPENS), None)
    return None


def _counts_others(parsed: Parsed, name: Name) -> bool:
    """ "Seul porta a 300 il numero dei caduti turchi": whose they are, who are counted, stands behind."""
    return any(n.first > name.last and n.actor != name.actor for n in parsed.names)


def _only_counts(parsed: Parsed, name: Name) -> bool:
    """Whether it is a body that counts others: no side of a war, or a ministry of one."""
    if not is_party(name.actor):
        return bool(kind_of(name.actor))
    return name.institution and not any(parsed.reading_of(i, "band", "military") for i in range(name.first, name.last))


def in_brackets(parsed: Parsed) -> list[Speaker]:
    """ "… 16 feriti (procura regionale).": a body alone in the brackets at the end."""
    norms = parsed.tokens.norm
    for word in parsed.of("source_label"):
        if word.first and norms[word.first - 1] == "(":
            near = next((n for n in parsed.names if 0 <= n.first - word.last <= 1), None)
            if near is not None:  # "(dati Nis)", in the middle, too
                return [Speaker(near.actor, near.entry, word.first, near.last, near, False)]
    end = len(norms) - 1
    while end > 0 and norms[end] in _STOPS:
        end -= 1
    if norms[end] != ")" or "(" not in norms[max(0, end - _BRACKETS) : end]:
        return []
    first = end - 1 - norms[:end][::-1].index("(") + 1
    name = next((n for n in parsed.names if first <= n.first < end), None)
    if name is not None and name.first == first and (name.kind in _SIGNS or not is_party(name.actor)):
        return [Speaker(name.actor, name.entry, first, end, name, False)]  # "(Nis)", "(Msmt, il gruppo di 11 Paesi)"
    body = next((e for i in range(first, end) if (e := parsed.reading(i, "institution"))), None)
    if body is None or any(first <= n.first < end for n in parsed.numbers):
        return []
    return [Speaker(name.actor if name else "", body, first, end, name, bool(body.get("stateless")))]


_OPENERS = (":", ";", "-", "—")


def for_whom(parsed: Parsed) -> list[Speaker]:
    """ "Per Kiev 12mila soldati": whose count it is, at the head of the sentence."""
    found = []
    behind = {n.tail for n in parsed.numbers}
    counts = [n for n in parsed.names if n.prep == "for" and behind & {n.first - 1, n.first - 2}]
    for name in parsed.names:
        if name in counts[1:] or (counts[1:] and name is counts[0]):
            found.append(spoken_by(parsed, name.entry, name.first, name.last, name))  # "300 per Seul, 400 per Kiev"
        elif name.prep == "for" and (_opens_clause(parsed, name) or _between_commas(parsed, name)):
            found.append(spoken_by(parsed, name.entry, name.first, name.last, name))
    for word in parsed.of("institution"):
        begin = word.first - (1 if parsed.reading(word.first - 1, "article") else 0)
        prep = parsed.reading(begin - 1, "prep")
        opens = begin - 1 == 0 or (begin > 1 and parsed.tokens.norm[begin - 2] in _OPENERS)
        named = any(n.first <= word.last <= n.last for n in parsed.names)
        if prep is not None and prep.id == "for" and opens and not named:
            body = word.form.by_kind["institution"]
            found.append(Speaker("", body, begin - 1, word.last, None, bool(body.get("stateless"))))
    return found


def _opens_clause(parsed: Parsed, name: Name) -> bool:
    """At the head of the sentence, or right behind a colon or semicolon."""
    i = name.first - 1
    while i > 0 and parsed.reading_of(i, "article", "prep"):
        i -= 1
    if i == 0 and parsed.reading(0, "adverb"):
        return True  # "Anche per Kiev"
    joined = parsed.reading(i, "clause") is not None and parsed.tokens.norm[max(0, i - 1)] == ","
    return name.first <= 2 or parsed.tokens.norm[max(0, i)] in _OPENERS or joined


def _between_commas(parsed: Parsed, name: Name) -> bool:
    i = name.first - 1
    while i > 0 and parsed.reading_of(i, "article", "prep"):
        i -= 1
    before = parsed.tokens.norm[max(0, i)]
    after = parsed.tokens.norm[name.last] if name.last < len(parsed.tokens) else ","
    return before == "," and after == ","


def is_paper(parsed: Parsed, name: Name) -> bool:
    """ "il rapporto del ministero russo": whose paper it is."""
    i = name.first - 1
    while i > 0 and parsed.is_any(i, _OF):
        i -= 1
    return parsed.reading_of(i, "goes_on", "sum") is not None


def _signs(parsed: Parsed, name: Name, colon: int) -> bool:
    """ "Il bollettino del ministero turco: …", "Bilancio del Nis: …", "Stime turche: …": whose count it is."""
    body = name.institution or name.kind in _SIGNS or not is_party(name.actor)
    if name.prep == "of" and body and is_paper(parsed, name):
        return True
    i = name.first
    while i > 0 and i > name.first - _COUNT_OF and parsed.is_any(i - 1, _OF):
        i -= 1
    return colon - name.last <= 1 and parsed.reading(i - 1, "count_of") is not None


def _sends_word(parsed: Parsed, colon: int) -> Speaker | None:
    """ "Da Seul arriva la conferma: …": from whom word comes."""
    name = next((n for n in parsed.names if n.prep == "from" and n.first <= OPENS and n.last < colon), None)
    if name is None or not any(name.last < w.first and w.last == colon for w in parsed.of("word_of")):
        return None
    return spoken_by(parsed, name.entry, name.first, colon, name)


def _is_what_is_counted(parsed: Parsed, name: Name, colon: int) -> bool:
    """ "Undicimila i soldati turchi: …", "I soldati turchi a Tripoli: 300": who are counted do not speak."""
    noun = parsed.reading(name.first, "noun")
    if noun is None or not noun.get("entity"):
        return False
    return any(n.tail <= name.first or n.full == colon + 1 for n in parsed.numbers)


def _is_where(parsed: Parsed, name: Name, colon: int) -> bool:
    """ "Niger: 63 morti", "Nairobi, bomba al mercato: 63 morti": where it is, unless that is quoted."""
    if not heads_line(parsed, name) or not any(s.first == name.first for s in parsed.spots):
        return False
    if name.last < colon:
        return not any(name.last < w.first < colon for w in parsed.of("institution"))
    return name.kind == _COUNTRY and '"' not in parsed.tokens.norm[colon:]


def before_colon(parsed: Parsed) -> list[Speaker]:
    """ "Kiev: «818 drones»": a name, or a name and a few words, before the first colon."""
    head = parsed.tokens.norm[:_HEAD]
    if ":" not in head:
        return []
    clock = [i for t in parsed.times if t.mention.kind == "clock" for i in range(t.first, t.last)]
    colon = next((i for i, norm in enumerate(head) if norm == ":" and i not in clock), 0)
    if not colon:
        return []
    papers = [n for n in parsed.names if n.last <= colon and _signs(parsed, n, colon)]
    if papers:
        return [spoken_by(parsed, papers[-1].entry, papers[-1].first, colon, papers[-1])]
    if sender := _sends_word(parsed, colon):
        return [sender]
    names = [n for n in parsed.names if n.last <= colon and not n.prep and not is_counted(parsed, n)]
    names = [n for n in names if n.institution or n.kind not in ADJECTIVES or n.first == 0]  # "Raid siriani: …"
    names = [n for n in names if not _is_what_is_counted(parsed, n, colon) and not _is_where(parsed, n, colon)]
    if not names:
        return []
    name = names[-1]
    one = len({n.actor for n in names}) == 1 and names[0].first <= 1
    band = any(parsed.reading(i, "band") for i in range(name.first, name.last))  # "I reparti turchi sono tornati: …"
    tells = one and not band and (name.institution or name.kind == _INSTITUTION or not is_party(name.actor))
    tells = tells and not any(name.last <= n.full < colon for n in parsed.numbers)  # "abbatte 94 droni: …"
    states = any(parsed.reading(i, "copula") for i in range(name.last, colon))
    if (states or any(v.finite and v.last <= colon for v in parsed.verbs)) and not tells:
        return []
    if parsed.cost(name.last, colon) > (_TELLS if tells else 2.2):
        return []
    return [spoken_by(parsed, name.entry, name.first, colon, name)]
