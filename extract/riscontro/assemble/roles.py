"""Who plays which part: who acts, who receives, where; whose the counted things are is told in `owners`."""

from __future__ import annotations

from riscontro.assemble.event import CRAFT, Happening, holders
from riscontro.assemble.owners import ADJECTIVES as ADJECTIVES
from riscontro.assemble.owners import owner as owner
from riscontro.assemble.owners import owner_among as owner_among
from riscontro.assemble.owners import owner_of_all as owner_of_all
from riscontro.assemble.shapes import Name, Number, Parsed, Spot, Verb
from riscontro.assemble.speaking import only_speaks
from riscontro.assemble.spots import WHERE
from riscontro.frames import is_a
from riscontro.vocabulary import Word

_GERUND, _OPENING = "gerund", 6  # words in which the subject opens a sentence
_FAR, _ROLE_FAR = 9.0, 5.0
_CRAFT, _PERSON = ("aircraft", "ship"), "person"  # rows of seeds/entities.csv
_AIMS = ("on", "against", "toward")  # ids of prepositions that aim at what is hit
_AIMED = 6  # words in which "against" follows what flies
_ACTING = ("name", "capital", "leader")  # kinds of names of states
_STRUCK_WITH = ("", "of", "from", "in", "with", "for")  # ids of prepositions between a strike and who strikes
_LIGHT, _BODIES = frozenset({"prep", "article"}), frozenset({"military", "band"})


def ascribed_to(parsed: Parsed, before: int | None = None) -> Name | None:
    """ "attribuisce a Pyongyang …", "le perdite attribuite a Kiev": to whom something is ascribed."""
    words = [w for w in parsed.of("ascribe") if before is None or w.last <= before]
    begin, end = (words[0].last, before) if words else (0, 0)
    given = (n for n in parsed.names if n.prep == "to" and begin <= n.first)
    return next((n for n in given if end is None or n.first < end), None)


def strikes(parsed: Parsed, name: Name) -> bool:
    """Whether the name stands behind a word for a strike: "gli attacchi israeliani", "dal fuoco russo"."""
    if not parsed.of("attack") or name.prep not in _STRUCK_WITH:
        return False
    if name.prep in WHERE and name.kind not in ADJECTIVES:
        return False  # "un attentato in Nigeria": where, not who
    i = name.core - 1
    while i >= 0 and name.core - i < 4 and (parsed.forms[i] is None or parsed.is_any(i, _LIGHT)):
        i -= 1
    attack = parsed.reading(i, "attack")
    if attack is None:
        return False
    where = attack.get("of_place") and name.prep == "of" and any(s.first == name.core for s in parsed.spots)
    return not where  # "l'attentato di Nairobi"


def agent(parsed: Parsed, happening: Happening) -> Name | None:
    """Who does it: the subject of the active verb, the agent of the passive, the "by" or "of" of an event noun."""
    verb, entry = happening.verb, happening.entry
    if verb is None or entry is None:
        return None
    if verb.nominal:
        return None if entry.get("intransitive") else _nominal_agent(parsed, verb)
    if verb.passive:
        return after(parsed, verb, ("from",))
    if entry.get("intransitive"):
        return after(parsed, verb, ("from",)) if entry.get("roles", {}).get("from") == "agent" else None
    return subject(parsed, verb)


def agent_of_holder(parsed: Parsed, happening: Happening) -> Name | None:
    """ "il pacchetto tedesco comprende 12 obici", "tra le armi fornite da Oslo figurano …": who gives the whole."""
    verb, entry = happening.verb, happening.entry
    for holder in holders(parsed, verb, entry) if verb is not None and entry is not None else ():
        told = Happening(happening.event, holder, holder.entries[0], happening.frames, 0.0)
        if (name := agent(parsed, told)) is not None:
            return name
    return None


def subject(parsed: Parsed, verb: Verb) -> Name | None:
    """The subject of an active verb: the nearest actor to its left without a preposition, else one to its right."""
    if verb.slot == _GERUND and (same := _subject_of_main(parsed, verb)):
        return same
    best, best_cost = None, _FAR
    pronoun = _relative_to_thing(parsed, verb)
    own = '"' in parsed.tokens.norm[: verb.first]  # "«Consegneremo 22 obici», ha detto il ministro": his own deed
    own = own or any(parsed.reading(i, "first_person") for i in range(verb.first, verb.last))
    for name in parsed.names:
        if only_speaks(parsed, name, verb):
            continue
        if name.prep and relative(parsed, name, verb.first):
            return name
        if name.prep and _owns_subject(parsed, name, verb):
            return name
        if name.prep or parsed.reading_of(name.first - 1, "according", "citing"):
            continue
        if name.last <= verb.first:
            if _is_adjective(parsed, name) and not _ends_subject(parsed, name, verb):
                continue
            if name.last < pronoun:
                continue
            cost = parsed.cost(name.last, verb.first)
        elif name.first >= verb.last:
            if not own and any(s.name is name and s.first >= verb.last for s in parsed.speakers):
                continue  # "…, sostiene Parigi"
            if name.kind in ADJECTIVES and not name.institution and not parsed.reading(name.first - 1, "article"):
                continue
            if parsed.is_numeral(name.first - 1) or any(n.full == name.last for n in parsed.numbers):
                continue  # "ha addestrato 300 militari turchi", "…, Berna 260"
            if any(parsed.reading(i, "clause") for i in range(verb.last, name.first)):
                continue
            cost = parsed.cost(verb.last, name.first) + 3.0
        else:
            continue
        if cost < best_cost:
            best, best_cost = name, cost
    return best or (None if pronoun else _first_subject(parsed, verb))


def _subject_of_main(parsed: Parsed, gerund: Verb) -> Name | None:
    """ "Quattro navi russe hanno fatto 64 viaggi portando 300 carri": a gerund's subject is that of its sentence."""
    before = [v for v in parsed.verbs if v.finite and v.last <= gerund.first]
    begin = before[-1].last if before else _OPENING
    if any(begin <= n.first < gerund.first and not n.prep for n in parsed.names):
        return None
    if before:
        return None if before[-1].passive else subject(parsed, before[-1])
    return next((n for n in parsed.names if not n.prep and n.first < begin), None)


def _relative_to_thing(parsed: Parsed, verb: Verb) -> int:
    """ "carri che hanno portato": where the relative pronoun of things stands right before the verb; else nothing."""
    i = verb.first - 1
    while i > 1 and parsed.reading_of(i, "aux", "adverb", "modal", "negation"):
        i -= 1
    if i < 2 or parsed.reading(i, "clause") is None:
        return 0
    noun = parsed.reading(i - 2 if parsed.tokens.norm[i - 1] == "," else i - 1, "noun")
    entity = noun.get("entity") if noun is not None else None
    return i if entity and not is_a(entity, _PERSON) else 0


def relative(parsed: Parsed, name: Name, first: int) -> bool:
    """ "con Hezbollah, che … nega": a relative clause on the name, with no other name before its verb."""
    i = name.last + (1 if name.last < len(parsed.tokens) and parsed.tokens.norm[name.last] == "," else 0)
    if parsed.reading(i, "clause") is None or i >= first or parsed.cost(i, first) > _FAR / 2:
        return False
    return not any(i < n.first < first for n in parsed.names)


def aimed(parsed: Parsed, number: Number, last: int) -> bool:
    """ "60 droni su Kiev", "missili contro la città", "su Kiev 60 droni": what flies at something needs no verb."""
    parts: list[Spot | Name] = [*parsed.spots, *parsed.names]
    aims = [(part.first, part.last) for part in parts if part.prep in _AIMS]
    if any(first >= last and 0 <= parsed.cost(last, first) < _ROLE_FAR for first, _ in aims):
        return True
    if any(end == number.full for _, end in aims):
        return True
    preps = (parsed.reading(i, "prep") for i in range(last, min(last + _AIMED, len(parsed.tokens))))
    return any(prep is not None and prep.id == "against" for prep in preps)


def _first_subject(parsed: Parsed, verb: Verb) -> Name | None:
    """The subject that opened the sentence, where the verb far behind it has none of its own."""
    first = next((n for n in parsed.names if not n.prep), None)
    if first is None or first.first > 2 or first.last > verb.first or _is_adjective(parsed, first):
        return None
    return first


def _is_adjective(parsed: Parsed, name: Name) -> bool:
    """A demonym is a subject only with its article ("i russi"): "soldati russi" is no subject "russi"."""
    if name.kind not in ADJECTIVES or name.institution or name.first == 0:
        return False
    if _heads(parsed, name.first - 1):
        return False
    return not parsed.reading_of(name.first - 1, "article", "clause")


def _ends_subject(parsed: Parsed, name: Name, verb: Verb) -> bool:
    """ "Le navi italiane hanno abbattuto": the adjective of the noun phrase that stands right before what it does."""
    noun = parsed.at[name.first - 1]
    last = name.last
    if last < verb.first and parsed.forms[last] is None and parsed.tokens.capital(last):
        last += 1  # "la fregata italiana Duilio ha abbattuto"
    if last != verb.first or not verb.finite or verb.passive or noun is None or "noun" not in noun.form.by_kind:
        return False
    before = parsed.reading(noun.first - 1, "article")
    one = _is_craft(noun) or not parsed.is_numeral(noun.first - 1)  # "un F-16 turco ha sganciato"
    return before is not None and not parsed.reading(noun.first - 1, "prep") and one


def _owns_subject(parsed: Parsed, name: Name, verb: Verb) -> bool:
    """ "Gli aerei di Mosca hanno sganciato": whose the means are that stand right before what they do."""
    if name.prep != "of" or name.last != verb.first or not verb.finite or verb.passive:
        return False
    noun = name.first - 1
    while noun > 0 and parsed.is_any(noun, _LIGHT):
        noun -= 1
    word = parsed.at[noun]
    if word is None or not ("attack" in word.form.by_kind or parsed.is_any(noun, _BODIES) or _is_craft(word)):
        return False
    return parsed.reading(word.first - 1, "article") is not None and parsed.reading(word.first - 2, "prep") is None


def only_carries(parsed: Parsed, name: Name) -> bool:
    """ "una nave russa", "i camion di Ankara": a ship or lorry that somebody else may have loaded."""
    word = parsed.at[name.first - 1] if name.kind in ADJECTIVES else parsed.at[max(0, name.first - 2)]
    noun = word.reading("noun") if word is not None and name.first else None
    return noun is not None and any(is_a(noun.get("entity") or "", craft) for craft in CRAFT)


def _is_craft(word: Word) -> bool:
    """ "un F-16 di Bangkok", "una nave turca": a single aircraft or ship acts for its owner."""
    noun = word.reading("noun")
    entity = noun.get("entity") or "" if noun is not None and not noun.get("event") else ""
    return any(is_a(entity, craft) for craft in _CRAFT)


def _heads(parsed: Parsed, noun: int) -> bool:
    """ "gli equipaggi italiani": a noun that is never counted, with its article and no preposition before it."""
    if noun < 1 or parsed.at[noun] is not None or not parsed.tokens.norm[noun][0].isalpha():
        return False
    return (
        parsed.reading(noun - 1, "article") is not None
        and parsed.reading(noun - 1, "prep") is None
        and not (parsed.reading(noun - 2, "prep"))
    )


def after(parsed: Parsed, verb: Verb, preps: tuple[str, ...]) -> Name | None:
    """The nearest name with one of these prepositions, best behind the verb."""
    best, best_cost = None, _ROLE_FAR
    for name in parsed.names:
        if name.prep in preps:
            cost = (
                parsed.cost(verb.last, name.first)
                if name.first >= verb.last
                else parsed.cost(name.last, verb.first) + 2.0
            )
            if cost < best_cost:
                best, best_cost = name, cost
    return best


def _nominal_agent(parsed: Parsed, verb: Verb) -> Name | None:
    for name in parsed.names:
        near = parsed.cost(verb.last, name.first) if name.first >= verb.last else _FAR
        if near < 2.5 and (name.prep in ("of", "from") or (name.kind in ADJECTIVES and name.first - verb.last < 2)):
            return name
    quoted = {s.name for s in parsed.speakers}
    quoted |= {n for n in parsed.names if any(_is_joined(parsed, n, q) for q in quoted if q is not None)}
    left = [n for n in reversed(parsed.names) if n.last <= verb.first and not n.prep]
    acting = next((n for n in left if n.kind in _ACTING), None)
    before = next((n for n in left if n not in quoted), acting)
    return before if before and parsed.cost(before.last, verb.first) < 4.0 else None


def _is_joined(parsed: Parsed, name: Name, other: Name) -> bool:
    """ "Né Ankara né Atene hanno confermato": who speaks beside another."""
    between = range(name.last, other.first)
    return len(between) in (1, 2) and any(parsed.reading_of(i, "and", "negation") for i in between)


def by_role(parsed: Parsed, happening: Happening, role: str) -> Name | None:
    """The actor whose preposition gives it this part with this predicate."""
    verb, entry = happening.verb, happening.entry
    if verb is None or entry is None:
        return None
    roles = entry.get("roles")
    if not roles or not parsed.names:
        return None
    preps = tuple([p for p, r in roles.items() if r == role])
    if "of" in preps:  # "caduti in mano russa": an adjective says the same
        own = next((n for n in parsed.names if n.core == verb.last and n.kind in ADJECTIVES), None)
        if own is not None:
            return own
    return after(parsed, verb, preps) if preps else None
