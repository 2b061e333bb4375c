"""What an event does to a thing is a metric: seeds/frames.csv, with the entities' hierarchy of seeds/entities.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from riscontro import catalog
from riscontro.csvrows import Row

PARTS = {  # who may be actor or counterpart: docs/adding.md says what each means
    *("owner", "agent", "subject", "recipient", "origin", "target", "host", "speaker", "released", "opposed"),
    *("place", "army", "lead", "foe", "enemy", "flow", "topic"),
}

TOLL = "toll"  # a matter of seeds/events.csv


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.csv: the metric of event × entity, and which part of the clause is actor and counterpart."""

    event: str
    entity: str
    metric: str
    actor: tuple[str, ...]
    counterpart: tuple[str, ...]
    unquantified: bool


@cache
def _rows() -> dict[tuple[str, str], Frame]:
    return {
        (r["event"], r["entity"]): Frame(
            r["event"],
            r["entity"],
            r["metric"],
            _parts(r, "actor"),
            _parts(r, "counterpart"),
            r["unquantified"] == "true",
        )
        for r in catalog.rows("frames")
    }


def _parts(row: Row, column: str) -> tuple[str, ...]:
    found = tuple(row[column].split())
    if unknown := [part for part in found if part not in PARTS]:
        raise row.error(f"parts in {column}, found {unknown[0]!r}", f"take any of {', '.join(sorted(PARTS))}")
    return found


@cache
def parents() -> dict[str, str]:
    """entity → its parent ("" at the top)."""
    return {r["id"]: r["parent"] for r in catalog.rows("entities")}


@cache
def lineage(entity: str) -> tuple[str, ...]:
    """`entity` and its ancestors, nearest first."""
    chain = []
    while entity:
        chain.append(entity)
        entity = parents().get(entity, "")
    return tuple(chain)


@cache
def frame(event: str, entity: str) -> Frame | None:
    """The most specific frame for an event and an entity; a row without a metric says that there is none."""
    found = next((f for e in lineage(entity) if (f := _rows().get((event, e)))), None)
    return found if found is not None and found.metric else None


def is_a(entity: str, kind: str) -> bool:
    """Whether `entity` is `kind` or one of its descendants."""
    return kind in lineage(entity)


@cache
def usual(event: str) -> str:
    """The entity that an event happens to when the text names none ("62,000 have fled"), or nothing."""
    return next((r["entity"] for r in catalog.rows("events") if r["id"] == event), "")


@cache
def flows(entity: str) -> tuple[tuple[str, str], ...]:
    """(giver, taker) of what such things are known to go from and to."""
    known = lineage(entity)
    return tuple((r["giver"], r["taker"]) for r in catalog.rows("flows") if r["entity"] in known)


@cache
def matter(event: str) -> str:
    """What an event is about, wider than itself (tolls, equipment), or the event."""
    return next((r["matter"] for r in catalog.rows("events") if r["id"] == event), "") or event


def is_toll(event: str) -> bool:
    """Whether people come to harm."""
    return matter(event) == TOLL


@cache
def whole(event: str) -> str:
    """What had happened to all of those of whom it happened to some: what is shot down had been launched."""
    return next((r["whole"] for r in catalog.rows("events") if r["id"] == event), "")


@cache
def listed(event: str) -> str:
    """The event that it is in a list of what its owner lost ("500 tanks and 900 drones destroyed"), or nothing."""
    return next((r["listed"] for r in catalog.rows("events") if r["id"] == event), "")


@cache
def usual_event(entity: str) -> tuple[str, bool]:
    """What such things are in the news for ("" = nothing in particular), and whether only abroad."""
    for kind in lineage(entity):
        row = next((r for r in catalog.rows("entities") if r["id"] == kind), None)
        if row is not None and row["event"]:
            return row["event"], row["abroad"] == "true"
    return "", False


@cache
def can_be_single(entity: str) -> bool:
    """Whether one of these is worth a claim without a number word: an aircraft, a ship, a soldier."""
    return any(r["id"] == kind and r["single"] == "true" for kind in lineage(entity) for r in catalog.rows("entities"))


@cache
def is_dated(event: str) -> bool:
    """Whether an event happens at a time, rather than lasting or summing up."""
    return any(r["id"] == event and r["dated"] == "true" for r in catalog.rows("events"))


@cache
def happens(event: str, entity: str) -> bool:
    """Whether it happens at a time: a dated event, or one counted as the dated event that such things are usually in
    the news for (bodies are sent back in an exchange)."""
    if is_dated(event):
        return True
    often = usual_event(entity)[0]
    one, other = frame(event, entity), frame(often, entity)
    return is_dated(often) and one is not None and other is not None and one.metric == other.metric
