"""What kind of people: civilians or an army's, where the counted noun itself does not say."""

from __future__ import annotations

from functools import cache

from riscontro.assemble.around import kinds_at
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening, entities_of
from riscontro.assemble.owners import among_before, nation_among_before, owner, owner_of_whole
from riscontro.assemble.shapes import Parsed, Speaker
from riscontro.assemble.state import Draft, Setting, State, enemy_of, home_of
from riscontro.assemble.things import Thing
from riscontro.frames import Frame, flows, frame, is_a, is_dated, is_toll

_PERSON, _SOLDIER, _VICTIM, _PRISONER = "person", "soldier", "victim", "prisoner"  # rows of seeds/entities.csv
_PEACE = "peacekeeper"  # soldiers who fight no war
_UNSAID = ("person", "people", "victim", "resident")
_ANYBODY = ("person", "people", "victim")
_OF_NO_SIDE = (*_ANYBODY, _PRISONER)  # neither soldiers nor other people of a kind
_BREAKS = ("(", ";", ":")
_NEAR_LINES, _RECENT, _REACH, _GROUP, _ARMY, _BEFORE = 3, 16, 12, 6, 2, 4


def refined(
    parsed: Parsed, found: Counted, happening: Happening, base: Thing | None, state: State, setting: Setting
) -> tuple[Frame, ...]:
    """The frames after what else sentence and story say of the people."""
    frames = happening.frames
    for own in frames:
        if not is_a(own.entity, _PERSON):
            return frames
    told = all(_tells(e) and not is_a(e, _SOLDIER) for e in entities_of(found))
    deed = happening.entry.get("as") if happening.entry and not told else None  # "300 istruttori lavorano": no workers
    kind = deed or _beside(parsed, found)
    if not kind and found.link != "carried" and _are_of_the_place(parsed, found, frames):
        return tuple(frame(f.event, _VICTIM) or f for f in frames)
    if not kind and all(f.entity in _UNSAID for f in frames) and is_dated(frames[0].event):
        kind = (
            _pointed_at(base)
            or _before_in_sentence(parsed, found, frames[0], state)
            or _counted_before(parsed, found, state)
            or _of_story(parsed, found, frames[0], base, state, setting)
        )
    if not kind:
        return frames
    return tuple((frame(f.event, kind) or f) if is_a(kind, f.entity) or f.entity in _UNSAID else f for f in frames)


def _are_of_the_place(parsed: Parsed, found: Counted, frames: tuple[Frame, ...]) -> bool:
    """ "Per il ministero della Sanità i caduti sono cinque": whom a civil body counts, where nobody's army is named."""
    fallen = len(found.nouns) == 1 and bool(found.nouns[0].get("event")) and frames[0].entity == _SOLDIER
    if not fallen or frame(frames[0].event, _VICTIM) is None or _owner_of(parsed, found):
        return False
    return any(is_civil(parsed, s) for s in parsed.speakers)


def _beside(parsed: Parsed, found: Counted) -> str:
    """ "vittime civili", "feriti tra la popolazione civile": a second noun that says of which kind."""
    if kind := _kind_at(parsed, found.last):
        return kind
    norms = parsed.tokens.norm
    end = min(found.last + _REACH, len(norms))
    for verb in parsed.verbs:
        if verb.finite and found.last <= verb.first < end:
            end = verb.first + 1  # what a predicate says begins another phrase
    for j in range(found.last, end):
        kinds = kinds_at(parsed, j)
        if kinds:  # most words of a text are not in the vocabulary
            if "all_of" in kinds and (kind := _kind_at(parsed, j + 1)):
                return kind
            prep = kinds.get("prep")
            if prep is not None and prep.id == "of" and ("military" in kinds or "military" in kinds_at(parsed, j + 1)):
                return _SOLDIER
            if prep is not None and prep.id == "between":
                return _among(parsed, j + 1)
            if found.part and j == found.last and "partitive" in kinds:
                return _kind_at(parsed, j + _length(parsed, j))  # "tredici delle quali civili"
            if "clause" in kinds or "partitive" in kinds:
                break
        if norms[j] in _BREAKS:
            break
    among = among_before(parsed, found.first) if found.nouns and found.nouns[0].get("event") else None
    return _kind_at(parsed, among.first) if among is not None else _suffering(parsed, found)


def _length(parsed: Parsed, i: int) -> int:
    """How many tokens the word on token i has."""
    word = parsed.at[i]
    return word.last - word.first if word is not None else 1


def _suffering(parsed: Parsed, found: Counted) -> str:
    """ "l'esercito russo ha avuto 600 morti": the dead of an army are soldiers."""
    for word in parsed.of("costs"):
        if word.last <= found.first and any("attack" in kinds_at(parsed, j) for j in range(word.first)):
            return _SOLDIER  # "l'offensiva è costata ai russi 40 morti"
    for word in parsed.of("suffers"):
        if 0 < found.first - word.last <= _BEFORE and any(
            "military" in kinds_at(parsed, j) for j in range(max(0, word.first - _BEFORE), word.first)
        ):
            return _SOLDIER
    return ""


def _among(parsed: Parsed, begin: int) -> str:
    """The one kind behind "among"; nothing where two kinds are named together."""
    kinds = set()
    for k in range(begin, min(begin + _GROUP, len(parsed.forms))):
        here = kinds_at(parsed, k)
        if kind := _kind_at(parsed, k):
            kinds.add(kind)
        elif "clause" in here or "aux" in here or not parsed.tokens.norm[k][0].isalpha():
            break
    return kinds.pop() if len(kinds) == 1 else ""


def _kind_at(parsed: Parsed, i: int) -> str:
    """The kind of people that the noun on token i names, or nothing."""
    noun = kinds_at(parsed, i).get("noun")
    if noun is None or noun.get("event"):
        return ""
    entity: str = noun.get("entity") or ""
    return entity if _tells(entity) else ""


@cache
def _tells(entity: str) -> bool:
    """Whether it is a certain kind of people."""
    return is_a(entity, _PERSON) and entity not in _UNSAID


def _pointed_at(base: Thing | None) -> str:
    """The kind of what the number points back to."""
    if base is None or not base.entities:
        return ""
    entity = base.draft.entity if base.draft else base.entities[0]
    return entity if _tells(entity) else ""


def _before_in_sentence(parsed: Parsed, found: Counted, own: Frame, state: State) -> str:
    """ "253 civilians killed and 1,872 wounded": what the first number said holds for the second, unless that has a
    noun of its own ("and eight people wounded")."""
    if found.link == "beside" and found.nouns and not found.nouns[0].get("event"):
        return ""
    for draft in reversed(state.drafts[-3:]):
        if (
            draft.parsed is parsed
            and not draft.found.part
            and not _is_elsewhere(parsed, draft.found.last, found.first)
            and draft.happening.event != own.event
            and not _is_soldier_by_metric(draft.happening.event)
            and is_dated(draft.happening.event)
        ):
            return draft.entity if draft.entity not in _UNSAID and not _of_both_kinds(draft, state) else ""
    return ""


def _is_elsewhere(parsed: Parsed, begin: int, end: int) -> bool:
    """ "12 civili uccisi (30 feriti …", "12 civili uccisi; lo dice l'ospedale, dove ci sono 30 feriti": of others."""
    norms = parsed.tokens.norm[begin:end]
    if ")" in norms:
        return True
    return ";" in norms and any(parsed.reading(i, "clause") for i in range(begin + norms.index(";"), end))


def _of_both_kinds(draft: Draft, state: State) -> bool:
    """ "14 civili e sette soldati uccisi; i feriti …": of either kind."""
    same = [d for d in state.drafts[-3:] if d.parsed is draft.parsed and d.happening.event == draft.happening.event]
    return len({_side(d.entity) for d in same}) > 1


def _counted_before(parsed: Parsed, found: Counted, state: State) -> str:
    """ "ne hanno uccisi 64": of those whom the claim before counted, on this line or the one above."""
    if found.link != "carried" or not state.drafts:
        return ""
    last = state.drafts[-1]
    if parsed.sentence.line - last.line > 1 or not is_dated(last.happening.event):
        return ""
    return last.entity if _tells(last.entity) else ""


def _of_story(parsed: Parsed, found: Counted, own: Frame, base: Thing | None, state: State, setting: Setting) -> str:
    """In a story about an army its dead are soldiers, unless the sentence has gone somewhere else."""
    recent = _last_people(state, parsed)
    if recent is not None and _are_here(recent, parsed, found):
        return _SOLDIER
    army = setting.army or (state.abroad if state.abroad != setting.country else "")
    if not army and _fights_abroad(found.people or _owner_of(parsed, found), setting):
        return _SOLDIER
    if found.people and found.people != army:
        return ""
    if found.nouns and not found.nouns[0].get("event"):
        return ""  # "140 persone" are people, whatever the story is about
    if any(is_civil(parsed, s) for s in parsed.speakers) or army not in setting.top_two:
        return ""
    if any(
        home_of(s.actor) not in ("", army) and home_of(s.actor) in setting.top_two and enemy_of(home_of(s.actor))
        for s in parsed.speakers
        if s.actor and _may_own(parsed, found, home_of(s.actor))
    ):
        return ""  # the other side counts its own
    if recent is not None and not is_a(recent.entities[0], _SOLDIER):
        return ""
    if recent is not None and recent.owner and recent.line == parsed.sentence.line:
        return _SOLDIER
    return _SOLDIER if army else ""


def _fights_abroad(nation: str, setting: Setting) -> bool:
    """Whether a nation is known to send soldiers (seeds/flows.csv) and the story is not about its own country."""
    return bool(nation) and nation != setting.country and any(giver == nation for giver, _ in flows(_SOLDIER))


def _owner_of(parsed: Parsed, found: Counted) -> str:
    name = owner(parsed, found.first, found.last) or owner_of_whole(parsed, found.last)
    name = name or nation_among_before(parsed, found.first)
    return name.actor if name is not None else ""


def _may_own(parsed: Parsed, found: Counted, side: str) -> bool:
    """Whether nobody else than this side is told to be whose they are."""
    name = owner(parsed, found.first, found.last)
    return (name is None or name.actor == side) and found.people in ("", side)


def _are_here(recent: Thing, parsed: Parsed, found: Counted) -> bool:
    """ "ha impegnato 15mila soldati; i morti sarebbero 2.300": of those whom the same sentence has just counted."""
    draft, event = recent.draft, found.nouns[0].get("event") if found.nouns else None
    if draft is None or draft.parsed is not parsed or not event or not is_a(recent.entities[0], _SOLDIER):
        return False
    return not is_toll(draft.happening.event) and draft.number is not None


def is_civil(parsed: Parsed, speaker: Speaker) -> bool:
    """A mayor, a hospital, a rescue service counts the people of the place."""
    for i in range(speaker.first, speaker.last):
        body = kinds_at(parsed, i).get("institution")
        if body is not None and body.get("civil"):
            return True
    return False


def _last_people(state: State, parsed: Parsed) -> Thing | None:
    recent: list[Thing] = state.things[-_RECENT:]
    for thing in reversed(recent):
        if parsed.sentence.line - thing.line > _NEAR_LINES:
            return None
        if thing.entities and _tells(thing.entities[0]):
            return thing
    return None


def army_of(story: list[Thing], lead: str, country: str) -> str:
    """Whose army the story is about, where soldiers clearly outnumber civilians among those it names."""
    soldiers: list[Thing] = []
    others = 0
    for thing in story:
        side = _side(thing.entities[0]) if thing.entities else ""
        if not side or any(_is_soldier_by_metric(n.get("event")) for n in thing.nouns):
            continue
        if side == _SOLDIER:
            soldiers.append(thing)
        else:
            others += 1
    owners = [t.owner for t in soldiers if t.owner] or [t.people for t in story if t.people]
    at_home = country in (lead, home_of(lead))
    if not owners and soldiers and not others and lead and country and not at_home:
        return lead
    if not owners or not soldiers or len(soldiers) < 2 * others:
        return ""
    top = max(sorted(set(owners)), key=owners.count)
    return top if owners.count(top) >= _ARMY or (set(owners) == {lead} and not at_home) else ""


@cache
def _is_soldier_by_metric(event: str | None) -> bool:
    """ "i dispersi": whoever they are, only an army's have a metric, and nothing follows for the others."""
    return is_toll(event or "") and frame(event or "", _PERSON) is None


@cache
def _side(entity: str) -> str:
    """Soldiers of a war, other people of a certain kind, or neither."""
    if is_a(entity, _SOLDIER):
        return "" if entity == _PEACE else _SOLDIER
    return _PERSON if is_a(entity, _PERSON) and entity not in _OF_NO_SIDE else ""
