"""Why a number is no claim, as far as its own wording and the number before tell: a size, a price, a mark."""

from __future__ import annotations

from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.context import PLAIN
from riscontro.assemble.counted import Counted, counted, is_part
from riscontro.assemble.event import Happening, frames_for
from riscontro.assemble.shapes import Number, Parsed
from riscontro.assemble.state import State, kind_of
from riscontro.assemble.things import Thing
from riscontro.frames import is_a, is_dated, is_toll
from riscontro.mentions.quantity import Quantity
from riscontro.mentions.time_grammar import YEARS
from riscontro.vocabulary import Entry, Word

_MARKS = ("/", ")", "]")
_OLDEST, _FAR = 110, 5.0
_OUT_OF = 2.0  # how far "su 90" may stand behind what it is the whole of
_RATE_REACH, _BREAKS = 4.0, frozenset({",", ";", ":"})  # how far "every month" may stand before its number
_PER = 3  # words in which "a year" follows what is counted
_RANGE, _VAGUE, _ABOUT, _UNTOLD = "range", "vague", "approx", "indefinite"  # modifiers and a kind of number
_PERSON = "person"  # a row of seeds/entities.csv
_MONEY, _SCALE = "money", 10_000  # a row of seeds/entities.csv; sums that differ so much are not written alike
_ORDINAL, _CODE = "ordinal", "code"  # kinds of numbers
_ANYBODY = (*PLAIN, "victim")  # rows of seeds/entities.csv, too
_LIMIT = 5  # words between a limit and its number: "il tetto annuo dell'Onu è di"
_COMPANY = "company"  # a kind of actor
_NO_VALUE = ("percent", "ordinal", "fraction", "power", "code")
_YEARS, _OTHER = "duration", ("other_thing", "no_event")  # reasons that hold for the next number, too


def follows(parsed: Parsed, number: Number, last: Number, refused: list[tuple[Number, str]]) -> str:
    """The reason that a number shares with those refused before it; `last` is the number right before."""
    if _is_age(parsed, number) and any(reason == _YEARS for _, reason in refused):
        return "age"
    before, reason = refused[-1]
    if before is not last:
        return ""
    if _is_part(parsed, number, last, reason):
        return reason
    return reason if reason in _OTHER and _is_parallel(parsed, number, last) else ""


def _is_part(parsed: Parsed, number: Number, last: Number, reason: str) -> bool:
    """ "176 scontri, 51 dei quali a nord", "30 ore, cinque delle quali …": a part of what is no value is none."""
    if reason not in (_OTHER[0], _YEARS) or not is_part(parsed, number) or parsed.cost(last.tail, number.full) > _FAR:
        return False
    found = counted(parsed, number)
    return found is None or not (found.nouns or found.people)


def of_joined(parsed: Parsed, number: Number) -> str:
    """ "hanno 20 e 26 anni": the reason of the number that "and" joins to this one."""
    if not parsed.reading(number.tail, "and"):
        return ""
    joined = next((n for n in parsed.numbers if n.full == number.tail + 1), None)
    found = counted(parsed, joined) if joined is not None else None
    return found.ignored if found is not None and found.link == "beside" else ""


def _is_age(parsed: Parsed, number: Number) -> bool:
    """ "un uomo di 63 anni e una donna di 52", "16 anni, e l'altra, 13": years that go without saying."""
    value, norms = number.quantity.value, parsed.tokens.norm
    if value is None or value > _OLDEST or (number.tail < len(norms) and norms[number.tail][0].isalpha()):
        return False
    return prep_at(parsed, number.full - 1) == "of" or (number.full > 0 and norms[number.full - 1] == ",")


def _is_parallel(parsed: Parsed, number: Number, last: Number) -> bool:
    """ "in 37 località, detriti in otto", "sette navi, quattro da sbarco": what the number before counted is no value,
    and this one, without a noun, counts the same."""
    if last.quantity.kind == _UNTOLD or parsed.cost(last.tail, number.full) > _FAR:
        return False  # "in un video … ne conta 40": an article counts nothing
    if prep_at(parsed, number.full - 1) != prep_at(parsed, last.full - 1) or counted(parsed, number) is not None:
        return False
    return not any(
        v.finite and (v.first - number.tail in (0, 1) or number.full - v.last in (0, 1)) for v in parsed.verbs
    )


def by_itself(parsed: Parsed, number: Number) -> str:
    """The reason that the number and what stands around it give, whatever it counts."""
    quantity = number.quantity
    if quantity.kind in _NO_VALUE:
        return quantity.kind
    for name in parsed.names:
        if name.core <= number.first < name.last:
            return _CODE  # "i Ventisette"
        if name.last == number.first == number.full and kind_of(name.actor) == _COMPANY and quantity.text.isdigit():
            return _CODE  # "due Saab 340": whose make it is
    if any(spot.first < number.first < spot.last for spot in parsed.spots):
        return _CODE  # "la base di Tower 22"
    if quantity.value == 0 or (quantity.value == 1 and _is_nobody(parsed, number)):
        return "zero"
    if number.first == 0 and number.tail < len(parsed.forms) and parsed.tokens.norm[number.tail] in _MARKS:
        return "list_mark"
    return "number_list" if len(parsed.numbers) > 1 and _is_in_row(parsed, number) else ""


def _is_nobody(parsed: Parsed, number: Number) -> bool:
    return number.full < number.first and any(
        "negation" in kinds_at(parsed, i) for i in range(number.full, number.first)
    )


def _is_in_row(parsed: Parsed, number: Number) -> bool:
    """ "1 2 3 4 5": numbers with nothing between them, but for "i primi 300"."""
    for n in parsed.numbers:
        if n is not number and n.quantity.kind != _ORDINAL and (n.first == number.last or n.last == number.first):
            return True
    return False


def is_size(parsed: Parsed, number: Number, found: Counted | None, prep: str) -> bool:
    """ "bombe da 13 tonnellate", "gruppi di venti": the number tells the size of a thing or a group.
    `prep` is what stands before the number, here and below."""
    if prep not in ("of", "from"):
        return False
    group = kinds_at(parsed, number.full - 2).get("noun")
    if group is not None and group.get("ignore"):
        if prep == "of" and found is not None and _is_one(parsed, number.full - 2):
            return False  # "un primo gruppo di 600 soldati": so many came
        if prep == "of" and found is not None and parsed.reading(number.full - 1, "definite"):
            return False  # "il gruppo dei 600 soldati": all of them
        return not any(t.first < number.full - 1 <= t.last for t in parsed.times)  # "colpita nella notte da 90 droni"
    if prep != "from" or number.full < 2:
        return False
    if found is None:
        return group is not None  # "colpi da 155"
    measure = bool(found.nouns) and bool(found.nouns[0].get("measure"))
    return measure and parsed.tokens.norm[number.full - 2][0].isalpha()


def _is_one(parsed: Parsed, noun: int) -> bool:
    """Whether the noun on this token is one: "un gruppo", "un primo lotto"."""
    return any(n.quantity.value == 1 and 0 <= noun - n.tail <= 1 for n in parsed.numbers if n.tail <= noun)


def is_date(parsed: Parsed, number: Number) -> bool:
    """ "3 sistemi, 2025 (Msmt)", "è atteso il 18": a year or a day by itself, where nothing is named that it counts."""
    if parsed.reading(number.full - 1, "singular") and number.quantity.text.isdigit():
        return True  # what stands behind "il" is one
    if number.quantity.text not in YEARS:
        return False
    norms = parsed.tokens.norm
    apart = number.full > 0 and norms[number.full - 1] in (",", "(", ";")
    return apart and (number.tail >= len(norms) or not norms[number.tail][0].isalpha())


def is_speaker(parsed: Parsed, number: Number) -> bool:
    """ "dice un ufficiale turco": who speaks is not counted."""
    if number.quantity.value != 1:
        return False
    return any(s.entry.kind == "say" and s.first < number.first and number.tail < s.last for s in parsed.speakers)


def is_of_events(parsed: Parsed, number: Number) -> bool:
    """ "in due ondate": an event noun right behind the number is what is counted."""
    at = number.tail
    while "filler" in kinds_at(parsed, at):
        at += 1  # "39 diversi massacri"
    if "event_noun" not in kinds_at(parsed, at):
        return False
    word = parsed.at[at]
    return word is not None and word.last - word.first == 1


def is_whole(parsed: Parsed, number: Number, found: Counted | None, prep: str) -> bool:
    """ "abbattuti 60 droni su 90": how many there were, not how many it happened to."""
    if prep != "on" or found is not None or number.first != number.full:
        return False
    last = parsed.numbers[max(0, parsed.numbers.index(number) - 1)]
    if last is number or parsed.cost(last.tail, number.full) >= _OUT_OF:
        return False
    return not any(v.first == number.tail for v in parsed.verbs)


def is_rate(parsed: Parsed, number: Number, found: Counted) -> bool:
    """ "300 barili l'anno", but "i soldati spediti l'anno scorso"; what is told as a change is no count either."""
    if parsed.reading(number.tail, "difference"):
        return True  # "22 in più", but "22 milioni in più"
    last = max(found.last, number.tail)
    for word in parsed.of("rate"):
        near = number.last <= word.first < last + _PER and parsed.cost(last, word.first) < 1.0
        timed = any(
            t.first <= word.first and t.last in (word.last, word.last + 1)
            for t in parsed.times
            if t.first != word.first or t.last > word.last
        )
        if (near or _opens_rate(parsed, word, number)) and not timed:
            return True
    return False


def _opens_rate(parsed: Parsed, word: Word, number: Number) -> bool:
    """ "Ogni mese Mosca lancia 5.000 bombe": before its number, with no other between them."""
    if not word.form.by_kind["rate"].get("ahead") or word.last > number.full:
        return False
    norms = parsed.tokens.norm[word.last : number.full]
    between = any(word.last <= n.full < number.full for n in parsed.numbers)
    return not between and not _BREAKS.intersection(norms) and parsed.cost(word.last, number.full) < _RATE_REACH


def is_broken(quantity: Quantity, nouns: tuple[Entry, ...]) -> bool:
    """ "1.5": only money and what is about so many comes in parts."""
    value = quantity.value
    return value is not None and value % 1 != 0 and quantity.modifier != _RANGE and not is_money(nouns)


def is_money(nouns: tuple[Entry, ...]) -> bool:
    """Whether a sum is counted."""
    return any(n.get("entity") == _MONEY for n in nouns)


def lacks_scale(quantity: Quantity, base: Thing) -> bool:
    """ "300 milioni di euro, Berna 260": the millions go without saying, and are not read."""
    said = base.draft.number.quantity.value if base.draft is not None and base.draft.number is not None else None
    return bool(said) and quantity.value is not None and quantity.value * _SCALE < (said or 0.0) and _is_scaled(base)


def _is_scaled(base: Thing) -> bool:
    """ "sei milioni di colpi", "70 milioni di euro": told with a word of its own for millions."""
    number = base.draft.number if base.draft is not None else None
    words = number.quantity.text.split() if number is not None else []
    return _MONEY in base.entities or (len(words) > 1 and words[-1][-1].isalpha())


def is_price(parsed: Parsed, number: Number, found: Counted, prep: str, before: Counted | None) -> bool:
    """ "a 1.840 dollari", "180 carri per 6 miliardi" is what something costs, not what somebody gives.
    `before` is what the last claim of the sentence counts."""
    if found.link != "beside" or not is_money(found.nouns):
        return False
    if before is not None and is_money(before.nouns) and _is_converted(parsed, number, found, before):
        return True
    if prep == "for" and before is not None and not is_money(before.nouns):
        return parsed.cost(before.last, number.full) < _FAR
    counts = parsed.reading(number.full - 2, "copula") is not None  # "gli aiuti salgono a 6 miliardi di euro"
    return (prep == "to" and not counts) or (
        prep == "in" and number.quantity.modifier == _VAGUE
    )  # "(in miliardi di euro)"


def _is_converted(parsed: Parsed, number: Number, found: Counted, before: Counted) -> bool:
    """ "7,4 miliardi di corone (circa 650 milioni di euro)", "…, circa 650 milioni di euro": the same sum in another
    currency."""
    sign = parsed.tokens.norm[before.last] if number.full == before.last + 1 else ""
    about = sign == "," and number.quantity.modifier == _ABOUT and found.nouns[0].id != before.nouns[0].id
    return sign == "(" or about


def is_limit(parsed: Parsed, number: Number, found: Counted, happening: Happening) -> bool:
    """ "il tetto di 500 mila barili", "i 500 mila barili consentiti": what may be supplied is not what is."""
    frame = happening.frames[0] if happening.frames else None
    if frame is None or "recipient" not in frame.counterpart or frame.actor[0] != "agent":
        return False
    begin, end = min(found.first, number.full), max(found.last, number.tail)
    apart = [n.tail for n in parsed.numbers if n.tail <= number.full]
    for word in parsed.of("limit"):
        if word.form.by_kind["limit"].get("behind"):
            if 0 <= word.first - end <= 1:
                return True
        elif 0 <= begin - word.last < _LIMIT and all(tail <= word.first for tail in apart):
            return True
    return False


def is_of_no_army(parsed: Parsed, found: Counted, happening: Happening, state: State) -> bool:
    """ "Il raid ha fatto 31 morti, i dispersi sono 13": only an army's missing are counted here."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or parsed.sentence.line - last.line > 1 or not is_toll(happening.event):
        return False
    anybody = is_toll(last.happening.event) and last.entity in _ANYBODY
    own = all(n.get("event") == happening.event for n in found.nouns)  # "13 soldati dispersi"
    return anybody and own and not found.people and not frames_for(happening.event, (_PERSON,))


def is_capacity(found: Counted, happening: Happening, prep: str) -> bool:
    """ "serbatoi per 150mila tonnellate": room for so much is nothing supplied."""
    if prep != "for" or not happening.frames or happening.frames[0].entity == _MONEY:
        return False
    frame = happening.frames[0]
    if is_a(frame.entity, _PERSON) and not is_dated(happening.event):
        return frame.actor[0] == "owner" and "agent" not in frame.counterpart  # "cibo per mezzo milione di persone"
    return "recipient" in frame.counterpart and frame.actor[0] == "agent"
