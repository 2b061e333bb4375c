"""The same article in every format gives the same facts; pages as news sites make them; what a page says of itself."""

from __future__ import annotations

import ast
import datetime as dt
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from riscontro import pipeline, readers
from riscontro.addresses import page_key, publisher_of
from riscontro.explain import fact_tree
from riscontro.model import Document
from riscontro.paths import PACKAGE
from riscontro.readers import compressed, formats, record
from riscontro.readers.source import Options

INPUTS = Path(__file__).parent / "inputs"
SAME = sorted(path for path in (INPUTS / "same").iterdir() if path.name != "metadata.csv")
OWN = {"fact_id", "document_id", "char_start", "char_end"}  # what depends on the text around a fact, and on its file
Cli = Callable[..., Any]
Folder = Callable[..., Path]


def read(*inputs: Path, **options: Any) -> tuple[list[Document], list[str]]:
    """The documents, and the reason for each input that is set aside."""
    problems: list[str] = []
    found = readers.read(inputs, on_problem=lambda p: problems.append(p.reason), options=Options(**options))
    return list(found), problems


def one(path: Path, **options: Any) -> Document:
    documents, problems = read(path, **options)
    assert (len(documents), problems) == (1, [])
    return documents[0]


def facts(document: Document) -> list[dict[str, Any]]:
    rows = [fact.row() for fact in pipeline.extract(document).facts]
    return [{name: value for name, value in row.items() if name not in OWN} for row in rows]


def test_every_format_has_a_sample() -> None:
    told = {formats.by_suffix()[formats.kind(path.name)[0]] for path in SAME}
    assert told == set(formats.by_suffix().values())


@pytest.mark.parametrize("path", SAME, ids=lambda path: path.name)
def test_the_same_article_gives_the_same_facts(path: Path) -> None:
    found = facts(one(path))
    assert found == facts(one(INPUTS / "same" / "article.txt"))
    assert [(f["metric"], f["value"]) for f in found] == [
        ("troops_deployed", 11000),
        ("troops_killed", 300),
        ("troops_wounded", 2700),
        ("energy_supplied", 1000000),
    ]


@pytest.mark.parametrize("path", SAME, ids=lambda path: path.name)
def test_standard_input_tells_every_format(cli: Cli, path: Path) -> None:
    if path.suffix == ".opml":
        pytest.skip("names a file beside it")
    result = cli("extract", "-", input=path.read_bytes())
    assert len(result.stdout.splitlines()) == 4, result.stderr


METRICS = {
    "opengraph": [("drones_intercepted", 62), ("civilians_wounded", 4)],
    "none": [("artillery_supplied", 120), ("food_supplied", None)],
    "live": [("drones_intercepted", 40), ("settlements_captured", 2), ("troops_killed", 300)],
}


@pytest.mark.parametrize("name", METRICS)
def test_a_page_gives_its_own_facts_and_no_teaser_s(name: str) -> None:
    found = facts(one(INPUTS / "pages" / f"{name}.html"))
    assert [(f["metric"], f["value"]) for f in found] == METRICS[name]


@pytest.mark.parametrize(
    ("path", "title", "publisher", "published"),
    [
        ("same/article.html", "Seul: undicimila soldati nel Kursk", "quotidianobrenta.example", dt.date(2025, 1, 11)),
        ("pages/opengraph.html", "Kiev: abbattuti 62 droni in una notte", "gazzettalanga.example", dt.date(2025, 3, 4)),
        ("pages/none.html", "Il convoglio di Rason", None, dt.date(2025, 2, 14)),
        ("pages/live.html", "Guerra in Ucraina, la diretta", "ponentetv.example", dt.date(2025, 2, 3)),
    ],
)
def test_what_a_page_says_of_itself(path: str, title: str, publisher: str | None, published: dt.date) -> None:
    document = one(INPUTS / path)
    assert (document.title, document.publisher, document.published) == (title, publisher, published)
    assert (document.language, document.warnings) == ("it", ())


def test_a_live_blog_keeps_its_times_and_headlines() -> None:
    lines = one(INPUTS / "pages" / "live.html").text.splitlines()
    assert [line for line in lines if len(line) < 40] == [
        *("18:42", "Kiev: abbattuti 40 droni", "Ore 17.05", "Il ministero: presi due villaggi", "09:10")
    ]


def test_a_record_of_a_web_archive_keeps_id_address_and_time() -> None:
    document = one(INPUTS / "same" / "article.warc.gz")
    assert document.origin == "article.warc.gz#urn:uuid:00000000-0000-4000-8000-000000000001"
    assert document.url == "https://www.quotidianobrenta.example/esteri/soldati-kursk.html"
    assert document.fetched == dt.datetime(2025, 1, 12, 9)


@pytest.mark.parametrize("name", ["article.pdf", "article.docx"])
def test_a_report_tells_the_page_of_each_fact(name: str) -> None:
    document = one(INPUTS / "same" / name)
    assert [document.page(fact.char_start) for fact in pipeline.extract(document).facts] == [1, 1, 1, 2]


def test_a_derivation_shows_the_page() -> None:
    document = one(INPUTS / "same" / "article.pdf")
    *_, last = pipeline.extract(document).facts
    card = fact_tree(last, document).children[0]
    assert "page        2" in [str(branch.label) for branch in card.children]


PAGE = "<html lang=it><head><meta charset={charset}>{head}</head><body><article>{body}</article></body></html>"
BODY = "".join(
    f"<p>Secondo Seul, Pyongyang ha inviato {n} soldati in Russia. La città è lontana.</p>" for n in (300, 400)
)
DATED = '<meta property="article:published_time" content="{day}">'


def page(folder: Folder, *, charset: str = "utf-8", encoding: str = "utf-8", day: str = "", metadata: str = "") -> Path:
    head = DATED.format(day=day) if day else ""
    html = PAGE.format(charset=charset, head=head, body=BODY).encode(encoding)
    return folder({"a.html": html, **({"metadata.csv": metadata} if metadata else {})}) / "a.html"


@pytest.mark.parametrize(
    ("charset", "encoding", "doubted"),
    [
        ("utf-8", "utf-8", False),
        ("windows-1252", "cp1252", False),
        ("utf-8", "cp1252", True),
        ("cp1252", "utf-8", True),
    ],
)
def test_a_wrong_charset_is_read_and_doubted(folder: Folder, charset: str, encoding: str, doubted: bool) -> None:
    document = one(page(folder, charset=charset, encoding=encoding))
    assert "La città è lontana." in document.text
    assert [warning.reason for warning in document.warnings] == ["charset"] * doubted


def test_the_order_of_dates_decides_and_the_disagreement_is_kept(folder: Folder) -> None:
    path = page(folder, day="2025-01-12", metadata="path,published\na.html,2025-01-11\n")
    document = one(path)
    assert document.published == dt.date(2025, 1, 11)
    assert [(w.reason, w.detail) for w in document.warnings] == [
        ("dates", "the metadata says 2025-01-11, the page says 2025-01-12; the first counts")
    ]


def test_warnings_are_printed_and_counted(cli: Cli, folder: Folder) -> None:
    result = cli("extract", page(folder, day="2025-01-12", metadata="path,published\na.html,2025-01-11\n"))
    said = result.stderr.splitlines()
    assert said[0] == "a.html: the metadata says 2025-01-11, the page says 2025-01-12; the first counts"
    assert (said[1], result.exit_code) == ("documents read: 1; read with a warning: 1 (dates 1)", 0)


def test_the_stored_text_is_composed_and_its_offsets_are_true(folder: Folder) -> None:
    text = unicodedata.normalize("NFD", "Perché è così: a Kharkiv sono stati uccisi 40 soldati ucraini, dice Kiev.")
    document = one(folder({"a.txt": text}) / "a.txt")
    assert unicodedata.is_normalized("NFC", document.text)
    (fact,) = pipeline.extract(document).facts
    assert document.text[fact.char_start : fact.char_end] == "40"


ROW = {
    "body": "Secondo Seul, Pyongyang ha inviato 300 soldati in Russia.",
    "date": "2025-01-11",
    "link": "https://a.example/1",
}


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet"])
def test_columns_of_another_name_are_mapped(cli: Cli, tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame([ROW])
    path = tmp_path / name
    separator = "\t" if name == "a.tsv" else ","
    write = {"json": frame.write_json, "jsonl": frame.write_ndjson, "parquet": frame.write_parquet}
    write.get(name[2:], lambda at: frame.write_csv(at, separator=separator))(path)
    result = cli("extract", path, "--map", "text=body,published=date", "--map", "url=link")
    (fact,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (fact["value"], fact["date"], fact["source"]) == (300, "2025-01-11", "a.example")


def test_semicolons_and_columns_of_columns(folder: Folder) -> None:
    table = folder({"a.csv": "testo;data\nPyongyang ha inviato, pare, 300 soldati in Russia.;2025-01-11\n"}) / "a.csv"
    assert one(table, mapping={"text": "testo", "published": "data"}).published == dt.date(2025, 1, 11)
    inner = folder({"a.json": json.dumps({"content": {"body": ROW["body"]}})}) / "a.json"
    assert one(inner, mapping={"text": "content.body"}).text == ROW["body"]


def test_a_wrong_map_is_told(cli: Cli) -> None:
    result = cli("extract", "-", "--map", "body=text")
    assert (result.exit_code, "expected FIELD=COLUMN with a field of id, text" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.ansa.it/sito/1.html", "ansa.it"),
        ("https://news.un.org/en/story/1", "news.un.org"),
        ("https://roma.repubblica.it/cronaca/1", "repubblica.it"),
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://blog.sconosciuto.co.uk/1", "sconosciuto.co.uk"),
        ("https://m.quotidianobrenta.example:8080/a", "quotidianobrenta.example"),
        ("mailto:a@example.org", None),
    ],
)
def test_the_publisher_of_an_address(url: str, publisher: str | None) -> None:
    assert publisher_of(url) == publisher


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.example/x/",
        "https://a.example/x#top",
        "https://A.example/x?utm_source=rss&fbclid=1",
        "https://m.a.example/x",
    ],
)
def test_addresses_of_one_page(url: str) -> None:
    assert page_key(url) == page_key("https://a.example/x") != page_key("https://a.example/x?id=2")


def jsonl(*records: dict[str, Any]) -> str:
    return "".join(json.dumps({"language": "it", **record}) + "\n" for record in records)


@pytest.mark.parametrize(
    ("one_says", "other_says", "left"),
    [
        ({"publisher": "a.example"}, {"publisher": "a.example"}, 1),
        ({"publisher": "a.example"}, {}, 1),
        ({"url": "https://a.example/1"}, {"url": "https://a.example/2"}, 1),
        ({"publisher": "a.example"}, {"publisher": "b.example"}, 2),
    ],
)
def test_the_same_text_twice(folder: Folder, one_says: dict[str, str], other_says: dict[str, str], left: int) -> None:
    made = folder({"a.jsonl": jsonl({"text": BODY, "id": "1", **one_says}, {"text": BODY, "id": "2", **other_says})})
    assert len(read(made)[0]) == left


def test_the_documentation_names_every_ending_and_every_field() -> None:
    said = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")
    endings = [*formats.by_suffix(), *compressed.SUFFIXES, *compressed.ALIASES]
    assert [f"`{name}`" for name in (*endings, *record.FIELDS) if f"`{name}`" not in said] == []


def test_the_documentation_names_every_reason() -> None:
    said = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")
    modules = [*PACKAGE.glob("readers/*.py"), *PACKAGE.glob("fetch*.py")]
    calls = [node for path in modules for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    told = {"SetAside": 1, "Refused": 0}
    named = {c.args[told[c.func.id]] for c in calls if isinstance(c.func, ast.Name) and c.func.id in told and c.args}
    reasons = {node.value for node in named if isinstance(node, ast.Constant)}
    assert sorted(reason for reason in reasons if f"`{reason}`" not in said) == []
