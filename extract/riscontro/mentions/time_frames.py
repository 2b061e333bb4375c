"""What stands around the points that were found: openers before them, joins between them; from both, the mentions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from riscontro.mentions.time_grammar import Grammar, Rule
from riscontro.mentions.time_point import Point, TimeMention

OPENER_REACH = 48  # how far before a point its openers are looked for
JOIN_REACH = 16  # how far apart two joined points are
_UNJOINED = frozenset({"duration", "clock", "vague", "era"})


@dataclass(slots=True)
class Found:
    """A point in the text, before what stands around it is read."""

    start: int
    end: int
    rule: Rule
    point: Point
    begin: int = 0  # where its opener begins
    frame: str | None = None


def mentions(known: Grammar, text: str, spaced: str, found: list[Found]) -> list[TimeMention]:
    """The points of a text, in order, as mentions. `spaced` is the text as openers and joins are compared."""
    made: list[TimeMention] = []
    floor, index = 0, 0
    while index < len(found):
        first, index = found[index], index + 1
        if first.start < floor or first.rule.weak:
            continue
        after = found[index] if index < len(found) else None
        first, second, join = _read(known, spaced, first, after, floor)
        if first.rule.openers and first.frame not in first.rule.openers:
            continue
        if second is after is not None:
            index += 1
        mention = _mention(known, text, first, second, join)
        floor = mention.end
        made.append(mention)
    return made


def _read(
    known: Grammar, spaced: str, first: Found, after: Found | None, floor: int
) -> tuple[Found, Found | None, str | None]:
    """The point with its opener, the other end of its range if it has one, and the frame that joins them."""
    if shared := _bare_day(known, spaced, first, floor):
        return shared, first, shared.frame
    own = first.rule.frame
    first.frame, first.begin, daypart = (own, first.start, None) if own else _opener(known, spaced, first.start, floor)
    if daypart and first.point.daypart and first.frame == "since":  # from Saturday evening to dawn
        dawn = Point(means="daypart", daypart=first.point.daypart)
        first.point = replace(first.point, daypart=daypart)
        return first, Found(first.start, first.end, first.rule, dawn), "since"
    if daypart:
        first.point = replace(first.point, daypart=daypart)
    if after and _dated_era(known, spaced, first, after):
        return first, after, "since"
    join = _join_frame(known, spaced, first, after) if after else None
    return first, after if join else None, join


def _mention(known: Grammar, text: str, first: Found, second: Found | None, join: str | None) -> TimeMention:
    frame, point, until = first.frame or "at", first.point, second.point if second else None
    if second and point.means == "era":  # since the war began, on 3 March 2022: the date says when
        point, until = second.point, None
    elif second:
        frame = "against" if frame == "against" else "between"
    elif point.first_day is not None:
        frame, point, until = "between", Point(means="date", day=point.first_day), point
    elif point.means == "duration" and frame == "between":  # in three days from now
        frame, point = "at", replace(point, means="ahead")
    start, end = (first.begin if first.frame else first.start), (second or first).end
    points = (first.rule.id, second.rule.id) if second else (first.rule.id,)
    outer = known.frame_ids.get(join or first.frame or "")
    plain = point.means in _UNJOINED or (second is None and frame in ("at", "within"))
    rule_id = first.rule.id if plain or outer is None else outer
    parts = (outer, *points) if outer else points
    return TimeMention(start, end, text[start:end], rule_id, _kind(point, frame), frame, point, until, parts)


def _kind(point: Point, frame: str) -> str:
    if point.means == "era":
        return "era" if frame == "since" else "vague"
    if point.means in _UNJOINED:
        return point.means
    return "reference" if frame == "against" else "period"


# --- openers and joins --------------------------------------------------------------------------------------------


def _opener(known: Grammar, spaced: str, start: int, floor: int) -> tuple[str | None, int, str | None]:
    """The frame that the words before `start` set, where they begin, and the part of the day that they name."""
    low = max(floor, start - OPENER_REACH)
    words = spaced[low:start].split()
    if not words or not spaced[start - 1].isspace():
        return None, start, None
    frame, daypart, left, begin = None, None, len(words), len(words)
    while left:
        phrase = _phrase(known, words, left)
        if phrase:
            left -= len(phrase[0])
            begin = left
            if frame in (None, "at"):
                frame = phrase[1]
        elif words[left - 1] in known.fillers and (frame is None or words[left - 1] not in known.approximations):
            left -= 1
            daypart = daypart or known.fillers[words[left]]
        else:
            break
    if frame is None:
        return None, start, None
    at = start
    for word in reversed(words[begin:]):
        at = spaced.rindex(word, low, at)
    return frame, at, daypart


def _phrase(known: Grammar, words: list[str], end: int) -> tuple[tuple[str, ...], str] | None:
    """The longest opener that ends with the word before `end`, and its frame."""
    for phrase in known.openers.get(words[end - 1], ()):
        size = len(phrase[0])
        if size == 1 or phrase[0] == tuple(words[max(0, end - size) : end]):
            return phrase
    return None


def _join(known: Grammar, words: list[str]) -> frozenset[str]:
    """The frames in which these words join two points; none if they do not."""
    for size in (2, 1):
        means = known.joins.get(tuple(words[:size]))
        if means and all(word in known.links for word in words[size:]):
            return means
    return frozenset()


def _join_frame(known: Grammar, spaced: str, first: Found, second: Found) -> str | None:
    """The frame that makes one time of two points ("between" … "and"), or None."""
    gap = spaced[first.end : second.start]
    if not 0 < len(gap) <= JOIN_REACH or {first.point.means, second.point.means} & _UNJOINED:
        return None
    means = _join(known, gap.split())
    if first.frame in ("between", "since"):
        return first.frame if first.frame in means else "dash" if "dash" in means else None
    alike = first.point.means == second.point.means and _grain(first.point) == _grain(second.point)
    if not alike or first.frame in ("until", "after"):
        return None
    return next((frame for frame in ("at", "dash") if frame in means), None)


def _grain(point: Point) -> tuple[bool, ...]:
    return point.day is not None, point.month is not None, point.unit is not None


def _bare_day(known: Grammar, spaced: str, second: Found, floor: int) -> Found | None:
    """The day before a full date whose month it shares: the 8 of "between the 8th and 13 October"."""
    if second.point.day is None or second.point.month is None:
        return None
    low = max(floor, second.start - OPENER_REACH)
    words = spaced[low : second.start].split()
    for size in (1, 2, 3):
        if len(words) <= size or not (means := _join(known, words[-size:])):
            continue
        number = words[-size - 1].rstrip("°º")
        if not (number.isdigit() and len(number) <= 2) and number not in known.wording.words.get("day_name", {}):
            continue
        at = second.start
        for word in reversed(words[-size - 1 :]):
            at = spaced.rindex(word, low, at)
        point = Point(means="date", day=known.wording.value("day_name", number))
        frame, begin, daypart = _opener(known, spaced, at, floor)
        first = Found(at, at + len(number), second.rule, replace(point, daypart=daypart), begin, frame)
        return first if frame in means else None
    return None


def _dated_era(known: Grammar, spaced: str, first: Found, second: Found) -> bool:
    """Whether a date follows that says when the era began: "since the war began, in February 2022"."""
    if first.point.means != "era" or first.frame != "since" or second.point.means != "date":
        return False
    if not second.point.stated and (second.point.day is None or spaced[second.end : second.end + 1] != ","):
        return False
    gap = spaced[first.end : second.start]
    return len(gap) < OPENER_REACH and gap.count(",") == 1 and all(w in known.links for w in gap.split(",")[1].split())
