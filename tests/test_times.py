"""Times: every record of dates.yaml keeps its examples; dates read back; nothing runs away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from riscontro.errors import RiscontroError
from riscontro.lexicon import Language, available, load
from riscontro.mentions.time import TimeMention, find_times, next_anchor, resolve
from riscontro.mentions.time_calendar import easter
from riscontro.model import Period

ITALIAN = load("it")
WORDS = ITALIAN.section("dates")["words"]
MONTHS = {number: name for name, number in WORDS["month"].items()}
WEEKDAYS = {number: name for name, number in WORDS["weekday"].items()}
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31))
D = dt.date(2025, 7, 13)


def records(key: str) -> list:
    """Every example of every language, one test each."""
    found = []
    for code in available():
        if not (load(code).folder / "dates.yaml").exists():
            continue
        section = load(code).section("dates")
        for record in (*section["points"], *section["frames"]):
            for number, example in enumerate(record[key]):
                found.append(pytest.param(code, record["id"], example, id=f"{record['id']}-{number}"))
    return found


def read(text: str, *, published: dt.date | None = D, planned: bool = False, language: Language = ITALIAN) -> list:
    """All mentions of the text with their periods, each resolved after the one before it."""
    anchor, result = None, []
    for mention in find_times(text, language):
        period = resolve(mention, published=published, planned=planned, anchor=anchor)
        anchor = next_anchor(mention, period, anchor)
        result.append((mention, period))
    return result


def periods(text: str, **options: object) -> list[tuple | None]:
    """Just what the mentions mean."""
    return [p and (p.start, p.end, p.precision, p.basis) for _, p in read(text, **options)]


def ids(mention: TimeMention) -> set[str]:
    return {mention.rule_id, *mention.parts}


@pytest.mark.parametrize(("code", "rule", "example"), records("examples"))
def test_example(code: str, rule: str, example: dict) -> None:
    options = {"published": example.get("published"), "planned": example.get("planned", False)}
    seen = [(m, p) for m, p in read(example["text"], language=load(code), **options) if rule in ids(m)]
    assert seen, f"{rule} sees nothing in {example['text']!r}"
    period = seen[-1][1]
    assert (period and [period.start, period.end, period.precision, period.basis]) == example["is"]


@pytest.mark.parametrize(("code", "rule", "text"), records("counter_examples"))
def test_counter_example(code: str, rule: str, text: str) -> None:
    assert [m.text for m in find_times(text, load(code)) if rule in ids(m)] == []


@given(DATES)
def test_every_date_in_long_form_reads_back(day: dt.date) -> None:
    text = f"Arrivarono {WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month]} {day.year}, di sera."
    assert periods(text, published=None) == [(day, day, "day", "stated")]


@given(DATES, st.sampled_from(["{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{0:%d.%m.%Y}"]))
def test_every_date_in_figures_reads_back(day: dt.date, form: str) -> None:
    assert periods(f"in data {form.format(day)}.", published=None) == [(day, day, "day", "stated")]


@given(st.integers(1990, 2035), st.integers(1, 12), st.integers(29, 39))
def test_an_impossible_date_has_no_period(year: int, month: int, day: int) -> None:
    try:
        expected = [(dt.date(year, month, day), dt.date(year, month, day), "day", "stated")]
    except ValueError:
        expected = [None]
    assert periods(f"il {day} {MONTHS[month]} {year}") == expected


@given(DATES, DATES)
def test_a_day_without_a_year_is_the_latest_or_the_next(day: dt.date, published: dt.date) -> None:
    text = f"il {day.day} {MONTHS[day.month]}"
    (past,), (ahead,) = periods(text, published=published), periods(text, published=published, planned=True)
    assert past[0] <= published <= ahead[0]
    assert {(p[0].day, p[0].month) for p in (past, ahead)} == {(day.day, day.month)}


@given(DATES, st.integers(0, 6))
def test_a_weekday_is_less_than_a_week_away(published: dt.date, weekday: int) -> None:
    (past,), (ahead,) = (periods(f"fu {WEEKDAYS[weekday]}", published=published, planned=p) for p in (False, True))
    assert past[0].weekday() == ahead[0].weekday() == weekday
    assert 0 <= (published - past[0]).days < 7
    assert 0 <= (ahead[0] - published).days < 7


CLASSES = ("month", "weekday", "count_name", "unit", "which", "edge", "daypart", "ordinal", "direction")
OTHERS = (
    "ieri oggi fa natale estate 31 12 tra e dal al il l' nel entro a 2024 2025 1999 , . ’ – di in da 12/07/2025 7-8 "
    "primi ultimi stesso quel dell'anno semestre notte"
)
PIECES = st.sampled_from([*OTHERS.split(), "fino a", "\n\n", *(word for name in CLASSES for word in WORDS[name])])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join), st.one_of(st.none(), DATES), st.booleans(), DATES)
def test_whatever_is_read_is_in_place_and_in_order(
    text: str, published: dt.date | None, planned: bool, day: dt.date
) -> None:
    anchor, reached = Period(start=day, end=day, precision="day", basis="stated"), 0
    for mention in find_times(text, ITALIAN):
        assert reached <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        reached = mention.end
        period = resolve(mention, published=published, planned=planned, anchor=anchor)
        assert period is None or not (period.start and period.end) or period.start <= period.end


@settings(deadline=None)
@given(st.text(max_size=200), st.dates(), st.text(max_size=20))
def test_any_text_and_any_day_will_do(before: str, published: dt.date, after: str) -> None:
    text = f"{before} negli ultimi 999 anni e 99 mesi fa, a dicembre, dal 3 marzo {after}"
    for mention, _ in read(text, published=published):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "piece",
    [
        "luglio ",
        "12 ",
        "12 luglio ",
        "tra il 3 e il ",
        "due ",
        "di ",
        "dal ",
        "2024 ",
        "ultimi due mesi ",
        "12/",
        "1:2",
        "\n",
        "e ",
    ],
)
def test_no_text_runs_into_the_time_limit(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(0 <= t.start < t.end <= len(text) for t in find_times(text, ITALIAN))  # PatternTimeout would stop it


def test_the_same_words_twice_are_two_times() -> None:
    text = "Domenica tre, domenica sera due; ieri, 7 anni fa, e ieri ancora: il 7 marzo e poi il 7 marzo 2024."
    starts = [text[m.start : m.start + 8] for m in find_times(text, ITALIAN)]
    assert starts == ["Domenica", "domenica", "ieri, 7 ", "7 anni f", "ieri anc", "il 7 mar", "il 7 mar"]


def test_offsets_are_code_points_of_the_text_given() -> None:
    text = "🇺🇦 «Dall’8 OTTOBRE 2023» è così."
    (mention,) = find_times(text, ITALIAN)
    assert text[mention.start : mention.end] == mention.text == "Dall’8 OTTOBRE 2023"


@pytest.mark.parametrize(
    "text", ["ieri", "lunedì", "a maggio", "tre giorni fa", "il 3 marzo", "da agosto", "quest'anno"]
)
def test_nothing_relative_resolves_without_a_publication_date(text: str) -> None:
    assert periods(text, published=None) == [None]


def test_open_ranges_without_a_publication_date() -> None:
    assert periods("dal 2023", published=None) == [(dt.date(2023, 1, 1), None, "range", "stated")]
    assert periods("entro il 2026", published=None) == [(None, dt.date(2026, 12, 31), "range", "stated")]


def test_an_open_range_is_no_anchor() -> None:
    text = "A ottobre 2025 furono 264, mai così tanti dal 2006. Nello stesso mese arrivò la pioggia."
    assert periods(text, published=None)[-1] == (dt.date(2025, 10, 1), dt.date(2025, 10, 31), "month", "stated")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("per tre giorni", "duration"),
        ("alle 17,30", "clock"),
        ("dall'inizio dell'invasione", "era"),
        ("nei giorni scorsi", "vague"),
        ("rispetto a giugno", "reference"),
        ("nel giugno 2024", "period"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [m.kind for m in find_times(text, ITALIAN)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "La brigata 155 ha 10.000 uomini, 12 carri e 3 marzocchi.",
        "Il premier May e il generale Agostini",
        "un Su-35 e due KN-23, 152 mm",
        "Ne restano 1.292, cioè il 40 per cento.",
        "il 2.024 per mille",
        "",
    ],
)
def test_numbers_and_names_are_no_times(text: str) -> None:
    assert find_times(text, ITALIAN) == []


def test_a_blank_line_parts_and_a_line_break_does_not() -> None:
    assert [m.text for m in find_times("il 12\nluglio 2025", ITALIAN)] == ["il 12\nluglio 2025"]
    assert [m.text for m in find_times("tra gennaio\n\ne marzo", ITALIAN)] == ["tra gennaio", "marzo"]


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25), (1818, 3, 22)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == dt.date(year, month, day)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"means": "nonsense"}, "means"),
        ({"pattern": "{nothing}"}, "{nothing}"),
        ({"pattern": "lunedì"}, "accents"),
        ({"anchors": ["nothing"]}, "nothing"),
        ({"pattern": "(?P<colour>rosso)"}, "colour"),
    ],
)
def test_a_broken_record_is_named(tmp_path: Path, change: dict, says: str) -> None:
    section = yaml.safe_load((ITALIAN.folder / "dates.yaml").read_text(encoding="utf-8"))
    section["points"] = [section["points"][0] | change | {"id": "xx.broken"}]
    (tmp_path / "dates.yaml").write_text(yaml.safe_dump(section, allow_unicode=True), encoding="utf-8")
    with pytest.raises(RiscontroError) as error:
        find_times("ieri", Language("xx", tmp_path))
    assert "xx.broken" in str(error.value)
    assert says in str(error.value)
    assert str(tmp_path / "dates.yaml") in str(error.value)
