"""Each bad input ends in one clear line, and the good documents around it are there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = "Secondo Seul, Pyongyang ha inviato circa 11mila soldati in Russia."
ENGLISH = "According to the ministry, a thousand soldiers were sent to the front line last week."
Folder = Callable[..., Path]
Cli = Callable[..., Any]


def lines(*records: Any) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


GOOD_RECORD = {"id": "good", "text": GOOD, "language": "it"}
NO_CHARSET = b"citt\xe0 \x81\x8d\x8f\x90\x98 " * 20
BAD_FILES: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "empty": ({"bad.txt": ""}, "empty", "bad.txt: expected a text, found an empty file; remove it"),
    "blank": ({"bad.txt": " \n\n"}, "empty", "bad.txt: expected a text, found an empty file; remove it"),
    "empty lines": ({"bad.jsonl": "\n"}, "empty", "bad.jsonl: expected one JSON object a line, found an empty file"),
    "binary": (
        {"bad.txt": b"\x89PNG\r\n\x00\x01"},
        "binary",
        "bad.txt: expected text, found binary data; leave it out",
    ),
    "binary lines": ({"bad.jsonl": b"PAR1\n\x00\x01\n"}, "binary", "bad.jsonl: expected text, found binary data"),
    "no charset": (
        {"bad.txt": b"Titolo\n" + NO_CHARSET},
        "encoding",
        "bad.txt: expected text in a known charset, found byte 0xe0 on line 2; save it again as UTF-8",
    ),
    "a line in no charset": (
        {"bad.jsonl": lines({"id": "1", **GOOD_RECORD}).encode() + b'{"text": "' + NO_CHARSET + b'"}\n'},
        "encoding",
        "bad.jsonl:2: expected text in a known charset, found byte 0xe0",
    ),
    "broken JSON": (
        {"bad.jsonl": lines(GOOD_RECORD, '{"id": "2", "text": ')},
        "json",
        "bad.jsonl:2: expected one JSON object, found: Expecting value at column 21; repair or remove the line",
    ),
    "JSON list": ({"bad.jsonl": lines("[1]")}, "json", "bad.jsonl:1: expected a JSON object, found list; write"),
    "deep JSON": ({"bad.jsonl": lines('{"a":' + "[" * 200_000)}, "json", "bad.jsonl:1: expected one JSON object"),
    "no text": (
        {"bad.jsonl": lines({"id": "2"})},
        "missing_text",
        "bad.jsonl:1: expected a field text with a text in it",
    ),
    "text is a number": ({"bad.jsonl": lines({"text": 5})}, "missing_text", "bad.jsonl:1: expected a field text"),
    "half a character": (
        {"bad.jsonl": lines('{"text": "ab\\ud800", "language": "it"}')},
        "encoding",
        "bad.jsonl:1: expected whole characters in text",
    ),
    "publisher is a list": (
        {"bad.jsonl": lines({**GOOD_RECORD, "publisher": ["a"]})},
        "field",
        "bad.jsonl:1: expected a string in publisher, found ['a']; put it in quotes, or remove it",
    ),
    "impossible date": (
        {"bad.jsonl": lines({**GOOD_RECORD, "published": "2025-02-30"})},
        "date",
        "bad.jsonl:1: expected a day as YYYY-MM-DD in published, found '2025-02-30'; correct the date, or leave",
    ),
    "impossible date in metadata": (
        {"bad.txt": GOOD, "metadata.csv": "path,published\nbad.txt,31/12/2025\n"},
        "date",
        "metadata.csv:2: expected a day as YYYY-MM-DD in published, found '31/12/2025'",
    ),
    "only a year": (
        {"bad.txt": GOOD, "metadata.csv": "path,published\nbad.txt,2025\n"},
        "date",
        "metadata.csv:2: expected a day as YYYY-MM-DD in published, found a year alone: 2025",
    ),
    "duplicate id": (
        {"bad.jsonl": lines(GOOD_RECORD, {**GOOD_RECORD, "text": f"{GOOD} Altro."})},
        "duplicate_id",
        "bad.jsonl:2: expected one text for id 'good', found another one; give one of them another id",
    ),
    "unsupported language": (
        {"bad.jsonl": lines({**GOOD_RECORD, "language": "xx"})},
        "language",
        "bad.jsonl:1: expected language it, found 'xx'; correct it, or leave the document out",
    ),
    "another language": (
        {"bad.txt": ENGLISH},
        "language",
        "bad.txt: expected language it, this text looks like 'en'; say its language if that is wrong",
    ),
    "no words": ({"bad.txt": "11.000\n"}, "language", "bad.txt: expected language it, this text has no words"),
    "row without a file": (
        {"metadata.csv": "path,publisher\ngone.txt,example.org\n"},
        "missing",
        "metadata.csv:2: expected a file 'gone.txt' beside it, found none",
    ),
    "unknown columns": (
        {"metadata.csv": "path,editor\n"},
        "metadata",
        "published, title, language, url, fetched, charset, found also editor",
    ),
    "no path column": ({"metadata.csv": "file\na.txt\n"}, "metadata", "metadata.csv:1: expected the columns path, "),
    "too many cells": (
        {"bad.txt": GOOD, "metadata.csv": "path,title\nbad.txt,Uno, due\n"},
        "metadata",
        "metadata.csv:2: expected 2 cells, found 3; put a cell that holds a comma in quotes",
    ),
    "row twice": (
        {"b.txt": GOOD, "metadata.csv": "path,title\nb.txt,Uno\nb.txt,Due\n"},
        "metadata",
        "metadata.csv:3: expected one row a file, found b.txt again; remove one; the first is used",
    ),
    "open quote": (
        {"metadata.csv": 'path,title\na.txt,"Uno\n'},
        "metadata",
        "metadata.csv: expected a CSV table, found: ",
    ),
    "metadata in no charset": (
        {"metadata.csv": b"path,title\na.txt," + NO_CHARSET},
        "encoding",
        "metadata.csv: expected text in a known charset",
    ),
}


def origins(result: Any) -> set[str]:
    return {json.loads(line)["source"] for line in result.stdout.splitlines()}


@pytest.mark.parametrize("case", BAD_FILES)
def test_one_line_and_the_rest_is_loaded(cli: Cli, folder: Folder, case: str) -> None:
    files, reason, message = BAD_FILES[case]
    result = cli("extract", folder({"aaa.txt": GOOD, **files}))
    said = result.stderr.splitlines()
    assert result.exit_code == 0
    assert "aaa.txt" in origins(result)
    assert len(said) == 2, said
    assert message in said[0]
    assert f"set aside: 1 ({reason} 1)" in said[1]


@pytest.mark.parametrize("case", BAD_FILES)
def test_strict_exits_with_one_and_writes_the_good_rows(cli: Cli, folder: Folder, case: str) -> None:
    result = cli("extract", folder({"aaa.txt": GOOD, **BAD_FILES[case][0]}), "--strict")
    assert (result.exit_code, "aaa.txt" in origins(result)) == (1, True)


def test_a_path_that_does_not_exist(cli: Cli, folder: Folder) -> None:
    made = folder({"aaa.txt": GOOD})
    result = cli("extract", made / "gone.txt", made)
    assert f"{made / 'gone.txt'}: expected a file or a folder, found none; check the path" in result.stderr
    assert (result.exit_code, origins(result)) == (0, {"aaa.txt"})


def test_nothing_but_a_path_that_does_not_exist_is_a_failure(cli: Cli, tmp_path: Path) -> None:
    result = cli("extract", tmp_path / "gone")
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_folder_without_a_readable_file(cli: Cli, folder: Folder) -> None:
    made = folder({"aaa.txt": GOOD, "sub/x.xyz": "x"})
    result = cli("extract", made / "sub", made)
    assert "expected a file in it that ends in ." in result.stderr
    assert "left out: 2 (suffix 2)" in result.stderr
    assert origins(result) == {"aaa.txt"}


def test_a_file_of_another_kind_given_by_name(cli: Cli, folder: Folder) -> None:
    made = folder({"aaa.txt": GOOD, "x.xyz": "x"})
    result = cli("extract", made / "x.xyz", made / "aaa.txt")
    assert "x.xyz: expected a file that ends in ." in result.stderr
    assert origins(result) == {"aaa.txt"}


def _folder_with_a_file_name(path: Path) -> None:
    path.mkdir()


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.txt")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_folder_with_a_file_name, _dangling_link, _link_to_itself, _pipe])
def test_an_unreadable_file(cli: Cli, folder: Folder, make: Callable[[Path], None]) -> None:
    made = folder({"aaa.txt": GOOD})
    make(made / "x.txt")
    result = cli("extract", made)
    assert f"{made / 'x.txt'}: expected a readable file, found: " in result.stderr
    assert (origins(result), "(unreadable 1)" in result.stderr) == ({"aaa.txt"}, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(cli: Cli, folder: Folder) -> None:
    made = folder({"aaa.txt": GOOD, "x.txt": GOOD})
    (made / "x.txt").chmod(0)
    result = cli("extract", made)
    assert "x.txt: expected a readable file, found: permission denied; check the file" in result.stderr
    assert origins(result) == {"aaa.txt"}


def test_problems_are_counted_by_reason(cli: Cli, folder: Folder) -> None:
    made = folder({"aaa.txt": GOOD, "b.txt": "", "c.txt": "", "d.jsonl": "{\n", "e.xyz": ""})
    last = cli("mentions", made).stderr.splitlines()[-1]
    assert last == "documents read: 1; set aside: 3 (empty 2, json 1); left out: 1 (suffix 1)"


def test_good_input_says_nothing(cli: Cli, folder: Folder) -> None:
    assert cli("extract", folder({"aaa.txt": GOOD, "e.xyz": ""})).stderr == ""
