"""Numbers of one sentence → drafts or reasons, with what the sentences before it leave open."""

from __future__ import annotations

from dataclasses import replace

from riscontro.assemble import context, roles
from riscontro.assemble.claimant import nearest
from riscontro.assemble.counted import Counted, counted
from riscontro.assemble.event import NO_EVENT, Happening, candidates, entities_of, frames_for
from riscontro.assemble.fill import fill
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import Draft, Setting, State
from riscontro.frames import can_be_single, is_dated, listed, matter, usual_event
from riscontro.mentions.quantity import Quantity

Reason = tuple[Number, str]
_MARKS = ("/", ")", "]")
_OLDEST, _NEAR, _RIGHT_BESIDE, _FAR = 110, 3.0, 2.6, 5.0
_BOTH = 2.2  # how near "fra morti e feriti" stands to what it is said of
_OTHER = ("other_thing", "no_event")
_OUT_OF = 2.0  # how far "su 90" may stand behind what it is the whole of
_RANGE = "range"
_MONEY, _SCALE = "money", 10_000  # a row of seeds/entities.csv; sums that differ so much are not written alike
_NO_VALUE = ("percent", "ordinal", "fraction", "power", "code")


def of_sentence(parsed: Parsed, state: State, setting: Setting) -> tuple[list[Draft], list[Reason]]:
    """The drafts of a sentence in text order, and the numbers that became none, with the reason."""
    drafts: list[Draft] = []
    refused: list[Reason] = []
    for number in parsed.numbers:
        reason = _age(parsed, number, refused) or _parallel(parsed, number, refused)
        draft = reason or _draft(parsed, number, state, drafts, setting)
        if isinstance(draft, str):
            refused.append((number, draft))
        else:
            drafts += _both_sides(draft, setting)
            state.drafts.append(draft)
    return drafts, refused


def _both_sides(draft: Draft, setting: Setting) -> list[Draft]:
    """What two sides exchange is one claim a side."""
    entry = draft.happening.entry
    if entry is None or not entry.get("mutual"):
        return [draft]
    draft.counterpart = draft.counterpart or context.other_side(draft, setting)
    if not draft.counterpart:
        return [draft]
    return [draft, replace(draft, actor=draft.counterpart, counterpart=draft.actor)]


def _age(parsed: Parsed, number: Number, refused: list[Reason]) -> str:
    """ "un uomo di 63 anni e una donna di 52", "16 anni, e l'altra, 13": years that go without saying."""
    value = number.quantity.value
    if value is None or value > _OLDEST or not any(reason == "duration" for _, reason in refused):
        return ""
    after = parsed.tokens.norm[number.tail] if number.tail < len(parsed.tokens) else "."
    if after[0].isalpha():
        return ""
    prep = parsed.reading(number.full - 1, "prep")
    before = parsed.tokens.norm[number.full - 1] if number.full else ""
    return "age" if (prep is not None and prep.id == "of") or before == "," else ""


def _parallel(parsed: Parsed, number: Number, refused: list[Reason]) -> str:
    """ "in 37 località, detriti in otto", "sette navi, quattro da sbarco": what the number before counted is no value,
    and this one, without a noun, counts the same."""
    last = parsed.numbers[max(0, parsed.numbers.index(number) - 1)]
    reason = next((r for n, r in refused if n is last), "")
    if last.quantity.kind == "indefinite":
        return ""  # "in un video … ne conta 40": an article counts nothing
    if (
        reason not in _OTHER
        or last.quantity.kind == "indefinite"
        or counted(parsed, number) is not None
        or parsed.cost(last.tail, number.full) > _FAR
    ):
        return ""
    prep, before = parsed.reading(number.full - 1, "prep"), parsed.reading(last.full - 1, "prep")
    if (prep.id if prep else "") != (before.id if before else ""):
        return ""
    touched = any(v.first - number.tail in (0, 1) or number.full - v.last in (0, 1) for v in parsed.verbs if v.finite)
    return "" if touched else reason


def _draft(parsed: Parsed, number: Number, state: State, here: list[Draft], setting: Setting) -> Draft | str:
    quantity = number.quantity
    if quantity.kind in _NO_VALUE:
        return quantity.kind
    nobody = quantity.value == 1 and any(parsed.reading(i, "negation") for i in range(number.full, number.first))
    if quantity.value == 0 or nobody:
        return "zero"
    if number.first == 0 and number.tail < len(parsed.tokens) and parsed.tokens.norm[number.tail] in _MARKS:
        return "list_mark"
    if _is_in_row(parsed, number):
        return "number_list"
    found = counted(parsed, number)
    if found is not None and found.ignored:
        return found.ignored
    if _is_size(parsed, number, found):
        return "measure"
    if _is_speaker(parsed, number):
        return "article"
    if quantity.kind == "indefinite":
        return _single(parsed, number, found, state, setting)
    if found is None and _counts_events(parsed, number):
        return "other_thing"
    if _is_out_of(parsed, number):
        return "no_event"
    base, known = None, None
    if found is None or not _names_a_thing(found):
        pointed = context.antecedent(parsed, number, state, here, found)
        if pointed is None:
            return "no_noun"
        base, known = pointed
        part = bool(found and found.part)
        found = Counted(base.nouns, number.first, number.last, "carried", base.people, part)
        if found.ignored:
            return found.ignored
        if _lacks_scale(quantity, base):
            return "no_scale"
    elif found.part and here:
        base = context.of_draft(here[-1])
    if _is_rate(parsed, number, found):
        return "rate"
    if (
        quantity.modifier != _RANGE
        and quantity.value is not None
        and quantity.value % 1
        and not any(n.get("entity") == "money" for n in found.nouns)
    ):
        return "not_whole"
    if _is_price(parsed, number, found):
        return "price"
    happening = known or _happening(parsed, number, found, state, base)
    happening = happening or _usual(parsed, number, found, state, setting)
    happening = _in_list_of_losses(happening, found, here)
    happening = _admitted(parsed, number, happening, found)
    happening = _both_tolls(parsed, number, happening, found)
    if happening is None or happening.event == NO_EVENT:
        return "no_event"
    if _is_capacity(parsed, number, found, happening):
        return "measure"
    draft = fill(parsed, number, found, happening, base, state, setting)
    return draft if draft.actor else "no_actor"


def _in_list_of_losses(happening: Happening | None, found: Counted, here: list[Draft]) -> Happening | None:
    """ "destroyed: 500 tanks, 900 drones": behind what its owner lost, the drones are lost, too."""
    if happening is None or not here or happening.verb is None or here[-1].happening.verb is not happening.verb:
        return happening
    acted = happening.frames and happening.frames[0].actor[0] == "agent"
    owned = acted and here[-1].happening.frames[0].actor[0] in ("owner", "subject")
    frames = frames_for(listed(happening.event), entities_of(found)) if owned else ()
    return replace(happening, event=listed(happening.event), frames=frames) if frames else happening


def _admitted(parsed: Parsed, number: Number, happening: Happening | None, found: Counted) -> Happening | None:
    """ "sono stati abbattuti sette droni, ammette il comando": a loss of his own."""
    if happening is None or not happening.frames or happening.frames[0].actor[0] != "agent":
        return happening
    speaker = nearest(parsed, parsed.speakers, number.full, number.tail)
    frames = frames_for(listed(happening.event), entities_of(found))
    if not frames or speaker is None or not speaker.entry.get("own"):
        return happening
    return replace(happening, event=listed(happening.event), frames=frames, verb=None)


def _both_tolls(parsed: Parsed, number: Number, happening: Happening | None, found: Counted) -> Happening | None:
    """ "hanno perso, fra morti e feriti, 25mila militari": dead and wounded together."""
    if happening is None or not happening.frames or happening.frames[0].actor[0] != "owner":
        return happening
    for word in parsed.words:
        noun = word.reading("noun")
        if noun is None or not noun.get("together") or word.first == found.first:
            continue
        near = parsed.cost(word.last, number.full) if word.last <= number.full else parsed.cost(found.last, word.first)
        frames = frames_for(noun.get("event"), entities_of(found)) if near < _BOTH else ()
        if frames and matter(happening.event) == matter(noun.get("event")):
            return replace(happening, event=noun.get("event"), frames=frames)
    return happening


def _is_speaker(parsed: Parsed, number: Number) -> bool:
    """ "dice un ufficiale turco": who speaks is not counted."""
    spoken = any(s.entry.kind == "say" and s.first < number.first and number.tail < s.last for s in parsed.speakers)
    return number.quantity.value == 1 and spoken


def _is_out_of(parsed: Parsed, number: Number) -> bool:
    """ "abbattuti 60 droni su 90": how many there were, not how many it happened to."""
    prep = parsed.reading(number.full - 1, "prep")
    last = parsed.numbers[max(0, parsed.numbers.index(number) - 1)]
    near = last is not number and parsed.cost(last.tail, number.full) < _OUT_OF
    told = counted(parsed, number) is not None or any(v.first == number.tail for v in parsed.verbs)
    return prep is not None and prep.id == "on" and near and number.first == number.full and not told


def _is_rate(parsed: Parsed, number: Number, found: Counted) -> bool:
    """ "300 barili l'anno", but "i soldati spediti l'anno scorso"."""
    last = max(found.last, number.tail)
    words = [w for w in parsed.of("rate") if number.last <= w.first < last + 3 and parsed.cost(last, w.first) < 1.0]
    return any(not any(t.first <= w.first and t.last == w.last + 1 for t in parsed.times) for w in words)


def _lacks_scale(quantity: Quantity, base: context.Thing) -> bool:
    """ "300 milioni di euro, Berna 260": the millions go without saying, and are not read."""
    said = base.draft.number.quantity.value if base.draft is not None and base.draft.number is not None else None
    money = any(n.get("entity") == _MONEY for n in base.nouns)
    return money and bool(said) and quantity.value is not None and quantity.value * _SCALE < (said or 0.0)


def _counts_events(parsed: Parsed, number: Number) -> bool:
    """ "in due ondate": an event noun right behind the number is what is counted."""
    word = parsed.at[number.tail] if number.tail < len(parsed.at) else None
    return word is not None and word.last - word.first == 1 and parsed.reading(number.tail, "event_noun") is not None


def _single(parsed: Parsed, number: Number, found: Counted | None, state: State, setting: Setting) -> Draft | str:
    """ "un F-16 è stato abbattuto": one thing, where what happens to it stands right beside it."""
    if (
        found is None
        or found.part
        or found.link != "beside"
        or any(n.get("event") for n in found.nouns)
        or found.people
    ):
        return "article"
    entities = entities_of(found)
    if not all(can_be_single(e) for e in entities) or found.first != number.tail:
        return "article"
    ranked = candidates(parsed, number, found.first, found.last, entities)
    if (
        not ranked
        or ranked[0].cost > _RIGHT_BESIDE
        or not is_dated(ranked[0].event)
        or ranked[0].verb is None
        or ranked[0].verb.nominal
    ):
        return "article"
    draft = fill(parsed, number, found, ranked[0], None, state, setting)
    return draft if draft.actor else "no_actor"


def _usual(parsed: Parsed, number: Number, found: Counted, state: State, setting: Setting) -> Happening | None:
    """What such things are in the news for, where the sentence has no predicate: sappers are sent, containers shipped.
    Soldiers and police are on duty only where it is said whose they are, and that is not where the story plays."""
    entities = entities_of(found)
    if not entities or any(v.finite and parsed.cost(v.last, number.full) < _NEAR for v in parsed.verbs):
        return None
    event, abroad = usual_event(entities[0])
    frames = frames_for(event, entities) if event else ()
    if not frames:
        return None
    if "target" in frames[0].counterpart:
        return _flown(parsed, found, entities)
    if frames[0].actor[0] == "recipient":
        near = [n for n in parsed.names if n.prep == "to" and 0 <= n.first - found.last <= 1]
        return Happening(event, None, None, frames, 0.0) if near else None
    if abroad:
        name = roles.owner(parsed, found.first, found.last)
        if name is None or name.actor == (setting.country or name.actor):
            return None
    elif not state.drafts and not state.headline:
        return None
    return Happening(event, None, None, frames, 0.0)


def _flown(parsed: Parsed, found: Counted, entities: tuple[str, ...]) -> Happening | None:
    """ "430 droni su Kiev": means of attack with a target behind them."""
    event = usual_event(entities[0])[0] if entities else ""
    frames = frames_for(event, entities) if event else ()
    if not frames or "target" not in frames[0].counterpart or not roles.aimed(parsed, found.last):
        return None
    return Happening(event, None, None, frames, 0.0)


def _is_price(parsed: Parsed, number: Number, found: Counted) -> bool:
    """ "a 1.840 dollari" is what something costs, not what somebody gives."""
    prep = parsed.reading(number.full - 1, "prep")
    money = any(n.get("entity") == "money" for n in found.nouns)
    return money and found.link == "beside" and prep is not None and prep.id == "to"


def _is_capacity(parsed: Parsed, number: Number, found: Counted, happening: Happening) -> bool:
    """ "serbatoi per 150mila tonnellate": room for so much is nothing supplied."""
    prep = parsed.reading(number.full - 1, "prep")
    goods = bool(happening.frames) and "recipient" in happening.frames[0].counterpart
    money = any(n.get("entity") == _MONEY for n in found.nouns)
    return prep is not None and prep.id == "for" and goods and not money and happening.frames[0].actor[0] == "agent"


def _is_in_row(parsed: Parsed, number: Number) -> bool:
    """ "1 2 3 4 5": numbers with nothing between them."""
    return any(n is not number and (n.first == number.last or n.last == number.first) for n in parsed.numbers)


def _is_size(parsed: Parsed, number: Number, found: Counted | None) -> bool:
    """ "bombe da 13 tonnellate", "gruppi di venti": the number tells the size of a thing or a group."""
    prep = parsed.reading(number.full - 1, "prep")
    group = parsed.reading(number.full - 2, "noun")
    if prep is not None and prep.id in ("of", "from") and group is not None and group.get("ignore"):
        return True
    bare = found is None and number.full >= 2 and parsed.reading(number.full - 2, "noun") is not None
    if bare and prep is not None and prep.id == "from":
        return True  # "colpi da 155"
    measure = found is not None and bool(found.nouns) and bool(found.nouns[0].get("measure"))
    return (
        measure
        and prep is not None
        and prep.id == "from"
        and number.full >= 2
        and parsed.tokens.norm[number.full - 2][0].isalpha()
    )


def _names_a_thing(found: Counted) -> bool:
    """A counting word ("units") names nothing by itself."""
    return bool(found.people) or any(n.get("entity") and n.get("entity") != "unit" for n in found.nouns)


def _happening(
    parsed: Parsed, number: Number, found: Counted, state: State, base: context.Thing | None
) -> Happening | None:
    entities = entities_of(found)
    inherent = [n.get("event") for n in found.nouns]
    if all(inherent) and inherent and found.link not in ("carried", "community"):
        return _inherent(parsed, number, found, inherent, entities)
    ranked = candidates(parsed, number, found.first, found.last, entities)
    if base is not None and (not ranked or _is_weak(ranked[0], found)):
        event = (
            base.draft.happening.event
            if base.draft
            else next((n.get("event") for n in base.nouns if n.get("event")), "")
        )
        frames = frames_for(event, entities)
        if frames and (found.part or found.link == "carried"):
            return Happening(event, None, None, frames, 0.0)
    if ranked and ranked[0].cost > _NEAR and (flown := _flown(parsed, found, entities)) is not None:
        return flown
    if ranked:
        return ranked[0]
    return _coordinated(parsed, number, entities, state) or context.inherited_event(entities, parsed, number, state)


def _coordinated(parsed: Parsed, number: Number, entities: tuple[str, ...], state: State) -> Happening | None:
    """ "entrano due sistemi, fino a cento missili, …": what happens to the first happens to what is joined to it."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or last.parsed is not parsed or last.number is None or last.happening.verb is None:
        return None
    between = range(max(last.found.last, last.number.tail), number.full)
    frames = frames_for(last.happening.event, entities)
    if not frames or parsed.cost(between.start, between.stop) > _NEAR or any(v.first in between for v in parsed.verbs):
        return None
    return replace(last.happening, frames=frames)


def _is_weak(happening: Happening, found: Counted) -> bool:
    """Too far away to overrule what the number points back to."""
    return happening.cost > (0.6 if found.part else 5.0)


def _inherent(
    parsed: Parsed, number: Number, found: Counted, events: list[str], entities: tuple[str, ...]
) -> Happening | None:
    """The noun itself says what happened; a verb of the same event lends mood and tense."""
    frames = tuple(f for event, entity in zip(events, entities, strict=True) for f in frames_for(event, (entity,)))
    if len(frames) != len(entities):
        return None
    same = [h for h in candidates(parsed, number, found.first, found.last, entities) if h.event == events[0]]
    verb = same[0].verb if same and same[0].cost < 3.0 else None
    return Happening(events[0], verb, same[0].entry if verb else None, frames, 0.0)
