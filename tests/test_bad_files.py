"""Bad pages, tables, archives and feeds: each one clear line, counted, and the good documents around it are read."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from riscontro.readers import compressed, source

PAGES = Path(__file__).parent / "inputs" / "pages"
SAME = Path(__file__).parent / "inputs" / "same"
GOOD = "Secondo Seul, Pyongyang ha inviato circa 11mila soldati in Russia."
Folder = Callable[..., Path]
Cli = Callable[..., Any]


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(info: tarfile.TarInfo, data: bytes = b"") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
        good = tarfile.TarInfo("good.txt")
        good.size = len(GOOD)
        archive.addfile(good, io.BytesIO(GOOD.encode()))
    return out.getvalue()


def link(name: str, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


def parquet(**columns: list[str]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def page(head: str = "", body: str = GOOD) -> str:
    return f"<html lang=it><head>{head}</head><body><article><p>{body}</p><p>{body * 2}</p></article></body></html>"


FUTURE = '<meta property="article:published_time" content="2031-01-01">'
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'
EXTERNAL = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>&a;</channel></rss>'
SUMMARY = (
    '<rss version="2.0"><channel><title>B</title><item><title>T</title><link>https://b.example/1</link>'
    "<description>Breve.</description></item></channel></rss>"
)
WARC = (SAME / "article.warc").read_bytes()
BAD: dict[str, tuple[str, bytes | str, str, str]] = {
    "cookie wall": ("x.html", (PAGES / "cookie_wall.html").read_bytes(), "wall", "found a cookie or login wall"),
    "login wall": ("x.html", (PAGES / "login_wall.html").read_bytes(), "wall", "found a cookie or login wall"),
    "no article": ("x.html", (PAGES / "no_article.html").read_bytes(), "no_article", "characters of running text"),
    "broken page": ("x.html", "<html><body><p><div</p", "no_article", "expected an article, found"),
    "no markup at all": ("x.html", b"\x89PNG\r\n\x1a\n\x00\x00", "binary", "expected text, found binary data"),
    "wrong charset": ("x.html", b"citt\xe0 \x81\x8d\x8f\x90\x98 " * 20, "encoding", "expected text in a known charset"),
    "future": ("x.html", page(FUTURE), "future", "up to then (--as-of 2026-01-01), found 2031-01-01; correct the date"),
    "truncated gzip": ("x.jsonl.gz", gzip.compress(GOOD.encode() * 99)[:-20], "truncated", "a whole compressed file"),
    "no gzip": ("x.txt.gz", b"plain", "truncated", "expected a whole compressed file, found: not a gzipped file"),
    "truncated archive": ("x.zip", zipped({"a.txt": GOOD})[:-30], "archive", "expected a whole archive, found: "),
    "truncated web archive": ("x.warc", WARC[:-900], "truncated", "expected a page of "),
    "no web archive": ("x.warc", "GET / HTTP/1.1\r\n\r\n" * 9, "warc", "expected a web archive"),
    "nested archive": (
        "x.zip",
        zipped({"a.zip": zipped({"b.txt": GOOD})}),
        "nested",
        "found an archive in the archive",
    ),
    "way out of a zip": ("x.zip", zipped({"../a.txt": GOOD}), "path", "a path or a link that leads out of it"),
    "link out of a tar": ("x.tar", tarred(link("a.txt", "/etc/hostname")), "path", "a path or a link that leads out"),
    "way out of a tar": ("x.tar", tarred(tarfile.TarInfo("/a.txt"), b"x"), "path", "a path or a link that leads out"),
    "empty archive": ("x.zip", zipped({"a.bin": "x"}), "empty_archive", "expected a file in it that ends in "),
    "object of another shape": ("x.json", '{"articles": [{"body": "x"}]}', "shape", "found an object with articles"),
    "list of another shape": ("x.json", '["a"]', "json", "x.json: object 1: expected a JSON object, found str"),
    "record of another shape": ("x.json", '[{"body": "a"}]', "missing_text", "object 1: expected a field text"),
    "JSON that breaks off": ("x.json", '[{"text": "a"', "json", "expected a list of JSON objects, found: expecting"),
    "CSV without the column": (
        "x.csv",
        "titolo,corpo\na,b\n",
        "column",
        "a column 'text' for text, found titolo, corpo",
    ),
    "CSV with a short row": ("x.csv", "text,title\nuno\n", "cells", "x.csv:2: expected 2 cells, found 1"),
    "CSV with an open quote": ("x.csv", 'text,title\n"uno,due\n', "csv", "expected a CSV table, found: "),
    "Parquet without the column": ("x.parquet", parquet(body=["a"]), "column", "a column 'text' for text, found body"),
    "no Parquet": ("x.parquet", b"PAR1 no", "parquet", "expected a Parquet file, found: "),
    "no XML": ("x.rss", "ciao", "feed", "expected a feed in XML, found: "),
    "page instead of a feed": ("x.rss", page(), "feed", "expected a feed in XML, found: "),
    "other XML": ("x.xml", "<urlset><url/></urlset>", "feed", "expected an RSS or Atom feed, found other XML"),
    "billion laughs": ("x.rss", LAUGHS, "entities", "found XML that declares entities"),
    "external entity": ("x.rss", EXTERNAL, "entities", "found XML that declares entities"),
    "summary": ("x.rss", SUMMARY, "summary", "give --fetch to read the page that it links to"),
    "feed on the web": ("x.opml", '<opml><outline xmlUrl="https://b.example/f"/></opml>', "offline", "give --fetch"),
    "feed elsewhere": ("x.opml", '<opml><outline xmlUrl="../../f.rss"/></opml>', "path", "a path that leads out of it"),
    "no PDF": ("x.pdf", "%PDF-1.4 no", "pdf", "expected a readable .pdf, found: "),
    "no Word file": ("x.docx", "no", "docx", "expected a .docx file, found: "),
}


@pytest.mark.parametrize("case", BAD)
def test_one_line_and_the_good_one_is_read(cli: Cli, folder: Folder, case: str) -> None:
    name, data, reason, message = BAD[case]
    made = folder({"aaa.txt": GOOD, name: data})
    result = cli("extract", made, "--as-of", "2026-01-01")
    said = result.stderr.splitlines()
    assert (result.exit_code, len(said)) == (0, 2), said
    assert said[0].startswith(str(made / name))
    assert message in said[0]
    assert f"set aside: 1 ({reason} 1)" in said[1]
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == [11000]


@pytest.mark.parametrize("case", BAD)
def test_strict_exits_with_one(cli: Cli, folder: Folder, case: str) -> None:
    name, data, _, _ = BAD[case]
    result = cli("extract", folder({"aaa.txt": GOOD, name: data}), "--as-of", "2026-01-01", "--strict")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)


def test_what_came_before_a_broken_end_is_read(cli: Cli, folder: Folder) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{GOOD} {n}"}) + "\n" for n in range(300))
    made = folder({"x.jsonl.gz": gzip.compress(lines.encode())[:-400]})
    result = cli("extract", made)
    assert len(result.stdout.splitlines()) > 50
    assert "(truncated 1)" in result.stderr


@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.csv", "x.json", "x.html", "x.rss"])
def test_one_line_without_end(cli: Cli, folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for module in ("lines", "json_list"):
        monkeypatch.setattr(f"riscontro.readers.{module}.LARGEST", 1 << 20)
    monkeypatch.setattr(source.Source.read, "__kwdefaults__", {"largest": 1 << 20})
    start = {"x.csv": "text,title\n", "x.jsonl": '{"text": "', "x.json": '[{"text": "'}.get(name, "")
    result = cli("extract", folder({"aaa.txt": GOOD, name: start + "a" * (3 << 20)}))
    assert f"{name}" in result.stderr.splitlines()[0]
    assert "expected a document of at most" in result.stderr
    assert "set aside: 1 (too_large 1)" in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("name", ["x.txt.gz", "x.zip"])
def test_a_bomb(cli: Cli, folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for module in ("compressed", "archive"):
        monkeypatch.setattr(f"riscontro.readers.{module}.ALLOWANCE", 1 << 20)
    zeros = b"a" * (8 << 20)
    data = zipped({"a.txt": zeros}) if name == "x.zip" else gzip.compress(zeros)
    result = cli("extract", folder({"aaa.txt": GOOD, name: data}))
    assert f"found {compressed.RATIO} times as much inside as outside" in result.stderr
    assert "set aside: 1 (bomb 1)" in result.stderr


@pytest.mark.parametrize(("name", "package"), [("article.pdf", "pypdf"), ("article.docx", "docx")])
def test_a_report_without_the_extra(cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, package: str) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    result = cli("extract", SAME / name)
    assert "install it: in the project's folder, pip install '.[documents]'" in result.stderr
    assert (result.exit_code, "(extra 1)" in result.stderr) == (1, True)


def test_a_page_from_after_it_was_fetched(cli: Cli, folder: Folder) -> None:
    rows = "path,fetched\na.html,2030-12-01T08:00:00Z\n"
    result = cli("extract", folder({"a.html": page(FUTURE), "metadata.csv": rows}))
    assert "expected a day of publication up to then (fetched 2030-12-01), found 2031-01-01" in result.stderr


def test_a_run_over_nothing_makes_no_warehouse(cli: Cli, tmp_path: Path) -> None:
    result = cli("run", tmp_path / "gone", "--warehouse", tmp_path / "w.duckdb")
    assert (result.exit_code, (tmp_path / "w.duckdb").exists()) == (1, False)
    assert f"{tmp_path / 'gone'}: expected a file or a folder, found none; check the path" in result.stderr


def test_help_tells_each_input_in_a_line(cli: Cli) -> None:
    for command in ("run", "extract"):
        lines = cli(command, "--help").stdout.splitlines()
        told = [line.split() for line in lines if line.startswith("  .")]
        assert {".html", ".ndjson", ".warc", ".pdf", ".opml", ".gz"} <= {word for line in told for word in line}
        assert all(len(line) > 2 for line in told)
