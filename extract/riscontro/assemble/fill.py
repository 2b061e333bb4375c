"""A number with its noun and its predicate → a claim: actor, counterpart, place, time, claimant, status."""

from __future__ import annotations

from riscontro import catalog
from riscontro.assemble import claimant as who
from riscontro.assemble import spots, status
from riscontro.assemble.context import other_side
from riscontro.assemble.counted import Counted
from riscontro.assemble.event import Happening
from riscontro.assemble.kind import is_civil, refined
from riscontro.assemble.parts import Parts
from riscontro.assemble.period import set_period
from riscontro.assemble.pointing import gapped, is_reversed
from riscontro.assemble.shapes import Number, Parsed, Speaker
from riscontro.assemble.state import (
    Draft,
    Setting,
    State,
    country_of,
    enemy_of,
    foe_of,
    home_of,
    is_party,
    kind_of,
    rolled_up,
    side_of,
)
from riscontro.assemble.things import Thing
from riscontro.assemble.unsaid import sets_against
from riscontro.frames import Frame, frame, is_dated, is_toll

_PLACE, _ORIGIN = "place", "origin"  # parts of seeds/frames.csv
_TOWARD = "toward"  # the id of a preposition
_GAPPED = 8  # claims of a sentence, back to the one that its others are told after
_ANYBODY, _SOLDIER, _WHOEVER = "person", "soldier", ("person", "people", "victim")  # rows of seeds/entities.csv
_OWNER, _STATE = "owner", "state"  # a part, and a kind of actor
_GUESSED = ("topic", "lead")  # parts that only the whole story tells


def fill(
    parsed: Parsed,
    number: Number | None,
    found: Counted,
    happening: Happening,
    base: Thing | None,
    state: State,
    setting: Setting,
) -> Draft:
    """The claim with everything that sentence and context say of it; `actor` stays empty where nothing does."""
    first, last = (number.full, number.tail) if number else (found.first, found.last)
    part_span = (min(first, found.first), max(last, found.last)) if found.link != "carried" else (first, last)
    frames = refined(parsed, found, happening, base, state, setting)
    metric, entity = _metric(frames), frames[0].entity
    draft = Draft(parsed, number, found, happening, metric, entity=entity, line=parsed.sentence.line)
    spot = spots.place_near(parsed, number, happening.verb)
    if spot is not None and spot == spots.origin_place(parsed, happening):
        spot = None
    if spot is not None and spot.prep == _TOWARD and _ORIGIN in frames[0].actor and not frames[0].counterpart:
        spot = None  # "in fuga verso l'Etiopia": where they go to
    draft.place = spot.place if spot else (base.draft.place if base and base.draft else state.near_place(parsed))
    ctx = Parts(parsed, found, happening, base, state, setting, draft, placed=spot is not None)
    draft.actor = ctx.first(frames[0].actor, taken="")
    if ctx.played in _GUESSED and entity == _ANYBODY and not is_dated(happening.event) and not state.drafts:
        draft.actor = ""  # "four people came" in a story that counts nobody else says nothing of a state
    draft.located = ctx.played == _PLACE and ctx.placed
    far = ctx.played == _PLACE and not ctx.placed and country_of(draft.place) != draft.actor
    draft.guessed = ctx.played in _GUESSED or not ctx.played or far
    draft.counterpart = ctx.first(frames[0].counterpart, taken=draft.actor)
    if number is not None and base is not None and base.draft is not None and is_reversed(parsed, number):
        draft.actor, draft.counterpart = other_side(base.draft, setting), base.draft.actor
    elif base is None and ctx.played != _OWNER and (deed := _other_half(parsed, number, state)):
        draft.actor, draft.counterpart = other_side(deed, setting) or draft.actor, deed.actor
    elif ctx.played == _OWNER and (deed := _other_half(parsed, number, state)) and deed.actor == draft.actor:
        deed.actor, deed.counterpart = foe_of(draft.actor, setting) or deed.actor, draft.actor
    draft.actor = rolled_up(draft.actor)
    nameless = ctx.are_militants() and ctx.played != _OWNER
    if nameless and is_toll(happening.event) and kind_of(draft.actor) in ("", _STATE):
        draft.actor = _fighting_group(parsed, setting, draft.actor) or draft.actor
    if catalog.is_group(draft.actor) and len(frames) == 1 and entity in _WHOEVER and is_toll(happening.event):
        _of_group(draft, ctx.played)
    finish(draft, part_span, base, state, setting)
    if happening.entry is not None and len(frames) == 1 and (event := happening.entry.get("by_enemy")):
        _as_enemy_tells(draft, event, entity)
    return draft


def _other_half(parsed: Parsed, number: Number | None, state: State) -> Draft | None:
    """ "ha rilasciato 90 detenuti in cambio di tre ostaggi": the claim that this one is the return for."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or last.parsed is not parsed or last.number is None or number is None:
        return None
    between = (v for v in parsed.verbs if last.number.tail <= v.first and v.last <= number.full)
    return last if any(e.get("returns") for v in between for e in v.entries) else None


def _fighting_group(parsed: Parsed, setting: Setting, state: str) -> str:
    """ "hanno colpito un covo di Hamas ed eliminato 12 miliziani": fighters without a name are no state's."""
    here = [n.actor for n in parsed.names if catalog.is_group(n.actor)]
    told = here or [a for a in (*setting.top_two, *sorted(setting.cast)) if catalog.is_group(a)]
    return next((a for a in told if a != state), "")


def _as_enemy_tells(draft: Draft, event: str, entity: str) -> None:
    """ "Il nemico ha perso 900 soldati": who counts the other side's losses counts dead and wounded together."""
    told = frame(event, entity)
    if told is not None and draft.claimant and enemy_of(draft.actor) == side_of(draft.claimant):
        draft.metric = told.metric


def _of_group(draft: Draft, played: str) -> None:
    """An armed group's own dead are fighters; the dead of its country, where only the story names it, are anybody."""
    if played in _GUESSED:
        draft.actor = home_of(draft.actor)
    elif fighters := frame(draft.happening.event, _SOLDIER):
        draft.metric, draft.entity = fighters.metric, fighters.entity


def _metric(frames: tuple[Frame, ...]) -> str:
    """The metric that covers all that is counted together: "40 morti e feriti"."""
    if len(frames) == 1:
        return frames[0].metric
    return catalog.lowest_common_ancestor(f.metric for f in frames) or frames[0].metric


def finish(draft: Draft, span: tuple[int, int], base: Thing | None, state: State, setting: Setting) -> Draft:
    """Status, hedge, claimant and period of a claim whose parts are known."""
    parsed, verb = draft.parsed, draft.happening.verb
    count = draft.number.full if draft.number else span[0]
    plan = status.planned(
        parsed, verb, *span, dated=is_dated(draft.happening.event), count=count, counted=draft.number is not None
    )
    if status.denied(parsed, verb, *span, count=count):
        draft.status = "denied"
    elif plan:
        draft.status = "planned"
    draft.hedged = status.hedged(parsed, verb, *span)
    _set_claimant(draft, span, state, setting)
    set_period(draft, span, base, state, setting, ahead=plan == "ahead")
    return draft


def _set_claimant(draft: Draft, span: tuple[int, int], state: State, setting: Setting) -> None:
    parsed = draft.parsed
    speaker = who.nearest(parsed, parsed.speakers, *span)
    if speaker is not None and _only_promises(draft, speaker, state):
        return
    if speaker is None:
        draft.claimant = _rival(draft, state) or state.carried_claimant(parsed) or setting.voice
        return
    frame_ = draft.happening.frames[0]
    gives = draft.actor if "recipient" in frame_.counterpart + frame_.actor else ""
    own = draft.actor if "foe" in frame_.actor and is_party(draft.actor) else ""  # who shot it down counts it
    told = (setting.voice, setting.seat, gives, own, country_of(draft.place), setting.country)
    nameless = "" if speaker.messenger else next(filter(None, told), "")
    source = state.same_source(parsed)
    if not is_party(source) and is_civil(parsed, speaker):
        source = ""  # "il ministero della Salute": a state's, whatever body spoke just before
    if source and speaker.entry.kind == "deny" and source in setting.top_two and len(setting.top_two) > 1:
        source = next(a for a in setting.top_two if a != source)  # "il portavoce militare smentisce": the other side
    victims = is_toll(frame_.event) and draft.entity != _SOLDIER
    if not victims and source == draft.actor and enemy_of(source) and any(n.actor == source for n in parsed.names):
        source = enemy_of(source)  # "la Russia ha attaccato, riferisce l'aeronautica": nobody names himself so
    if not speaker.actor and is_party(draft.actor) and is_toll(frame_.event) and is_civil(parsed, speaker):
        source = draft.actor  # "il ministero della Sanità": whose dead it counts
    draft.claimant = rolled_up(speaker.actor) or source or nameless
    draft.evidence.append(("claimant", speaker.entry.rule_id, speaker.first, speaker.last))
    state.claimant_actor, state.claimant_line = draft.claimant, parsed.sentence.line


def _only_promises(draft: Draft, speaker: Speaker, state: State) -> bool:
    """ "Oslo ha promesso 300 milioni, Berna 260": who speaks of his own deed does not speak of the other's."""
    before = {d.actor for d in state.drafts[-_GAPPED:] if d.parsed is draft.parsed}
    if draft.number is None or draft.found.link != "carried" or speaker.actor not in before - {draft.actor}:
        return False
    return gapped(draft.parsed, draft.number) == draft.actor


def _rival(draft: Draft, state: State) -> str:
    """ "Per Seul i caduti turchi sono 300. Kiev sale a 400": who sets his count against another's of the same."""
    if draft.number is None or draft.found.link != "carried" or not state.claimant_actor:
        return ""
    name = sets_against(draft.parsed, draft.number)
    if name is None or name.actor == draft.actor or draft.line - state.claimant_line > 1:
        return ""
    state.claimant_actor, state.claimant_line = rolled_up(name.actor), draft.line
    return state.claimant_actor
