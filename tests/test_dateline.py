"""Date lines: every record keeps its examples; the running story has none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riscontro.dateline import find_dateline
from riscontro.lexicon import available, load

ITALIAN = load("it")
BODY = "\n\nLa tregua regge.\n\nI convogli passano dal 4 aprile 2024.\n"


def records(key: str) -> list:
    found = []
    for code in available():
        if not (load(code).folder / "dates.yaml").exists():
            continue
        for record in load(code).section("dates")["dateline"]["rules"]:
            for number, example in enumerate(record[key]):
                found.append(pytest.param(code, example, id=f"{record['id']}-{number}"))
    return found


@pytest.mark.parametrize(("code", "example"), records("examples"))
def test_example(code: str, example: dict) -> None:
    found = find_dateline(example["text"], load(code), year=example.get("year"))
    assert found is not None
    assert found[0] == example["is"]


@pytest.mark.parametrize(("code", "text"), records("counter_examples"))
def test_counter_example(code: str, text: str) -> None:
    assert find_dateline(text, load(code)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tra il 24 febbraio 2022 e il 18 novembre 2025 sono cambiate molte cose.",
        "Il 27 ottobre 2025, a Mosca, si è firmato.",
        "Primo capoverso.\n\nIl 3 marzo 2025 tutto è cambiato.",
        "Una riga\n" * 8 + "3 marzo 2025\n" + "Altre righe\n",
        "",
        "\n\n",
    ],
)
def test_a_date_in_the_story_is_no_date_line(text: str) -> None:
    assert find_dateline(text, ITALIAN) is None


def test_the_span_is_in_the_text_given() -> None:
    text = "Home » Mondo\nPubblicato il 3 marzo 2025 alle 09:14 - Lettura" + BODY
    found = find_dateline(text, ITALIAN)
    assert found is not None
    assert text[found[1] : found[2]] == "Pubblicato il 3 marzo 2025 alle 09:14"


def test_publication_before_update() -> None:
    text = "Aggiornato il 5 marzo 2025\nPubblicato il 3 marzo 2025" + BODY
    assert find_dateline(text, ITALIAN)[0] == dt.date(2025, 3, 3)


def test_the_foot_speaks_where_the_top_has_no_year() -> None:
    text = "(AGZ) - ROMA, 3 MAR - La tregua regge.\nAB/CD\n03-MAR-25 11:42 NNN"
    assert find_dateline(text, ITALIAN)[0] == dt.date(2025, 3, 3)


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)),
    st.sampled_from(["{0:%d %B %Y}", "{0:%d/%m/%Y}, 18:22", "date {0}"]),
)
def test_every_date_reads_back(day: dt.date, form: str) -> None:
    assert find_dateline(form.format(day) + BODY, ITALIAN)[0] == day


@given(st.text(max_size=300))
def test_any_text_will_do(text: str) -> None:
    found = find_dateline(text, ITALIAN, year=2025)
    assert found is None or 0 <= found[1] < found[2] <= len(text)


@pytest.mark.parametrize("piece", ["a", "a ", "3 mar ", "1", "- ", "(a", "roma, "])
def test_no_text_reaches_a_time_limit(piece: str) -> None:
    assert find_dateline(piece * (100_000 // len(piece)), ITALIAN) is None
