"""Files, folders and standard input become documents, whatever the order of the directory."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riscontro import readers
from riscontro.identify import identify
from riscontro.model import Document

ITALIAN = "Il ministero ha annunciato che mille soldati sono arrivati nella regione."
Folder = Callable[..., Path]


class Reading(list[Document]):
    """The documents of some inputs, with the reasons for what is not among them."""

    def __init__(self, *inputs: Path) -> None:
        self.problems: list[str] = []
        self.skipped: list[tuple[str, str]] = []
        super().__init__(
            readers.read(
                inputs,
                on_problem=lambda problem: self.problems.append(problem.reason),
                on_skip=lambda place, reason: self.skipped.append((Path(place).name, reason)),
            )
        )


def record(**fields: Any) -> str:
    return json.dumps({"text": ITALIAN, "language": "it", **fields}) + "\n"


def test_a_folder_is_read_in_order_of_paths(folder: Folder) -> None:
    made = folder({name: f"{ITALIAN} {name}" for name in ("b.txt", "a/z.txt", "a.txt", "B.TXT", "a/b/c.txt")})
    assert [d.origin for d in Reading(made)] == ["B.TXT", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt"]


def test_origin_and_id_do_not_depend_on_where_the_folder_is(folder: Folder) -> None:
    one, two = (folder({"a.txt": ITALIAN}, name=name) for name in ("one", "two"))
    assert Reading(one) == Reading(two) == Reading(two / "a.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.ndjson"])
def test_formats_are_found_by_suffix(folder: Folder, name: str) -> None:
    made = folder({name: ITALIAN if name == "a.txt" else record()})
    assert [d.text for d in Reading(made / name)] == [ITALIAN]


def test_other_files_in_a_folder_are_skipped_and_counted(folder: Folder) -> None:
    read = Reading(folder({"a.txt": ITALIAN, "b.xyz": "x", ".hidden": "x"}))
    assert (len(read), read.problems, read.skipped) == (1, [], [("b.xyz", "suffix")])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf" + ITALIAN.encode(), ITALIAN),
        (f"Titolo\r\n\r\n{ITALIAN}\r\n".encode(), f"Titolo\n\n{ITALIAN}\n"),
        (f"Titolo\r{ITALIAN}".encode(), f"Titolo\n{ITALIAN}"),
        (f"\n  {ITALIAN}  \n".encode(), f"\n  {ITALIAN}  \n"),
    ],
    ids=["byte order mark", "crlf", "cr", "blanks stay"],
)
def test_the_text_of_a_file(folder: Folder, data: bytes, text: str) -> None:
    assert [d.text for d in Reading(folder({"a.txt": data}))] == [text]


def test_the_text_of_a_record_stays_as_it_is(folder: Folder) -> None:
    read = Reading(folder({"a.jsonl": record(text=f"{ITALIAN}\r\nFine.")}))
    assert [d.text for d in read] == [f"{ITALIAN}\r\nFine."]


def test_all_fields_of_a_record(folder: Folder) -> None:
    said = {"id": "x1", "title": "T", "publisher": "example.org", "url": "https://example.org/1"}
    (document,) = Reading(folder({"a.jsonl": record(**said, published="2025-07-13", facts=[], other=1)}))
    assert {name: getattr(document, name) for name in said} == said
    assert (document.published, document.language, document.origin) == (dt.date(2025, 7, 13), "it", "a.jsonl")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2025-07-13", dt.date(2025, 7, 13)),
        ("2025-07-13T23:30:00Z", dt.date(2025, 7, 13)),
        ("2025-07-13 08:00", dt.date(2025, 7, 13)),
        ("", None),
        (None, None),
    ],
)
def test_published(folder: Folder, said: str | None, day: dt.date | None) -> None:
    assert [d.published for d in Reading(folder({"a.jsonl": record(published=said)}))] == [day]


@pytest.mark.parametrize("said", ["it", "IT", "it-IT", "it_CH"])
def test_a_regional_language_is_the_language(folder: Folder, said: str) -> None:
    assert [d.language for d in Reading(folder({"a.jsonl": record(language=said)}))] == ["it"]


def test_metadata_describes_the_texts_beside_it(folder: Folder) -> None:
    rows = (
        'path,publisher,published,title,language,url\na.txt,example.org,2025-07-13,"Uno, due",it,https://example.org\n'
    )
    made = folder({"metadata.csv": rows, "a.txt": ITALIAN, "b.txt": f"{ITALIAN} Bis."})
    first, second = Reading(made)
    assert (first.publisher, first.published, first.title) == ("example.org", dt.date(2025, 7, 13), "Uno, due")
    assert (second.publisher, second.published, second.title) == (None, None, None)
    assert Reading(made / "a.txt") == [first]


def test_metadata_of_the_folder_above(folder: Folder) -> None:
    read = Reading(folder({"metadata.csv": "path,publisher\nsub/a.txt,example.org\n", "sub/a.txt": ITALIAN}))
    assert ([d.publisher for d in read], read.problems) == (["example.org"], [])


@pytest.mark.parametrize("row", ["a.txt,", "a.txt,2025", ""], ids=["no day", "a year", "no row"])
def test_a_date_line_in_the_text_counts_where_metadata_has_no_day(folder: Folder, row: str) -> None:
    made = folder({"metadata.csv": f"path,published\n{row}\n", "a.txt": f"13 Jul, 2025 - 19:21\n\n{ITALIAN}"})
    assert [d.published for d in Reading(made)] == [dt.date(2025, 7, 13)]


def test_metadata_goes_before_a_date_line(folder: Folder) -> None:
    made = folder({"metadata.csv": "path,published\na.txt,2025-07-14\n", "a.txt": f"13 Jul, 2025 - 19:21\n{ITALIAN}"})
    assert [d.published for d in Reading(made)] == [dt.date(2025, 7, 14)]


def test_the_same_document_twice_is_one(folder: Folder) -> None:
    made = folder({"a.jsonl": record(id="x") + record(id="x"), "b.txt": f"{ITALIAN} Bis."})
    read = Reading(made, made / "b.txt", made)
    assert (len(read), read.problems) == (2, [])
    assert read.skipped == [("a.jsonl:2", "duplicate"), ("b.txt", "duplicate")]


def test_a_link_to_the_folder_above_ends(folder: Folder) -> None:
    made = folder({"sub/a.txt": ITALIAN})
    (made / "sub" / "up").symlink_to(made)
    assert [d.origin for d in Reading(made)] == ["sub/a.txt"]


def test_reading_is_lazy(folder: Folder) -> None:
    made = folder({"a.jsonl": record(id="1") + "{broken\n"})
    problems: list[Any] = []
    documents = readers.read([made], on_problem=problems.append)
    assert (next(documents).id, problems) == ("1", [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ITALIAN, "it"),
        ("Seul conferma.", "it"),
        ("The ministry announced that a thousand soldiers had arrived in the region.", "en"),
        ("El ministerio anunció que mil soldados habían llegado a la región del norte.", "es"),
        ("Le ministère a annoncé que mille soldats étaient arrivés dans la région.", "fr"),
        ("Министерство сообщило, что в регион прибыла тысяча солдат.", "ru"),
        ("12.000 – 2025", None),
    ],
)
def test_identify(text: str, language: str | None) -> None:
    assert identify(text) == language
