"""Quantities: every record's examples and counter-examples, numbers read back, true offsets, time."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from riscontro.errors import RiscontroError
from riscontro.lexicon import Language, available, load
from riscontro.mentions.quantity import Quantity, find_quantities, read_all
from riscontro.model import Document
from riscontro.pipeline import mentions

WITH_NUMBERS = [code for code in available() if (load(code).folder / "numbers.yaml").exists()]
IT = load("it")


def records(node: Any) -> Iterator[dict[str, Any]]:
    """All mappings of a section that have an id."""
    if isinstance(node, dict):
        if "id" in node:
            yield node
        for child in node.values():
            yield from records(child)
    elif isinstance(node, list):
        for child in node:
            yield from records(child)


def cases(key: str) -> list[Any]:
    return [
        pytest.param(code, record["id"], text, id=f"{code}-{record['id']}-{text}")
        for code in WITH_NUMBERS
        for record in records(load(code).section("numbers"))
        for text in record[key]
    ]


def expected(reading: str) -> tuple[str, float | None, float | None, float | None, str]:
    """ "at_least 300 percent" → modifier, value, low, high, kind."""
    modifier, numbers, kind = [*reading.split(), "cardinal"][:3]
    if kind == "code":
        return "unquantified", None, None, None, kind
    low, high = (float(n) for n in (numbers.split("..") * 2)[:2])
    value = None if modifier == "vague" else (low + high) / 2
    return modifier, value, None if modifier == "at_most" else low, None if modifier == "at_least" else high, kind


def reading(q: Quantity) -> tuple[str, float | None, float | None, float | None, str]:
    return q.modifier, q.value, q.low, q.high, q.kind


@pytest.mark.parametrize(("code", "rule", "example"), cases("examples"))
def test_example(code: str, rule: str, example: str) -> None:
    marked, _, wanted = example.partition(" => ")
    before, _, rest = marked.rpartition("[")
    bracketed, _, after = rest.partition("]")
    text = (before + bracketed + after).replace("[", "").replace("]", "")
    found = [q for q in find_quantities(text, load(code)) if q.text == bracketed]
    assert [reading(q) for q in found] == [expected(wanted)], find_quantities(text, load(code))
    assert f"{code}.numbers.{rule}" in (found[0].rule_id, found[0].modifier_rule_id)


@pytest.mark.parametrize(("code", "rule", "text"), cases("counter_examples"))
def test_counter_example(code: str, rule: str, text: str) -> None:
    found = find_quantities(text, load(code))
    assert not [q for q in found if f"{code}.numbers.{rule}" in (q.rule_id, q.modifier_rule_id)]


def words(number: int) -> str:
    return str(num2words(number, lang="it"))


def only(text: str) -> Quantity:
    (found,) = find_quantities(text, IT)
    return found


@given(st.integers(0, 10**9) | st.integers(0, 3000) | st.integers(0, 10**4).map(lambda n: n * 1000))
@settings(max_examples=400, deadline=None)
def test_words_read_back(number: int) -> None:
    written = words(number)
    text = f"Sono {written} soldati, ha detto."
    assert only(written).value == number
    found = only(text)
    assert (found.value, text[found.start : found.end]) == (number, written)
    assert only(written.capitalize()).value == number


@given(st.integers(1000, 10**9), st.sampled_from([".", " ", "\u00a0", "\u202f", "'", "’", ""]))
@settings(max_examples=300, deadline=None)
def test_digits_read_back(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    text = f"Sono circa {written} soldati."
    found = only(text)
    assert (found.value, found.text, found.modifier) == (number, written, "approx")
    assert text[found.full_start : found.full_end] == f"circa {written}"


@given(
    st.integers(2, 999),
    st.integers(1, 99),
    st.sampled_from([(" mila", 10**3), ("mila", 10**3), (" milioni", 10**6), ("mld", 10**9)]),
)
@settings(max_examples=200, deadline=None)
def test_scaled_digits_read_back(whole: int, decimals: int, scale: tuple[str, int]) -> None:
    suffix, factor = scale
    assert only(f"Valgono {whole}{suffix}.").value == whole * factor
    assert only(f"Valgono {whole},{decimals:02d}{suffix}.").value == pytest.approx((whole + decimals / 100) * factor)


@given(
    st.integers(2, 98),
    st.integers(1, 900),
    st.sampled_from(["tra {} e {}", "fra i {} e i {}", "da {} a {}", "{}-{}", "{} o {}"]),
)
@settings(max_examples=200, deadline=None)
def test_a_range_shares_its_scale(low: int, more: int, wording: str) -> None:
    found = only("Valgono " + wording.format(low, f"{low + more}mila") + " lire.")
    assert (found.low, found.high, found.modifier) == (low * 1000, (low + more) * 1000, "range")


PIECES = [
    *("12", "3,5", "11.000", "mila", "due", "cento e", "milioni", "decine di", "un", "un'", "tra", "da", "a", "e", "o"),
    *(
        "-",
        "circa",
        "più di",
        "e più",
        "%",
        "½",
        "Kim Jong Un",
        "n.",
        ".",
        ",",
        "\n",
        "(",
        "“",
        "F-16",
        "terzo",
        "mezzo",
    ),
    *("'", "ß", "İ", "𝟛", "🙂", "٣"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=500, deadline=None)
def test_spans_are_true_and_ordered(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = find_quantities(text, IT)
    for q in found:
        assert text[q.start : q.end] == q.text != ""
        assert q.full_start <= q.start < q.end <= q.full_end
    assert all(a.full_end <= b.full_start for a, b in pairwise(found))


PLAIN = [
    *(
        "Nel 2024 sono arrivati",
        "circa",
        "12",
        "3.000",
        "soldati",
        "un",
        "uno",
        "una casa in collina",
        "di fronte al mare",
        "per cento",
    ),
    *(
        "l'articolo",
        "meno",
        "dei",
        "quasi in",
        "tre",
        "mila",
        "e",
        "o",
        "km",
        "secondo il sindaco del paese",
        "prima",
        ",",
        ".",
        "(",
        "al massimo",
    ),
]


@given(st.lists(st.sampled_from(PLAIN), max_size=12), st.sampled_from([" ", "  ", "\n"]))
@settings(max_examples=500, deadline=None)
def test_the_short_way_reads_what_the_long_way_reads(pieces: list[str], between: str) -> None:
    text = between.join(["Ieri", *pieces, "disse."])
    assert find_quantities(text, IT) == read_all(text, IT)


RUNS = [
    *(
        "1",
        "1 ",
        "1.",
        "11 000 ",
        "1.000.",
        "1'000'",
        "mila ",
        "mila",
        "duemila",
        "due e ",
        "cento",
        "decine di ",
        "un'",
    ),
    *("tra 1 e ", "da 1 a ", "1-", "più di ", "e più ", "0", "1/2 ", "½", "1^", "a1", "'", "\n", "  ", "tre quinti "),
    *("per cento ", "tremila e cinque mila ", "esimo"),
]


@pytest.mark.parametrize("piece", RUNS)
def test_work_grows_with_the_length_only(piece: str) -> None:
    def calls(size: int) -> int:
        text, made = (piece * (size // len(piece) + 1))[:size], itertools.count()
        sys.setprofile(lambda *_: next(made) and None)
        try:
            find_quantities(text, IT)
        finally:
            sys.setprofile(None)
        return next(made)

    calls(1_000)  # what is compiled or remembered the first time
    assert calls(40_000) < 15 * calls(4_000) + 1_000


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "Nessuna cifra qui.", "Secondo Seul non si sa.", "prima di cena", "altrettanti"]
)
def test_no_number(text: str) -> None:
    assert find_quantities(text, IT) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ne vale 12 milioni. Kim Jong-Un tace.", [12_000_000]),
        ("Spesi 12 milioni, per Kim Jong Un una vittoria.", [12_000_000, 1]),
        ("Nel 2024 mille libri, nel 2023 300 libri.", [2024, 1000, 2023, 300]),
        ("Dal prestito: due, tre e quattro libri.", [2, 3, 4]),
        ("Il milione 12 milioni di lire.", [1_000_000, 12_000_000]),
        ("Venduti 300\n\nmila copie", [300]),
        ("Venduti 300\nmila copie", [300_000]),
        ("Tra tremila e cinque mila, mille di più", [4000, 1000]),
        ("F-16, Su-35, Tu-22M3, Covid-19, TOP-5, M23, G7", []),
    ],
)
def test_what_belongs_together(text: str, values: list[float]) -> None:
    assert [q.value for q in find_quantities(text, IT)] == values


@pytest.mark.parametrize(
    "text",
    [
        *(
            "L'articolo 9 e l'art. 12.",
            "Secondo la legge 104/92.",
            "L'articolo 21-bis del testo.",
            "Il decreto n. 7/2011.",
        ),
        *(
            "La brigata 155 torna a casa.",
            "Dell'unità 61899 non si sa.",
            "Divisione 42, lato sud.",
            "Alla fase 2 del piano.",
        ),
        *("Un tubo del calibro 90.", "Un vecchio Leopard 2.", "Vola un Boeing 747.", "Il Mig-29 e il T 72."),
        *("Alle 7,45 e alle 18.30.", "Il 4/10/2019 e il 2019-10-04.", "Hanno perso 3-1.", "Tel. 06 3691234."),
    ],
)
def test_names_and_codes_have_no_value(text: str) -> None:
    assert [q.value for q in find_quantities(text, IT) if q.value is not None and q.kind != "indefinite"] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In ogni divisione 300 libri.", [300]),
        ("Sono arrivati 20 Leopard.", [20]),
        ("Al reparto 40 casse e 3 vasi.", [40, 3]),
        ("Hanno speso da 2 a 5 lire.", [3.5]),
        ("Tre gatti, di cui due neri, e altrettanti cani.", [3, 2, 2]),
        ("Rispettivamente 30 e 45, altri 20 dei quali 5 rotti.", [30, 45, 20, 5]),
        ("Il 5% e altrettanti voti.", [5]),
    ],
)
def test_counts_beside_names(text: str, values: list[float]) -> None:
    found = [q for q in find_quantities(text, IT) if q.kind != "indefinite"]
    assert [q.value for q in found if q.value is not None] == values


@pytest.mark.parametrize(
    ("alone", "value", "within", "values"),
    [
        ("sette mezzi", 3.5, "Passano sette mezzi in fila.", [7]),
        ("8 su 31", 8 / 31, "Ne cadono 8 su 31 in tutto.", [8, 31]),
        ("- 12", -12, "La lista: - 12 uova.", [12]),
        ("nove centesimo", 0.09, "Nove centesimo anniversario.", [9, 100]),
    ],
)
def test_a_text_that_is_one_number(alone: str, value: float, within: str, values: list[float]) -> None:
    assert only(f" {alone} ").value == pytest.approx(value)
    assert [q.value for q in find_quantities(within, IT)] == values


def test_mentions_tell_the_kind_of_number() -> None:
    text = "Il ponte di 300 metri, tre quinti del totale, per 20 operai e 4 auto, n. 7."
    rows = [
        r for r in mentions(Document(id="a", text=text, language="it")) if r["kind"] in ("quantity", "measure", "code")
    ]
    assert [(r["kind"], r["id"], r["value"]) for r in rows] == [
        ("measure", "measure", 300),
        ("quantity", "fraction", 0.6),
        ("quantity", "cardinal", 20),
        ("quantity", "cardinal", 4),
        ("code", "code", None),
    ]


CARRIERS = [
    "Secondo il comune, {} persone hanno firmato.",
    "Ne restano «{}», forse meno.",
    "Costa ({}) lire: troppo.",
    "{}\nlire",
]


@given(st.integers(0, 10**9) | st.integers(0, 10**4), st.sampled_from(CARRIERS))
@settings(max_examples=300, deadline=None)
def test_words_read_back_in_any_place(number: int, carrier: str) -> None:
    assert words(number) in [q.text for q in find_quantities(carrier.format(words(number)), IT) if q.value == number]


@given(st.integers(1000, 10**9), st.sampled_from([".", " ", "\u00a0", "\u2009", "'", ""]), st.sampled_from(CARRIERS))
@settings(max_examples=300, deadline=None)
def test_digits_read_back_in_any_place(number: int, separator: str, carrier: str) -> None:
    written = f"{number:,}".replace(",", separator)
    assert (written, number) in [(q.text, q.value) for q in find_quantities(carrier.format(written), IT)]


@given(st.integers(1, 999), st.integers(1, 99))
def test_decimals_read_back(whole: int, decimals: int) -> None:
    spoken = f"{words(whole)} virgola {'zero ' if decimals < 10 else ''}{words(decimals)}"
    assert only(f"Vale {spoken} lire.").value == pytest.approx(whole + decimals / 100)
    assert only(f"Vale {whole},{decimals:02d} lire.").value == pytest.approx(whole + decimals / 100)


def other_language(code: str, decimal: str, words: dict[str, Any], scales: dict[str, int]) -> Language:
    """A language made of the least that `numbers.yaml` may hold."""
    numbers = {
        "digits": {"id": "digits", "thousands": [" "], "decimal": decimal},
        "words": {"id": "words", **words},
        "indefinite": {"id": "indefinite", "forms": []},
        "scales": [{"id": "scale", "forms": scales, "alone": "exact"}],
        "vague": {"id": "vague", "before": [], "link": [], "again": []},
        "powers": {"id": "power"},
        "percent": {"id": "percent", "signs": ["%"], "words": []},
        "measures": {"id": "measure", "units": [], "spaced": [], "never": []},
        "ranges": [],
        "modifiers": [],
    }
    return Language(code, Path(code), {"numbers": numbers})


EN = {"add": {"two": 2, "five": 5, "twenty": 20}, "sums": [" ", "-", " and "], "and_sums": [" and "]}
FR = {"add": {"sept": 7, "dix": 10, "dix-sept": 17, "quatre-vingt": {"value": 80, "room": 20}}, "sums": [" ", "-"]}
DE = {
    "add": {"zwei": 2, "zwanzig": 20},
    "times": {"hundert": 100, "tausend": 1000},
    "ten_after": ["und"],
    "sums": [" "],
}
OTHERS = {
    "en": other_language("en", ".", EN, {"hundred": 100, "thousand": 1000, "million": 10**6}),
    "fr": other_language("fr", ",", FR, {"mille": 1000}),
    "de": other_language("de", ",", DE, {"Millionen": 10**6}),
}


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "Some two hundred and five thousand men", 205_000),
        ("en", "Twenty-five of them", 25),
        ("en", "It cost 2.5 million", 2_500_000),
        ("fr", "Ils sont quatre-vingt-dix-sept", 97),
        ("fr", "Ils sont quatre-vingt-dix mille", 90_000),
        ("de", "Rund zweiundzwanzigtausend Mann", 22_000),
        ("de", "Etwa zweihundertzweiundzwanzig", 222),
        ("de", "Es kostet 2,5 Millionen", 2_500_000),
    ],
)
def test_another_language_is_data(code: str, text: str, value: float) -> None:
    assert [q.value for q in find_quantities(text, OTHERS[code])] == [value]


def test_a_broken_file_is_named() -> None:
    broken = Language("xx", Path("languages/xx"), {"numbers": {"words": {}}})
    with pytest.raises(RiscontroError, match=r"languages/xx/numbers\.yaml.*'add'.*expected"):
        find_quantities("12", broken)
