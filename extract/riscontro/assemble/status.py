"""How surely and whether at all: actual, planned or denied; hedged or plain."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at
from riscontro.assemble.shapes import Parsed, Verb
from riscontro.vocabulary import Word

_FINITE = ("present", "past", "imperfect", "future", "conditional")
_PAST = ("participle", "past", "imperfect", "infinitive")
_MOODS = ("modal", "aux", "copula")  # kinds of verbs that say how sure it is
_COUNTS = ("aux", "copula")  # kinds of words between a negation and the number that it denies
_COUNT_REACH = 4
_HELD_REACH = 5.0
_TODAY = 5  # words between "today" and the verb or number that it dates
_PLAN_REACH, _DENY_REACH, _HEDGE_REACH, _MOOD_REACH = 4.2, 9.0, 6.0, 3.5


def planned(
    parsed: Parsed, verb: Verb | None, first: int, last: int, *, dated: bool, count: int, counted: bool = True
) -> str:
    """How it is planned: "ahead", "announced" (the plan was made in the past), or "" where there is no plan.
    `first` and `last` span the number and its noun, `count` is where the number begins; `counted`: there is one."""
    if verb is not None and verb.future:
        return "" if not dated and _is_of_today(parsed, verb.first) else "ahead"
    if verb is not None and verb.slot == "infinitive" and _is_led_ahead(parsed, verb):
        return "ahead"
    cues = parsed.of("plan")
    if not counted and cues:  # "ha offerto tecnologia": without a number, what he gives
        cues = [word for word in cues if not word.form.by_kind["plan"].get("counted")]
    if verb is not None and _is_done(verb):
        return "announced" if cues and _is_plan(parsed, verb, dated=dated) else ""
    if verb is not None and verb.finite and cues and _is_plan(parsed, verb, dated=dated):
        return "ahead"  # "sono attesi"
    if verb is not None and dated and counted and any(e.slot == "conditional" for e in verb.entries):
        return "ahead"  # "libererebbe 33 ostaggi"; but "avrebbe liberato"
    if (verb is None or verb.nominal) and (_may_become(parsed, count) or _is_to_be_held(parsed, last)):
        return "ahead"
    anchor = min(first, verb.first) if verb is not None else first
    found = ""
    for word in cues:
        cue = word.form.by_kind["plan"]
        if dated and cue.get("lasting"):
            continue
        before = word.last <= anchor and parsed.cost(word.last, anchor) < _PLAN_REACH
        after = anchor <= word.first < last + 6 and parsed.cost(anchor, word.first) < _PLAN_REACH / 2
        governs = verb is not None and not verb.nominal and 0 <= verb.first - word.last <= 1
        if after and not governs and _opens_clause(parsed, word):
            continue  # "parlano di 300 uomini e prevedono che …"
        if before or after or governs:
            if cue.slot in _PAST:
                return "announced"
            found = "ahead"
    return found


def _is_led_ahead(parsed: Parsed, verb: Verb) -> bool:
    """ "torneranno a vedersi": a future verb right before the infinitive and its preposition."""
    return any(
        v.future and v.finite and v.last == verb.first - 1 and "prep" in kinds_at(parsed, v.last) for v in parsed.verbs
    )


def _has_been(parsed: Parsed, begin: int, end: int) -> bool:
    """ "saranno stati 300": a guess about what is past."""
    forms = (kinds_at(parsed, i).get("aux") for i in range(begin, end))
    return any(entry is not None and entry.slot == "participle" for entry in forms)


def _is_of_today(parsed: Parsed, at: int) -> bool:
    """ "oggi saranno 300": a future that guesses how things are."""
    return any(min(abs(w.last - at), abs(w.first - at)) <= _TODAY for w in parsed.of("by_now"))


def _is_to_be_held(parsed: Parsed, last: int) -> bool:
    """ "il vertice si terrà il 15 agosto"."""
    return any(
        last <= word.first and parsed.cost(last, word.first) < _HELD_REACH
        for word in parsed.of("held")
        if word.form.by_kind["held"].slot == "future"
    )


def _is_done(verb: Verb) -> bool:
    """ "hanno inviato", "sarebbero arrivati": over, whatever was promised before."""
    if verb.perfect:
        return True
    by_being = verb.finite and verb.passive and not verb.future
    return by_being and all(e.get("intransitive") and e.slot == "participle" for e in verb.entries)


def _opens_clause(parsed: Parsed, plan: Word) -> bool:
    """A verb of planning behind "and": what it plans stands behind it."""
    finite = plan.form.by_kind["plan"].slot in _FINITE
    return finite and "and" in kinds_at(parsed, plan.first - 1)


def _is_plan(parsed: Parsed, verb: Verb, *, dated: bool) -> bool:
    """The verb itself tells a plan: "hanno promesso"; "ha annunciato 300 milioni", but not what has happened."""
    for i in range(verb.first, verb.last):
        cue = kinds_at(parsed, i).get("plan")
        if cue is not None and not (cue.get("lasting") and dated):
            return True
    return False


def _may_become(parsed: Parsed, count: int) -> bool:
    """ "potrebbero diventare 50mila", "saranno 300": a count that lies ahead, but for "oggi saranno 300"."""
    if _is_of_today(parsed, count):
        return False
    reach = _COUNT_REACH + sum(n.tail - n.full + 1 for n in parsed.numbers if 0 <= count - n.tail <= 1)
    for i in range(max(0, count - reach), count):  # "passerà da 1.900 a 2.200"
        kinds = kinds_at(parsed, i)
        for kind in _MOODS:
            entry = kinds.get(kind)
            if entry is None:
                continue
            if entry.slot == "future" and not _has_been(parsed, i + 1, count):
                return True
            if entry.slot == "gerund" and any(v.future and v.last <= i for v in parsed.verbs):
                return True  # "manderà 300 uomini, portando il contingente a 900"
            if kind == "modal" and entry.slot == "conditional" and not _is_guess(parsed, i + 1):
                return True
    return False


def _is_guess(parsed: Parsed, i: int) -> bool:
    """ "dovrebbero essere 300": how many they are by now, unless a day to come is named ("… entro agosto")."""
    infinitive = kinds_at(parsed, i).get("aux")
    be = infinitive is not None and infinitive.id == "be" and infinitive.slot == "infinitive"
    return be and not any(t.mention.frame == "by" for t in parsed.times)


def denied(parsed: Parsed, verb: Verb | None, first: int, last: int, *, count: int = -1) -> bool:
    """The sentence denies it: a word of denial whose scope reaches the number, or a negated predicate."""
    if _is_not_so_many(parsed, count):
        return True
    for word in parsed.of("deny"):
        near = parsed.cost(word.last, first) if word.last <= first else parsed.cost(last, word.first)
        answered = any(
            s.entry.kind == "say" and word.last <= s.first and s.last <= first and s.first - word.first > 1
            for s in parsed.speakers
        )
        if (
            near < _DENY_REACH
            and not (answered or _goes_on_to_say(parsed, word, first))
            and not _is_contradicted(parsed, word, first, last)
            and not _is_another_deed(parsed, word, last)
            and not _is_aside(parsed, word, first)
        ):
            return True
    if verb is None or verb.nominal or not parsed.of("negation"):
        return False
    return any("negation" in kinds_at(parsed, i) for i in range(max(0, verb.first - 3), verb.first))


def _goes_on_to_say(parsed: Parsed, denial: Word, first: int) -> bool:
    """ "smentisce e ribatte di averne abbattuti 77", "smentisce (…), ammette sei caduti"."""
    return any(
        denial.last < word.first < first and word.form.by_kind["say"].slot in _FINITE and _is_joined(parsed, word.first)
        for word in parsed.of("say")
    )


def _is_joined(parsed: Parsed, i: int) -> bool:
    return "and" in kinds_at(parsed, i - 1)


def _is_not_so_many(parsed: Parsed, count: int) -> bool:
    """ "I soldati inviati non sono 300": the count itself is denied."""
    i = count - 1
    while i >= 0 and any(kind in kinds_at(parsed, i) for kind in _COUNTS):
        i -= 1
    return 0 <= i < count - 1 and "negation" in kinds_at(parsed, i)


def _is_contradicted(parsed: Parsed, denial: Word, first: int, last: int) -> bool:
    """ "Kiev parla di 40 aerei distrutti, Mosca smentisce": what one says stays his word, whoever denies it behind."""
    if denial.first < last:
        return False
    by = next((s for s in parsed.speakers if s.entry.kind == "deny" and last <= s.first <= denial.first < s.last), None)
    if by is None or not by.actor:
        return False
    return any(s.entry.kind == "say" and s.last <= first and s.actor not in ("", by.actor) for s in parsed.speakers)


def _is_aside(parsed: Parsed, denial: Word, first: int) -> bool:
    """ "Pechino, che nega di avere fornito armi, ha venduto …": what a clause between commas denies ends with it."""
    norms = parsed.tokens.norm
    opens = denial.first - 1
    if norms[max(0, opens - 1)] != "," or parsed.reading(opens, "clause") is None:
        return False
    closes = next((i for i in range(denial.last, min(first, len(norms))) if norms[i] == ","), None)
    return closes is not None and any(v.finite and 0 <= v.first - closes - 1 <= 1 for v in parsed.verbs)


def _is_another_deed(parsed: Parsed, denial: Word, last: int) -> bool:
    """ "ammette otto morti e respinge la cifra di cento": what is denied stands behind the word of denial."""
    joined = denial.first > last and "and" in kinds_at(parsed, denial.first - 1)
    return joined and any(n.full > denial.last for n in parsed.numbers)


def hedged(parsed: Parsed, verb: Verb | None, first: int, last: int) -> bool:
    """Conditional mood, or a word of hearsay near the number."""
    if verb is not None and (verb.conditional or (verb.future and _is_of_today(parsed, verb.first))):
        return True
    for kind in _MOODS:
        for word in parsed.of(kind):
            by_kind = word.form.by_kind
            entry = by_kind.get("aux") or by_kind.get("modal") or by_kind.get("copula")
            if entry is not None and entry.slot == "conditional":
                near = range(max(word.first, first - 5), min(word.last, last + 6))
                if any(parsed.cost(i, first) < _MOOD_REACH for i in near):
                    return True
    for word in parsed.of("hedge"):
        if min(parsed.cost(word.last, first), parsed.cost(last, word.first)) < _HEDGE_REACH:
            return True
    return False
