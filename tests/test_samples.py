"""The sample articles that ship with the package: enough of them, of every kind, and described."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from riscontro.paths import SAMPLES

ARTICLES = SAMPLES / "articles"
KINDS = {
    "flash": 6,
    "report": 6,
    "analisi": 4,
    "diretta": 3,
    "traduzione": 3,
    "intervista": 1,
    "scheda": 1,
    "nofatti": 2,
}
COLUMNS = ["path", "publisher", "published", "title", "language", "url"]
DATE_LINE = re.compile(r"\A(?:date \d{4}-\d\d-\d\d |\d{1,2} [a-zA-Z]{3},? \d{4} - \d\d:\d\d\n)")

TEXTS = sorted(ARTICLES.glob("*.txt"))


def metadata() -> list[dict[str, str]]:
    with (ARTICLES / "metadata.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def records() -> list[dict[str, str]]:
    lines = (line for path in ARTICLES.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines]


def test_there_are_enough_documents() -> None:
    assert len(TEXTS) + len(records()) >= 24


def test_metadata_and_files_match() -> None:
    assert [row["path"] for row in metadata()] == [path.name for path in TEXTS]
    assert all(list(row) == COLUMNS for row in metadata())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_there(kind: str) -> None:
    assert Counter(path.name.partition("-")[0] for path in TEXTS)[kind] >= KINDS[kind]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_has_the_length_of_an_article(path: Path) -> None:
    assert 100 <= len(path.read_text(encoding="utf-8").split()) <= 500


@pytest.mark.parametrize("row", metadata(), ids=lambda row: row["path"])
def test_the_publication_date_is_in_the_metadata_or_on_top_of_the_text(row: dict[str, str]) -> None:
    if row["published"]:
        assert dt.date(2023, 1, 1) <= dt.date.fromisoformat(row["published"])
    else:
        assert DATE_LINE.match((ARTICLES / row["path"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", metadata(), ids=lambda row: row["path"])
def test_a_title_in_the_metadata_is_the_one_of_the_text(row: dict[str, str]) -> None:
    assert row["title"] in ["", *(ARTICLES / row["path"]).read_text(encoding="utf-8").splitlines()]


def test_records_are_complete_and_their_ids_differ() -> None:
    assert all(record["text"].strip() and record["title"] and record["published"] for record in records())
    assert len({record["id"] for record in records()}) == len(records())


def test_outlets_are_invented() -> None:
    outlets = [row["publisher"] for row in metadata()] + [record["publisher"] for record in records()]
    assert all(outlet.endswith(".example") for outlet in outlets)


def test_one_wire_story_runs_under_several_outlets() -> None:
    outlets = {row["publisher"] for row in metadata() if "nis-seicento-caduti" in row["path"]}
    assert len(outlets) == 3
