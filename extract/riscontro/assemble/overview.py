"""What a story tells as a whole, whatever single sentences say: who and where it is about, and who signs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from riscontro.assemble import context
from riscontro.assemble.kind import army_of
from riscontro.assemble.shapes import Name, Parsed, Spot
from riscontro.assemble.spots import heads_line
from riscontro.assemble.state import Setting, country_of, home_of, is_party, kind_of, rolled_up
from riscontro.mentions.time import resolve
from riscontro.model import Document, Period

HEAD = 6  # lines at the head of a text, where its dateline and its signature stand
HERE = ("in", "on", "to")  # ids of prepositions that say where something happens
_TITLE, _DOER = 3, 3  # what it weighs to be named in the title, and to be more than quoted
_BULLETIN = 15  # days that a bulletin covers at most
_SUBJECT_LIKE = ("", "of", "from")


def setting_of(told: list[Parsed], document: Document, seat: str = "") -> Setting:
    """The setting of a story, its title included; `seat` is the state where its dateline says that it was written."""
    top, country, cast, voice = _top_two(told), _country(told), _cast(told), _voice(told)
    things = [thing for parsed in told for thing in context.named(parsed)]
    return Setting(
        document.published,
        top,
        army_of(things, top[0] if top else "", country),
        country,
        cast,
        _days(told, document) if voice else None,
        seat if seat in cast else "",
        voice,
    )


def heading(parsed: Parsed) -> str:
    """ "08.20 – Il resoconto dell'aviazione di Kiev": a heading that names one body speaks for the text below it."""
    if (
        len(parsed.names) != 1
        or len(parsed.numbers) > 1
        or parsed.of("ascribe")
        or parsed.tokens.norm[-1] in (".", "?", "!", ":")
    ):
        return ""
    name = parsed.names[0]
    signs = (name.institution or name.kind == "leader") and is_party(home_of(name.actor) or name.actor)
    return rolled_up(name.actor) if signs and not _has_finite(parsed) else ""


def _top_two(told: list[Parsed]) -> tuple[str, ...]:
    """The states and groups named most, the earlier first where they tie."""
    seen: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    for parsed in told:
        if not parsed.names:
            continue
        weight = _weight(parsed)
        quoted = [s.name for s in parsed.speakers] if parsed.speakers else []
        for name in parsed.names:
            first.setdefault(name.actor, len(first))
            if name.prep in _SUBJECT_LIKE and is_party(name.actor):
                seen[name.actor] += weight * (_DOER if _does(name) and name not in quoted else 1)
    return tuple(sorted(seen, key=lambda a: (-seen[a], first[a]))[:2])


def _weight(parsed: Parsed) -> int:
    return _TITLE if parsed.sentence.line == -1 else 1


def _does(name: Name) -> bool:
    """Whether the name stands as who acts does: no body that speaks, and nobody's things."""
    return not name.institution and (not name.prep or name.kind == "demonym")


def _country(told: list[Parsed]) -> str:
    """The state in which most places of the story lie, the title's first where they tie."""
    seen: dict[str, int] = defaultdict(int)
    for parsed in told:
        weight = _weight(parsed)
        for spot in parsed.spots:
            if (spot.prep in HERE or weight > 1 or heads_line(parsed, spot)) and (home := country_of(spot.place)):
                seen[home] += weight
    if not seen:
        for home in (country_of(s.place) for parsed in told for s in parsed.spots if _is_scene(parsed, s)):
            if home:
                seen[home] += 1
    return min(seen, key=lambda a: (-seen[a], a), default="")


def _is_scene(parsed: Parsed, spot: Spot) -> bool:
    """ "la prefettura di Zaporizhzhia", "hanno preso Bukavu": where nothing is said to be in a place."""
    body = parsed.reading(spot.first - 2, "institution") if spot.prep == "of" else None
    if body is not None and body.get("civil"):
        return True
    behind = spot.prep == "of" or any(v.last == spot.first for v in parsed.verbs)
    return behind and not any(n.core <= spot.first < n.last for n in parsed.names)


def _cast(told: list[Parsed]) -> frozenset[str]:
    """The states and groups that are named more than once, also by those who belong to them."""
    named: dict[str, int] = defaultdict(int)
    for parsed in told:
        for name in parsed.names:
            named[name.actor] += 1
    seen = named.copy()
    for actor, times in named.items():
        home = home_of(actor)
        if home and home != actor:
            seen[home] += times
    return frozenset([actor for actor, times in seen.items() if times > 1])


def _voice(told: list[Parsed]) -> str:
    """Whose bulletin it is: the one body that the title or the first lines name, without saying anything of it."""
    for parsed in told[:HEAD]:
        if label := _labelled(parsed):
            return label
        if not parsed.names or parsed.speakers or parsed.tokens.norm[-1] == "." or _has_finite(parsed):
            continue
        actor = parsed.names[0].actor
        if kind_of(actor) == "state" and _only(actor, parsed.names):
            return actor
    return ""


def _only(actor: str, names: Iterable[Name]) -> bool:
    """Whether the names are one actor's, one of them that of a body."""
    return {n.actor for n in names} == {actor} and any(n.institution for n in names)


def _has_finite(parsed: Parsed) -> bool:
    return any(v.finite for v in parsed.verbs)


def _labelled(parsed: Parsed) -> str:
    """ "(fonte: Stato maggiore ucraino)"."""
    for word in parsed.of("source_label"):
        after = next((n for n in parsed.names if word.last < n.last and n.first - word.last <= 2), None)
        colon = word.last < len(parsed.tokens) and parsed.tokens.norm[word.last] == ":"
        if colon and after is not None and kind_of(home_of(after.actor) or after.actor) == "state":
            return home_of(after.actor) or after.actor
    return ""


def _days(told: list[Parsed], document: Document) -> Period | None:
    """The days that a bulletin names at its head: "dal 16 al 22 agosto"."""
    for parsed in told[:HEAD]:
        for when in parsed.times:
            period = resolve(when.mention, published=document.published, planned=False, anchor=None)
            if period and period.start and period.end and 1 < (period.end - period.start).days < _BULLETIN:
                return period
    return None
