"""The only reader of `seeds/`: rows in, frozen records out. Every row is checked as it is read.

`folder` is where the CSV files are; all readers are cached on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from riscontro.csvrows import Row, read
from riscontro.errors import RiscontroError
from riscontro.paths import SEEDS
from riscontro.text import bare
from riscontro.wordings import country_names
from riscontro.wordings import expand as expand

ACTOR_KINDS = ("state", "organisation", "coalition", "group", "company", "media", "ngo", "agency")
NAME_KINDS = ("name", "demonym", "capital", "institution", "leader", "people", "agency", "short", "weapon", "ignored")
PLACE_KINDS = ("country", "region", "city", "front", "sea", "facility")

# What a column of these files points to; with a question mark where it may be empty.
_POINTS = {
    "entities": {"parent": "entities?", "event": "events?"},
    "events": {"entity": "entities?", "listed": "events?", "whole": "events?"},
    "frames": {"event": "events", "entity": "entities", "metric": "metrics?"},
    "flows": {"giver": "actors", "taker": "actors", "entity": "entities"},
    "conflicts": {"side": "actors", "enemy": "actors"},
    "occasions": {"metric": "metrics"},
    "questions": {"actor": "actors", "metric": "metrics"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What is counted, in which unit, and how much of it one claim can plausibly state."""

    id: str
    label: str
    unit: str
    parents: tuple[str, ...]
    min: float
    max: float
    symmetric: bool  # actor and counterpart may stand either way round
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, group, organisation or medium; `parent`: what it rolls up to, `country`: its home (empty: none)."""

    id: str
    label: str
    kind: str
    parent: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere that a claim can be about. `country` is the actor id of the state; empty: none."""

    id: str
    label: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An outlet by its domain, the house that owns it, and its country; empty: none."""

    id: str
    name: str
    family: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One wording and the id it stands for. `exact_case`: only as written (an acronym that is also a word)."""

    text: str
    id: str
    kind: str
    exact_case: bool


@cache
def rows(name: str, folder: Path = SEEDS) -> tuple[Row, ...]:
    """The rows of `<name>.csv`, for a module that gives them their meaning. What they point to exists."""
    found = tuple(read(folder / f"{name}.csv"))
    for column, target in _POINTS.get(name, {}).items():
        known = _ids(target.rstrip("?"), folder)
        for row in found:
            row.one_of(column, known, optional=target.endswith("?"))
    return found


@cache
def _ids(name: str, folder: Path) -> frozenset[str]:
    return frozenset(row["id"] for row in read(folder / f"{name}.csv"))


Record = TypeVar("Record", Metric, Actor, Place, Publisher)


def _keyed(source: Iterable[Row], build: Callable[[Row], Record]) -> dict[str, Record]:
    """Records by id, in file order; an empty or repeated id is an error."""
    found: dict[str, Record] = {}
    for row in source:
        record = build(row)
        if not record.id or record.id in found:
            raise row.error(f"an id of its own, found {record.id!r} again", "remove or rename one of the two rows")
        found[record.id] = record
    return found


def _metric(row: Row) -> Metric:
    low, high = row.number("min"), row.number("max")
    if low > high:
        raise row.error(f"min <= max, found {low:g} > {high:g}", "swap them")
    return Metric(
        id=row["id"],
        label=row["label"],
        unit=row["unit"],
        parents=tuple(filter(None, row["parents"].split(";"))),
        min=low,
        max=high,
        symmetric=row.one_of("symmetric", ("true", "false")) == "true",
        why=row["why"],
    )


@cache
def metrics(folder: Path = SEEDS) -> dict[str, Metric]:
    """All metrics by id. Every parent exists and nothing is its own ancestor."""
    path = folder / "metrics.csv"
    found = _keyed(read(path, "id,label,unit,parents,min,max,symmetric,why"), _metric)
    _check_parents(path, {m.id: m.parents for m in found.values()})
    return found


@cache
def actors(folder: Path = SEEDS) -> dict[str, Actor]:
    """All actors by id. Every parent and country is an actor and nothing rolls up to itself."""
    path = folder / "actors.csv"
    found = _keyed(
        read(path, "id,label,kind,parent,country"),
        lambda r: Actor(
            id=r["id"],
            label=r["label"],
            kind=r.one_of("kind", ACTOR_KINDS),
            parent=r["parent"],
            country=r["country"],
        ),
    )
    _check_parents(path, {a.id: (a.parent,) if a.parent else () for a in found.values()})
    for actor in found.values():
        _check_country(path, actor.id, actor.country, found)
    return found


@cache
def is_group(actor: str) -> bool:
    """Whether an id is that of armed men that are no state."""
    found = actors().get(actor)
    return found is not None and found.kind == "group"


@cache
def places(folder: Path = SEEDS) -> dict[str, Place]:
    """All places by id; their countries are actors."""
    path = folder / "places.csv"
    found = _keyed(
        read(path, "id,label,country,kind"),
        lambda r: Place(id=r["id"], label=r["label"], country=r["country"], kind=r.one_of("kind", PLACE_KINDS)),
    )
    for place in found.values():
        _check_country(path, place.id, place.country, actors(folder))
    return found


@cache
def publishers(folder: Path = SEEDS) -> dict[str, Publisher]:
    """All publishers by domain; their countries are actors."""
    path = folder / "publishers.csv"
    found = _keyed(
        read(path, "id,name,family,country"),
        lambda r: Publisher(id=r["id"], name=r["name"], family=r["family"], country=r["country"]),
    )
    for publisher in found.values():
        _check_country(path, publisher.id, publisher.country, actors(folder))
    return found


def _check_country(path: Path, id_: str, country: str, known: dict[str, Actor]) -> None:
    if country and country not in known:
        raise RiscontroError(f"{path}: {id_}: expected a country of actors.csv, found {country!r}; add its row")


def _check_parents(path: Path, parents: dict[str, tuple[str, ...]]) -> None:
    for id_, above in parents.items():
        for parent in above:
            if parent not in parents:
                raise RiscontroError(f"{path}: {id_}: expected parents with a row, found {parent!r}; add its row")
        if id_ in _above(id_, parents):
            raise RiscontroError(f"{path}: {id_}: expected no cycle, found it among its own parents; break the circle")


def _above(id_: str, parents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Everything above `id_`, nearest first."""
    found: dict[str, None] = {}
    level = parents[id_]
    while level:
        level = tuple(dict.fromkeys(p for p in level if p not in found))
        found.update(dict.fromkeys(level))
        level = tuple(up for p in level for up in parents.get(p, ()))
    return tuple(found)


@cache
def ancestors(id_: str, folder: Path = SEEDS) -> tuple[str, ...]:
    """The metrics above a metric, nearest first; KeyError for an unknown id."""
    return _above(id_, {m.id: m.parents for m in metrics(folder).values()})


def lowest_common_ancestor(ids: Iterable[str], folder: Path = SEEDS) -> str | None:
    """The one metric that covers all of `ids` most narrowly, or None. Of equals, the one listed first."""
    return _lowest_common_ancestor(tuple(ids), folder)


@lru_cache(maxsize=4096)
def _lowest_common_ancestor(ids: tuple[str, ...], folder: Path) -> str | None:
    lines = [(id_, *ancestors(id_, folder)) for id_ in ids]
    shared = [m for m in metrics(folder) if lines and all(m in line for line in lines)]
    lowest = [m for m in shared if not any(m in ancestors(other, folder) for other in shared)]
    return lowest[0] if lowest else None


def roll_up(actor: str, folder: Path = SEEDS) -> str:
    """The actor that claims of `actor` are filed under: the top of its parents, else itself."""
    known = actors(folder)
    while parent := known[actor].parent:
        actor = parent
    return actor


@cache
def actor_names(language: str, folder: Path = SEEDS) -> tuple[Name, ...]:
    """Every wording for an actor in `language`: the rows for it and for `*`, then the library's country names."""
    source = read(folder / "actor_names.csv", "language,name,actor_id,kind")
    countries = {a.id: a.id for a in actors(folder).values() if a.kind == "state"}
    return _names(source, language, "actor_id", actors(folder), countries)


@cache
def place_names(language: str, folder: Path = SEEDS) -> tuple[Name, ...]:
    """Every wording for a place in `language`: the rows for it and for `*`, then the library's country names."""
    source = read(folder / "place_names.csv", "language,name,place_id")
    known = places(folder)
    countries = {p.country: p.id for p in known.values() if p.kind == "country"}
    return _names(source, language, "place_id", known, countries)


def _names(
    source: Iterable[Row], language: str, column: str, known: Collection[str], countries: dict[str, str]
) -> tuple[Name, ...]:
    """Names of the rows; then the library's, except those that a row has spoken for (an empty id: not a name here)."""
    found: dict[tuple[str, str], Name] = {}
    spoken: set[str] = set()
    for row in source:
        if row["language"] not in (language, "*"):
            continue
        id_ = row.one_of(column, known, optional=True)
        kind = row.one_of("kind", NAME_KINDS) if "kind" in row else "name"
        exact = row["name"].startswith("=")
        for text in _wordings(row):
            key = text if exact else bare(text)
            spoken.add(key)
            if id_:
                found.setdefault((key, id_), Name(text=text, id=id_, kind=kind, exact_case=exact))
    library = country_names(language)
    missing = [
        (text, countries[code]) for text, code in library if code in countries and not {text, bare(text)} & spoken
    ]
    return (*found.values(), *(Name(text=t, id=i, kind="name", exact_case=False) for t, i in missing))


def _wordings(row: Row) -> tuple[str, ...]:
    try:
        return expand(row["name"].removeprefix("="))
    except ValueError:
        raise row.error(f"matching braces in {row['name']!r}", "write {one,other}") from None
