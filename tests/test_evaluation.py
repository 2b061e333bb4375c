"""Scoring against gold files: three levels, optional facts, lists of acceptable answers, symmetric metrics."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riscontro.evaluation import Score, score

TEXT = "Secondo Seul, Pyongyang ha inviato circa 11mila soldati in Russia."
FACT: dict[str, Any] = {
    "actor": "PRK",
    "metric": "sent",
    "value": 11000,
    "low": 11000,
    "high": 11000,
    "modifier": "approx",
    "date": "2025-07-13",
    "date_end": "2025-07-13",
    "claimant": ["KOR"],
    "status": "actual",
    "quote": "ha inviato circa 11mila soldati",
}
ROW: dict[str, Any] = {
    **{name: value for name, value in FACT.items() if name not in ("low", "high")},
    "document_id": "d1",
    "value_low": 11000.0,
    "value_high": 11000.0,
    "claimant": "KOR",
    "counterpart": "RUS",
}
Folder = Callable[..., Path]
Cli = Callable[..., Any]


def scored(facts: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Score:
    return score([{"id": "d1", "facts": facts}], rows, symmetric={"met"})


def counts(result: Score) -> list[tuple[int, int, int]]:
    """(found, missed, invented) at core, card and full."""
    return [(tally.found, tally.missed, tally.invented) for tally in result.levels.values()]


def levels(fact: dict[str, Any], row: dict[str, Any]) -> list[bool]:
    """Whether the row matches the fact at core, card and full."""
    return [found == 1 for found, _, _ in counts(scored([{**FACT, **fact}], [{**ROW, **row}]))]


@pytest.mark.parametrize(
    ("fact", "row", "expected"),
    [
        ({}, {}, [True, True, True]),
        ({}, {"actor": "RUS"}, [False, False, False]),
        ({}, {"metric": "lost"}, [False, False, False]),
        ({}, {"value_low": 11001.0}, [False, False, False]),
        ({}, {"value_high": None}, [False, False, False]),
        ({}, {"value_low": 11000.000000001}, [True, True, True]),
        ({"low": None}, {"value_low": None}, [True, True, True]),
        ({}, {"date": "2025-07-12"}, [True, False, False]),
        ({}, {"date_end": None}, [True, False, False]),
        ({}, {"date": "2025-07-13T00:00:00"}, [True, True, True]),
        ({}, {"claimant": None}, [True, True, False]),
        ({}, {"status": "planned"}, [True, True, False]),
        ({}, {"modifier": "exact"}, [True, True, False]),
        ({"claimant": ["USA", "KOR"]}, {}, [True, True, True]),
        ({"claimant": [None, "USA"]}, {}, [True, True, True]),
        ({"actor": ["UKR", "PRK"]}, {}, [True, True, True]),
        ({"actor": "RUS"}, {}, [False, False, False]),
        ({"actor": "RUS", "metric": "met"}, {"metric": "met"}, [True, True, True]),
        ({"actor": "USA", "metric": "met"}, {"metric": "met"}, [False, False, False]),
    ],
)
def test_what_matches(fact: dict[str, Any], row: dict[str, Any], expected: list[bool]) -> None:
    assert levels(fact, row) == expected


def test_an_optional_fact_counts_only_where_it_is_found() -> None:
    optional = {**FACT, "optional": True}
    assert counts(scored([optional], [])) == [(0, 0, 0)] * 3
    assert counts(scored([optional], [ROW])) == [(1, 0, 0)] * 3


def test_rows_that_match_the_same_fact_count_once() -> None:
    assert counts(scored([FACT], [ROW, {**ROW, "quote": "other"}])) == [(1, 0, 0)] * 3


def test_the_same_invention_counts_once() -> None:
    wrong = {**ROW, "actor": "UKR"}
    result = scored([FACT], [wrong, {**wrong, "status": "planned"}, {**wrong, "date": None}])
    assert counts(result) == [(0, 1, 2)] * 3


def test_a_row_of_another_document_matches_nothing() -> None:
    assert counts(scored([FACT], [{**ROW, "document_id": "d2"}])) == [(0, 1, 0)] * 3


def test_figures() -> None:
    facts = [FACT, {**FACT, "low": 5, "high": 5}, {**FACT, "low": 6, "high": 6}]
    figures = scored(facts, [ROW, {**ROW, "metric": "lost"}]).figures()
    expected = {"precision": 0.5, "recall": 0.3333, "f1": 0.4, "found": 1, "missed": 2, "invented": 1}
    assert figures["card"] == expected
    assert figures["by_metric"]["lost"] == {
        "precision": 0,
        "recall": 0,
        "f1": 0,
        "found": 0,
        "missed": 0,
        "invented": 1,
    }


def gold(*facts: dict[str, Any], **other: Any) -> str:
    return json.dumps({"id": "d1", "language": "it", "published": "2025-07-13", "text": TEXT, "facts": facts, **other})


def of_this_project(**changes: Any) -> dict[str, Any]:
    """The fact that TEXT states, under the id that the seeds have for it."""
    return {**FACT, "metric": "troops_deployed", **changes}


def test_eval_extracts_and_scores(cli: Cli, folder: Folder) -> None:
    result = cli("eval", folder({"sub/a.json": gold(of_this_project())}), "--json")
    figures = json.loads(result.stdout)
    assert (result.exit_code, figures["documents"]) == (0, 1)
    assert figures["full"]["f1"] == figures["by_metric"]["troops_deployed"]["f1"] == 1.0


def test_eval_prints_a_table(cli: Cli, folder: Folder) -> None:
    lines = cli("eval", folder({"a.json": gold(of_this_project(date="2025-07-12"))})).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["core", "card", "full", "troops_deployed"]
    assert lines[1].split()[1:] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert lines[2].split()[1:] == ["0.000", "0.000", "0.000", "0", "1", "1"]


def test_eval_shows_why(cli: Cli, folder: Folder) -> None:
    stdout = cli("eval", folder({"a.json": gold(of_this_project(low=1, high=1, value=1))}), "--show").stdout
    assert "missed    d1 PRK troops_deployed approx 1 2025-07-13: ha inviato circa 11mila soldati" in stdout
    assert "            seen      quantity    '" in stdout
    assert f"invented  d1 PRK troops_deployed approx 11,000 2025-07-13: {TEXT}" in stdout
    assert "            from      claimant " in stdout


def test_eval_shows_rejections_beside_a_miss(cli: Cli, folder: Folder) -> None:
    text = "Il 20 per cento dei soldati è tornato."
    stdout = cli("eval", folder({"a.json": gold(of_this_project(quote="Il 20"), text=text)}), "--show").stdout
    assert "            rejected  '20 per cento': percent" in stdout


def test_eval_of_predictions(cli: Cli, folder: Folder) -> None:
    row = json.dumps({**ROW, "metric": "troops_deployed"})
    made = folder({"gold/a.json": gold(of_this_project()), "rows.jsonl": f"{row}\n\n"})
    result = cli("eval", made / "gold", "--predictions", made / "rows.jsonl", "--json")
    assert json.loads(result.stdout)["full"]["f1"] == 1.0


def test_eval_leaves_other_languages_out_and_says_so(cli: Cli, folder: Folder) -> None:
    other = gold(of_this_project(), id="d2", language="xx")
    result = cli("eval", folder({"a.json": gold(of_this_project()), "b.json": other}), "--json")
    assert json.loads(result.stdout)["card"]["recall"] == 1.0
    assert "b.json: expected language it, found 'xx'" in result.stderr
    assert "set aside: 1 (language 1)" in result.stderr


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.txt": ""}, "expected .json files in it, found none"),
        ({"a.json": "{"}, "a.json: expected JSON, found: "),
        ({"a.json": "[]"}, "a.json: expected a JSON object, found []"),
        ({"a.json": b"\xff"}, "a.json: expected UTF-8 text"),
        ({"a.json": gold(facts="x")}, "a.json: expected facts to be a list, found 'x'"),
        ({"a.json": gold(text=None)}, "a.json: expected text to be a string, found None"),
        ({"a.json": gold({})}, "a.json: facts[0]: expected metric to be a string, found 'nothing'; correct it"),
        ({"a.json": gold(FACT, {**FACT, "low": "1"})}, "facts[1]: expected low to be a number or null, found '1'"),
        ({"a.json": gold({**FACT, "claimant": "KOR"})}, "facts[0]: expected claimant to be a list, found 'KOR'"),
        ({"a.json": gold(), "b.json": gold()}, "b.json: expected an id of its own, found that of a.json; change one"),
    ],
)
def test_a_bad_gold_file_is_one_line(cli: Cli, folder: Folder, files: dict[str, str | bytes], message: str) -> None:
    result = cli("eval", folder(files))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert message in result.stderr


@pytest.mark.parametrize(
    ("rows", "message"),
    [("{}", "rows.jsonl:1: expected document_id to be a string"), ("\n{", "rows.jsonl:2: expected JSON, found: ")],
)
def test_bad_predictions_are_one_line(cli: Cli, folder: Folder, rows: str, message: str) -> None:
    made = folder({"gold/a.json": gold(), "rows.jsonl": rows})
    result = cli("eval", made / "gold", "--predictions", made / "rows.jsonl")
    assert (result.exit_code, message in result.stderr) == (1, True)


def test_a_gold_folder_that_does_not_exist(cli: Cli, tmp_path: Path) -> None:
    result = cli("eval", tmp_path / "gone")
    assert (result.exit_code, "expected a folder of gold files, found none; check the path" in result.stderr) == (
        1,
        True,
    )
