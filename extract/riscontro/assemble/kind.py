"""What kind of people: civilians or an army's, where the counted noun itself does not say."""

from __future__ import annotations

from riscontro.assemble.context import Thing
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.shapes import Parsed, Speaker
from riscontro.assemble.state import Setting, State, enemy_of, home_of
from riscontro.frames import Frame, frame, is_a, is_dated

_PERSON, _SOLDIER = "person", "soldier"  # rows of seeds/entities.csv
_PEACE = "peacekeeper"  # soldiers who fight no war
_UNSAID = ("person", "people", "victim", "resident")
_NEAR_LINES, _REACH, _ARMY = 3, 12, 2


def refined(
    parsed: Parsed, found: Counted, happening: Happening, base: Thing | None, state: State, setting: Setting
) -> tuple[Frame, ...]:
    """The frames after what else sentence and story say of the people."""
    frames = happening.frames
    if not all(is_a(f.entity, _PERSON) for f in frames):
        return frames
    kind = (happening.entry.get("as") if happening.entry else None) or _beside(parsed, found)
    if not kind and all(f.entity in _UNSAID for f in frames) and is_dated(frames[0].event):
        kind = (
            _pointed_at(base)
            or _before_in_sentence(parsed, frames[0], state)
            or _counted_before(parsed, found, state)
            or _of_story(parsed, found, frames[0], base, state, setting)
        )
    if not kind:
        return frames
    return tuple((frame(f.event, kind) or f) if is_a(kind, f.entity) or f.entity in _UNSAID else f for f in frames)


def _beside(parsed: Parsed, found: Counted) -> str:
    """ "vittime civili", "feriti tra la popolazione civile": a second noun that says of which kind."""
    noun = parsed.reading(found.last, "noun")
    if _is_kind(noun):
        return str(noun.get("entity")) if noun else ""
    for j in range(found.last, min(found.last + _REACH, len(parsed.tokens))):
        if parsed.reading(j, "all_of") and _is_kind(noun := parsed.reading(j + 1, "noun")) and noun is not None:
            return str(noun.get("entity"))
        prep = parsed.reading(j, "prep")
        if prep and prep.id == "of" and parsed.reading(j + 1, "military"):
            return _SOLDIER
        if prep and prep.id == "between":
            return _among(parsed, j + 1)
        if (
            parsed.reading(j, "clause", "partitive")
            or any(v.finite and v.first == j for v in parsed.verbs)
            or parsed.tokens.norm[j] in ("(", ";", ":")
        ):
            break
    return ""


def _among(parsed: Parsed, begin: int) -> str:
    """The one kind behind "among"; nothing where two kinds are named together."""
    kinds = []
    for k in range(begin, min(begin + 6, len(parsed.tokens))):
        noun = parsed.reading(k, "noun")
        if _is_kind(noun) and noun is not None:
            kinds.append(str(noun.get("entity")))
        elif parsed.reading(k, "clause", "aux") or not parsed.tokens.norm[k][0].isalpha():
            break
    return kinds[0] if len(set(kinds)) == 1 else ""


def _is_kind(noun: object) -> bool:
    get = getattr(noun, "get", None)
    return bool(
        get and get("entity") and is_a(get("entity"), _PERSON) and get("entity") not in _UNSAID and not get("event")
    )


def _pointed_at(base: Thing | None) -> str:
    """The kind of what the number points back to."""
    if base is None or not base.entities:
        return ""
    entity = base.draft.entity if base.draft else base.entities[0]
    return entity if is_a(entity, _PERSON) and entity not in _UNSAID else ""


def _before_in_sentence(parsed: Parsed, own: Frame, state: State) -> str:
    """ "253 civilians killed and 1,872 wounded": what the first number said holds for the second."""
    for draft in reversed(state.drafts[-3:]):
        if (
            draft.parsed is parsed
            and not draft.found.part
            and draft.happening.event != own.event
            and is_dated(draft.happening.event)
        ):
            return draft.entity if draft.entity not in _UNSAID else ""
    return ""


def _counted_before(parsed: Parsed, found: Counted, state: State) -> str:
    """ "ne hanno uccisi 64": of those whom the claim before counted, on this line or the one above."""
    last = state.drafts[-1] if state.drafts else None
    if (
        found.link != "carried"
        or last is None
        or parsed.sentence.line - last.line > 1
        or not is_dated(last.happening.event)
    ):
        return ""
    return last.entity if is_a(last.entity, _PERSON) and last.entity not in _UNSAID else ""


def _of_story(parsed: Parsed, found: Counted, own: Frame, base: Thing | None, state: State, setting: Setting) -> str:
    """In a story about an army its dead are soldiers, unless the sentence has gone somewhere else."""
    army = setting.army or (state.abroad if state.abroad != setting.country else "")
    if found.people and found.people != army:
        return ""
    if found.nouns and not found.nouns[0].get("event"):
        return ""  # "140 persone" are people, whatever the story is about
    if any(_is_civil(parsed, s) for s in parsed.speakers) or army not in setting.top_two:
        return ""
    if any(
        home_of(s.actor) not in ("", army) and home_of(s.actor) in setting.top_two and enemy_of(home_of(s.actor))
        for s in parsed.speakers
        if s.actor
    ):
        return ""  # the other side counts its own
    recent = _last_people(state, parsed)
    if recent is not None and not is_a(recent.entities[0], _SOLDIER):
        return ""
    if recent is not None and recent.owner and recent.line == parsed.sentence.line:
        return _SOLDIER
    return _SOLDIER if army else ""


def _is_civil(parsed: Parsed, speaker: Speaker) -> bool:
    """A mayor, a hospital, a rescue service counts the people of the place."""
    span = range(speaker.first, speaker.last)
    return any((body := parsed.reading(i, "institution")) and body.get("civil") for i in span)


def _last_people(state: State, parsed: Parsed) -> Thing | None:
    recent: list[Thing] = state.things[-16:]
    for thing in reversed(recent):
        if parsed.sentence.line - thing.line > _NEAR_LINES:
            return None
        if thing.entities and is_a(thing.entities[0], _PERSON) and thing.entities[0] not in _UNSAID:
            return thing
    return None


def army_of(story: list[Thing], lead: str, country: str) -> str:
    """Whose army the story is about, where soldiers clearly outnumber civilians among those it names."""
    soldiers = [t for t in story if t.entities and is_a(t.entities[0], _SOLDIER) and t.entities[0] != _PEACE]
    others = [
        t
        for t in story
        if t.entities
        and is_a(t.entities[0], _PERSON)
        and not is_a(t.entities[0], _SOLDIER)
        and t.entities[0] not in ("person", "people", "victim")
    ]
    owners = [t.owner for t in soldiers if t.owner] or [t.people for t in story if t.people]
    if not owners and soldiers and not others and lead and country and lead != country:
        return lead
    if not owners or len(soldiers) < 2 * len(others):
        return ""
    top = max(sorted(set(owners)), key=owners.count)
    return top if owners.count(top) >= _ARMY or (set(owners) == {lead} and lead != country) else ""
