"""seeds/: what the rows promise, and what a wrong row is told."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from pathlib import Path

import pycountry
import pytest

from riscontro import catalog, frames
from riscontro.assemble.parts import Parts
from riscontro.csvrows import Row
from riscontro.errors import RiscontroError
from riscontro.lexicon import available
from riscontro.paths import SEEDS
from riscontro.text import bare

UNITS = {
    "person": "personnel_deployed troops_deployed sappers_deployed engineers_deployed workers_deployed troops_trained "
    "casualties troop_casualties troops_killed troops_wounded troops_missing troops_captured civilian_casualties "
    "civilians_killed civilians_wounded people_killed people_wounded people_displaced prisoners_exchanged "
    "bodies_returned",
    "item": "weapons_supplied missiles_supplied drones_supplied artillery_supplied vehicles_supplied aircraft_supplied "
    "technology_supplied munitions_launched drones_launched missiles_launched bombs_launched munitions_intercepted "
    "drones_intercepted missiles_intercepted equipment_lost tanks_lost armoured_vehicles_lost artillery_lost "
    "aircraft_lost ships_lost drones_lost settlements_captured",
    "round": "shells_supplied",
    "container": "containers_supplied",
    "tonne": "food_supplied",
    "barrel": "energy_supplied",
    "km2": "area_controlled",
    "event": "meeting_held agreement_signed",
    "currency": "aid_committed",
}
PARENTS = {
    "troops_killed": ("troop_casualties", "people_killed"),
    "troops_wounded": ("troop_casualties", "people_wounded"),
    "civilians_killed": ("civilian_casualties", "people_killed"),
    "people_killed": ("casualties",),
    "sappers_deployed": ("personnel_deployed",),
    "shells_supplied": ("weapons_supplied",),
    "bombs_launched": ("munitions_launched",),
    "missiles_intercepted": ("munitions_intercepted",),
    "armoured_vehicles_lost": ("equipment_lost",),
    "containers_supplied": (),
    "troops_trained": (),
    "people_displaced": (),
}
REFERENCES = {  # a column of a seed, and the seed whose ids stand in it
    "entities.parent": "entities",
    "entities.event": "events",
    "events.entity": "entities",
    "events.listed": "events",
    "frames.event": "events",
    "frames.entity": "entities",
    "frames.metric": "metrics",
    "flows.giver": "actors",
    "flows.taker": "actors",
    "flows.entity": "entities",
    "conflicts.side": "actors",
    "conflicts.enemy": "actors",
    "occasions.metric": "metrics",
    "questions.actor": "actors",
    "questions.metric": "metrics",
}
COMMON = [
    ("troops_killed", "troops_killed"),
    ("troops_killed troops_wounded", "troop_casualties"),
    ("troops_killed civilians_killed", "people_killed"),
    ("troops_wounded civilians_killed", "casualties"),
    ("people_killed troops_killed", "people_killed"),
    ("people_killed people_wounded", "casualties"),
    ("engineers_deployed workers_deployed", "personnel_deployed"),
    ("drones_launched missiles_launched bombs_launched", "munitions_launched"),
    ("shells_supplied missiles_supplied", "weapons_supplied"),
    ("food_supplied energy_supplied", None),
    ("troops_killed tanks_lost", None),
    ("", None),
]
ITALIAN = [
    ("nordcoreani", "PRK"),
    ("Corea del Nord", "PRK"),
    ("Pyongyang", "PRK"),
    ("Kim Jong-un", "PRK"),
    ("Cremlino", "RUS"),
    ("Lavrov", "RUS"),
    ("Zelensky", "UKR"),
    ("ucraine", "UKR"),
    ("sudcoreana", "KOR"),
    ("Burkina Faso", "BFA"),
    ("Repubblica Democratica del Congo", "COD"),
    ("Myanmar", "MMR"),
    ("Mali", "MLI"),
    ("Onu", "UN"),
    ("M23", "M23"),
    ("Hezbollah", "HEZBOLLAH"),
    ("huthi", "HOUTHIS"),
    ("houthi", "HOUTHIS"),
    ("drusi", "DRUZE"),
    ("Rsf", "RSF"),
    ("Yonhap", "YONHAP"),
    ("Osservatorio siriano per i diritti umani", "SOHR"),
]
ITALIAN_PLACES = [
    ("Kursk", "kursk"),
    ("Kiev", "kyiv"),
    ("Striscia di Gaza", "gaza"),
    ("Cisgiordania", "west_bank"),
    ("Leopoli", "lviv"),
    ("Libano", "lebanon"),
    ("Corea del Sud", "south_korea"),
    ("Monaco", "munich"),
    ("el-Fasher", "el_fasher"),
]


def found(names: tuple[catalog.Name, ...], text: str) -> set[str]:
    """The ids that a wording stands for, by the rule that names follow."""
    return {n.id for n in names if (n.text == text if n.exact_case else bare(n.text) == bare(text))}


@pytest.mark.parametrize(("unit", "ids"), UNITS.items())
def test_metrics_have_their_unit(unit: str, ids: str) -> None:
    assert {catalog.metrics()[i].unit for i in ids.split()} == {unit}


@pytest.mark.parametrize(("metric", "parents"), PARENTS.items())
def test_metrics_have_their_parents(metric: str, parents: tuple[str, ...]) -> None:
    assert catalog.metrics()[metric].parents == parents


def test_only_mutual_events_are_symmetric() -> None:
    symmetric = {m.id for m in catalog.metrics().values() if m.symmetric}
    assert symmetric == {"meeting_held", "agreement_signed", "prisoners_exchanged"}


def test_a_range_has_a_reason_and_lies_within_its_parents() -> None:
    metrics = catalog.metrics()
    for m in metrics.values():
        assert len(m.why.split()) > 4, m.id
        assert all(metrics[p].min <= m.min <= m.max <= metrics[p].max for p in m.parents), m.id


@pytest.mark.parametrize(("ids", "common"), COMMON)
def test_lowest_common_ancestor(ids: str, common: str | None) -> None:
    assert catalog.lowest_common_ancestor(ids.split()) == common
    assert catalog.lowest_common_ancestor(reversed(ids.split())) == common


def test_ancestors_are_listed_nearest_first() -> None:
    assert catalog.ancestors("troops_killed") == ("troop_casualties", "people_killed", "casualties")
    assert catalog.ancestors("casualties") == ()


def test_every_country_is_an_actor_and_at_home_in_itself() -> None:
    actors = catalog.actors()
    missing = [c.alpha_3 for c in pycountry.countries if actors[c.alpha_3].kind != "state"]
    assert not missing
    assert all(a.country == a.id for a in actors.values() if a.kind == "state")


ROLL_UP = [("WHO", "UN"), ("HRMMU", "UN"), ("UNRWA", "UN"), ("NORTH_38", "STIMSON"), ("M23", "M23"), ("PRK", "PRK")]


@pytest.mark.parametrize(("actor", "top"), ROLL_UP)
def test_agencies_roll_up_and_groups_do_not(actor: str, top: str) -> None:
    assert catalog.roll_up(actor) == top


@pytest.mark.parametrize(("group", "home"), [("HEZBOLLAH", "LBN"), ("HAMAS", "PSE"), ("M23", "COD"), ("WAGNER", "RUS")])
def test_groups_have_a_home(group: str, home: str) -> None:
    assert catalog.actors()[group].country == home


@pytest.mark.parametrize("place", [p for p in catalog.places().values() if p.kind == "country"], ids=lambda p: p.id)
def test_one_place_a_country(place: catalog.Place) -> None:
    assert [p.id for p in catalog.places().values() if p.kind == "country" and p.country == place.country] == [place.id]


def test_publishers_are_domains_with_a_house() -> None:
    for p in catalog.publishers().values():
        assert p.id == p.id.lower()
        assert "." in p.id
        assert all((p.name, p.family)), p.id


@pytest.mark.parametrize(("text", "actor"), ITALIAN)
def test_italian_names_of_actors(text: str, actor: str) -> None:
    assert found(catalog.actor_names("it"), text) == {actor}


@pytest.mark.parametrize(("text", "place"), ITALIAN_PLACES)
def test_italian_names_of_places(text: str, place: str) -> None:
    assert found(catalog.place_names("it"), text) == {place}


@pytest.mark.parametrize(
    "word", ["usa", "nato", "mali", "modi", "meloni", "draghi", "riunione", "anguilla", "us", "is"]
)
def test_a_name_that_is_another_word_needs_its_case(word: str) -> None:
    assert found(catalog.actor_names("it"), word) == set()


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("names", [catalog.actor_names, catalog.place_names])
def test_no_name_stands_for_two(language: str, names: object) -> None:
    ids = defaultdict(set)
    for name in names(language):  # type: ignore[operator]
        ids[bare(name.text)].add(name.id)
    assert {text: found for text, found in ids.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("reference", "target"), REFERENCES.items())
def test_every_reference_points_to_a_row(reference: str, target: str) -> None:
    seed, column = reference.split(".")
    known = {row["id"] for row in catalog.rows(target)}
    named = {part for row in catalog.rows(seed) for part in row[column].split(";")} - {""}
    assert named, f"seeds/{seed}.csv: expected rows with {column}, found none"
    assert named <= known, f"seeds/{seed}.csv, {column}: no row of {target}.csv: {sorted(named - known)}"


def test_a_flow_goes_from_one_side_to_another_and_has_a_metric() -> None:
    for row in catalog.rows("flows"):
        assert row["giver"] != row["taker"], row["why"]
        made = [f for event in ("transfer", "fund") if (f := frames.frame(event, row["entity"]))]
        assert made, f"{row['entity']}: expected a frame by which it is given, found none in frames.csv"
        assert all("flow" in frame.actor for frame in made), row["entity"]


def test_what_is_lost_in_a_list_has_the_frames_of_its_owner() -> None:
    listed = [(row["id"], row["listed"]) for row in catalog.rows("events") if row["listed"]]
    for event, lost in listed:
        entities = {row["entity"] for row in catalog.rows("frames") if row["event"] == event and row["metric"]}
        lacking = [e for e in sorted(entities) if not frames.is_a(e, "person") and not frames.frame(lost, e)]
        assert lacking == [], f"{event} is {lost} in a list: expected frames of {lost} for {lacking}"


def test_everything_that_is_talked_of_has_a_name() -> None:
    named = {n.id for n in catalog.actor_names("it")}
    talked_of = {a.id for a in catalog.actors().values() if a.kind != "state"}
    assert talked_of - named == set()
    assert {p.id for p in catalog.places().values() if p.kind != "country"} <= {n.id for n in catalog.place_names("it")}


def test_a_language_without_rows_has_the_library_and_the_shared_names() -> None:
    assert found(catalog.actor_names("fi"), "Pohjois-Korea") == {"PRK"}
    assert found(catalog.actor_names("fi"), "Lavrov") == {"RUS"}
    assert found(catalog.actor_names("fi"), "nordcoreani") == set()


@pytest.mark.parametrize(
    ("name", "wordings"),
    [
        ("plain", ("plain",)),
        ("colo{,u}r{s,}", ("colors", "color", "colours", "colour")),
        ("a{b{1,2},c}d", ("ab1d", "acd", "ab2d")),
        ("{al-, al }Jazeera", ("al-Jazeera", "al Jazeera")),
    ],
)
def test_expand(name: str, wordings: tuple[str, ...]) -> None:
    assert set(catalog.expand(name)) == set(wordings)


BROKEN = [
    ("metrics.csv", "x,X,item,nothing,1,2,false,why", "expected parents with a row, found 'nothing'"),
    ("metrics.csv", "x,X,item,x,1,2,false,why", "expected no cycle"),
    ("metrics.csv", "x,X,item,,9,2,false,why", "expected min <= max, found 9 > 2"),
    ("metrics.csv", "x,X,item,,one,2,false,why", "expected min to be a number, found 'one'"),
    ("metrics.csv", "x,X,item,,1,2,maybe,why", "expected symmetric to be one of true, false, found 'maybe'"),
    ("metrics.csv", "casualties,X,item,,1,2,false,why", "expected an id of its own, found 'casualties' again"),
    ("metrics.csv", "x,X,item", "expected 8 cells, found 3"),
    ("actors.csv", "X,X,tribe,,", "expected kind to be one of state"),
    ("actors.csv", "X,X,group,,ATLANTIS", "X: expected a country of actors.csv, found 'ATLANTIS'"),
    ("actor_names.csv", "it,Atlantide,ATLANTIS,name", "expected actor_id to be an id that has a row of its own"),
    ("actor_names.csv", "it,russ{o,i},RUS,name", "quote a cell that holds a comma"),
    ("actor_names.csv", 'it,"russ{o,i",RUS,name', "expected matching braces in 'russ{o,i'"),
    ("actor_names.csv", 'it,"russo,i}",RUS,name', "expected matching braces in 'russo,i}'"),
    ("places.csv", "x,X,RUS,swamp", "expected kind to be one of country"),
    ("place_names.csv", "it,Atlantide,atlantis", "expected place_id to be an id that has a row of its own"),
    ("entities.csv", "x,nothing,,false,false,X", "expected parent to be an id that has a row of its own"),
    ("events.csv", "x,true,,nothing,,,X", "expected listed to be an id that has a row of its own, found 'nothing'"),
    ("events.csv", "x,true,,,nothing,,X", "expected whole to be an id that has a row of its own, found 'nothing'"),
    ("frames.csv", "nothing,person,people_killed,owner,,false", "expected event to be an id"),
    ("frames.csv", ",person,people_killed,owner,,false", "expected event to be an id that has a row of its own"),
    ("flows.csv", "ATLANTIS,RUS,drone,X", "expected giver to be an id that has a row of its own, found 'ATLANTIS'"),
    ("flows.csv", "PRK,RUS,nothing,X", "expected entity to be an id that has a row of its own, found 'nothing'"),
    ("conflicts.csv", "RUS,ATLANTIS,X", "expected enemy to be an id that has a row of its own"),
    ("questions.csv", "PRK,nothing,X,3", "expected metric to be an id that has a row of its own"),
    ("publishers.csv", "x.example,X,X,ATLANTIS", "x.example: expected a country of actors.csv"),
]


def read_all(folder: Path) -> None:
    """Every reader of the catalog over one folder."""
    for name in dict.fromkeys(reference.partition(".")[0] for reference in REFERENCES):
        catalog.rows(name, folder)
    for reader in (catalog.metrics, catalog.actors, catalog.places, catalog.publishers):
        reader(folder)
    catalog.actor_names("it", folder)
    catalog.place_names("it", folder)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for file in SEEDS.glob("*.csv"):
        shutil.copy(file, tmp_path)
    return tmp_path


@pytest.mark.parametrize(("file", "line", "message"), BROKEN)
def test_a_wrong_row_is_one_line_that_names_it(seeds: Path, file: str, line: str, message: str) -> None:
    with (seeds / file).open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(RiscontroError) as error:
        read_all(seeds)
    assert message in str(error.value)
    assert file in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_part_of_a_frame_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Row({"event": "kill", "entity": "person", "metric": "x", "actor": "owner agnt"}, SEEDS / "frames.csv", 7)
    monkeypatch.setattr(catalog, "rows", lambda _: (row,))
    frames._rows.cache_clear()
    with pytest.raises(RiscontroError, match=r"frames\.csv:7: expected parts in actor, found 'agnt'; take any"):
        frames._rows()


def test_every_part_of_a_frame_has_its_reader() -> None:
    assert [part for part in sorted(frames.PARTS) if not hasattr(Parts, f"_{part}")] == []


def test_a_wrong_row_is_named_by_its_line(seeds: Path) -> None:
    lines = (seeds / "places.csv").read_text(encoding="utf-8").splitlines()
    (seeds / "places.csv").write_text("\n".join([*lines[:3], "x,X,RUS,swamp", *lines[3:]]), encoding="utf-8")
    with pytest.raises(RiscontroError, match=r"places\.csv:4: "):
        catalog.places(seeds)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"id;label\n", "expected the header"), (b"", "expected the header"), (b"\xff\xfe", "expected UTF-8 text")],
)
def test_a_file_that_is_no_seed(seeds: Path, content: bytes, message: str) -> None:
    (seeds / "actors.csv").write_bytes(content)
    with pytest.raises(RiscontroError, match=message):
        catalog.actors(seeds)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RiscontroError, match=r"metrics\.csv: expected a readable CSV file"):
        catalog.metrics(tmp_path)


@pytest.mark.parametrize("file", sorted(p.name for p in SEEDS.glob("*_names.csv")))
def test_no_name_is_written_twice(file: str) -> None:
    with (SEEDS / file).open(encoding="utf-8", newline="") as lines:
        rows = [tuple(row[:3]) for row in csv.reader(lines)]
    assert sorted(r for r in set(rows) if rows.count(r) > 1) == []
