"""The same page again, a newer text of it, an older one: what the warehouse keeps, and what it does not read twice."""

from __future__ import annotations

import datetime as dt
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riscontro import pipeline, readers, warehouse
from riscontro.model import Document
from riscontro.readers import page
from riscontro.readers.source import Options

sys.path.insert(0, str(Path(__file__).parent / "inputs"))
import make_samples

URL = "https://www.quotidianobrenta.example/a"
STARTED = dt.datetime(2025, 7, 14, 8, 0)


def document(dead: int, *, url: str | None = URL, day: int = 1, **more: Any) -> Document:
    text = f"A dicembre sono stati uccisi {dead} soldati nordcoreani, secondo Seul."
    fetched = dt.datetime(2025, 1, day) if day else None
    given = {"id": f"{dead}", "language": "it", "published": dt.date(2025, 1, 1), "url": url, "fetched": fetched}
    return Document(text=text, **{**given, **more})


def load(path: Path, *documents: Document) -> warehouse.LoadSummary:
    return warehouse.load(path, documents, extract=pipeline.extract_all, fingerprints={"it": "1"}, started_at=STARTED)


def values(path: Path, table: str = "facts") -> list[float]:
    return [value for (value,) in warehouse.query(path, f"select value from raw.{table} order by 1")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "w.duckdb"


def test_a_newer_version_replaces_the_facts_and_the_old_ones_are_kept(path: Path) -> None:
    load(path, document(300, day=1))
    summary = load(path, document(400, day=2, url=f"{URL}?utm_source=x"))
    assert (summary.changed, values(path), values(path, "fact_versions")) == (1, [400], [300])
    columns = "document_id, replaced_by, run_id, page_key, fetched"
    assert warehouse.query(path, f"select {columns} from raw.document_versions") == [
        ("300", "400", 2, "quotidianobrenta.example/a", dt.datetime(2025, 1, 1))
    ]


def test_the_same_caller_s_id_with_another_text_is_a_version(path: Path) -> None:
    load(path, document(300, id="x", url=None))
    load(path, document(400, id="x", url=None))
    assert (values(path), values(path, "fact_versions")) == ([400], [300])


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_newest_counts_whatever_comes_first(path: Path, order: tuple[int, ...]) -> None:
    load(path, *(document(day * 100, day=day) for day in order))
    assert (values(path), values(path, "fact_versions")) == ([300], [100, 200])


def test_all_versions_again_change_nothing(path: Path) -> None:
    for day in (0, 1):
        both = [document(300, day=day), document(400, day=day * 2)]
        load(path, *both)
        before = warehouse.query(path, "select * from raw.document_versions")
        assert load(path, *both).unchanged == 2
        assert (values(path), warehouse.query(path, "select * from raw.document_versions")) == ([400], before)


def test_a_page_that_goes_back_to_an_old_text_is_a_newer_version(path: Path) -> None:
    load(path, document(300, day=1), document(400, day=2), document(300, id="again", day=3))
    assert (values(path), sorted(values(path, "fact_versions"))) == ([300], [300, 400])


@pytest.mark.parametrize(
    ("publisher", "kept"), [("a.example", 1), (None, 1), ("b.example", 2)], ids=["same", "unknown", "another"]
)
def test_the_same_text_under_another_address(path: Path, publisher: str | None, kept: int) -> None:
    load(path, document(300, publisher="a.example"))
    summary = load(path, document(300, id="other", url="https://a.example/other", publisher=publisher))
    assert (len(values(path)), summary.duplicate) == (kept, 2 - kept)


def test_pages_and_warnings_of_a_report_are_stored(path: Path) -> None:
    (report,) = readers.read([Path(make_samples.HERE / "article.pdf")], on_problem=print)
    load(path, report)
    pages = warehouse.query(path, "select page, char_start from raw.document_pages order by 1")
    assert pages == list(enumerate(report.page_starts, start=1))
    ((fact_id,),) = warehouse.query(path, "select fact_id from raw.facts where metric = 'energy_supplied'")
    assert warehouse.stored_document(path, fact_id=fact_id).page_starts == report.page_starts


def archive(folder: Path, count: int) -> Path:
    records = []
    for number in range(count):
        html = (
            make_samples.page()
            .replace("300 soldati", f"{300 + number} soldati")
            .replace("kursk.html", f"{number}.html")
        )
        url = f"https://www.quotidianobrenta.example/esteri/soldati-{number}.html"
        records.append(gzip.compress(make_samples.response(html.encode(), url, number), mtime=0))
    path = folder / "crawl.warc.gz"
    path.write_bytes(b"".join(records))
    return path


class Stopped(BaseException):
    """As Ctrl-C does."""


def read_into(path: Path, crawl: Path, *, stop_after: int | None = None) -> warehouse.LoadSummary:
    def documents(knows: Any) -> Iterator[Document]:
        found = readers.read([crawl], on_problem=print, options=Options(known=knows))
        for number, one in enumerate(found):
            if number == stop_after:
                raise Stopped
            yield one

    return warehouse.load(path, documents, extract=pipeline.extract_all, fingerprints={"it": "1"}, started_at=STARTED)


def rows(path: Path) -> list[list[tuple[Any, ...]]]:
    return [warehouse.query(path, f"select * from raw.{t} order by all") for t in ("documents", "facts", "rejections")]


def test_an_interrupt_and_a_restart_leave_what_one_run_leaves(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = archive(tmp_path, 8)
    monkeypatch.setattr(warehouse, "BATCH", 3)
    with pytest.raises(Stopped):
        read_into(path, crawl, stop_after=5)
    summary = read_into(path, crawl)
    assert (summary.read, summary.new, summary.unchanged) == (8, 5, 3)
    read_into(tmp_path / "whole.duckdb", crawl)
    assert rows(path) == rows(tmp_path / "whole.duckdb")


def test_what_is_stored_is_not_parsed_again(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = archive(tmp_path, 2)
    read_into(path, crawl)
    monkeypatch.setattr(page, "article", None)
    assert read_into(path, crawl).unchanged == 2


def test_an_interrupted_run_says_so_and_leaves_a_warehouse(
    cli: Any, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(documents: Any) -> Iterator[Any]:
        if warehouse.query.__module__ and documents[0].id == "1":
            raise KeyboardInterrupt
        yield from map(pipeline.extract, documents)

    monkeypatch.setattr(warehouse, "BATCH", 1)
    monkeypatch.setattr(pipeline, "extract_all", interrupted)
    lines = (f'{{"id": "{n}", "language": "it", "text": "Uccisi {n + 40} soldati ucraini."}}\n' for n in range(3))
    (tmp_path / "a.jsonl").write_text("".join(lines))
    result = cli("run", tmp_path / "a.jsonl", "--warehouse", path)
    assert (result.exit_code, "interrupted; what was read is stored" in result.stderr) == (130, True)
    assert warehouse.query(path, "select document_id from raw.documents") == [("0",)]
