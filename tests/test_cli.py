"""The commands from outside: what they print, where they write, how they end."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from riscontro import __version__, pipeline, readers, run, warehouse
from riscontro.cli import default_warehouse
from riscontro.errors import RiscontroError
from riscontro.model import FACT_COLUMNS
from riscontro.output import MENTION_SCHEMA
from riscontro.paths import ROOT, SAMPLES

TEXT = "Secondo Seul, Pyongyang ha inviato circa 11mila soldati in Russia a ottobre."
RECORD = json.dumps({"id": "x1", "text": TEXT, "published": "2025-07-13", "publisher": "example.org"})
Folder = Callable[..., Path]
Cli = Callable[..., Any]
RISCONTRO = [sys.executable, "-c", "from riscontro.cli import main; main()"]


@pytest.fixture
def article(folder: Folder) -> Path:
    return folder({"a.jsonl": RECORD}) / "a.jsonl"


def test_version(cli: Cli) -> None:
    assert cli("--version").stdout == f"riscontro {__version__} (plain Python)\n"


@pytest.mark.parametrize("command", ["run", "extract", "mentions", "explain", "eval"])
def test_help_has_an_example(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert (result.exit_code, f"Example: riscontro {command} " in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [["extract"], ["extract", "a.txt", "--format", "xml"], ["explain"], ["explain", "x", "--text", "y"], ["x"]],
)
def test_usage_errors_exit_with_two(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_extract_writes_json_lines(cli: Cli, article: Path) -> None:
    result = cli("extract", article)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [list(row) for row in rows] == [list(FACT_COLUMNS)]
    assert {"document_id": "x1", "value": 11000.0, "date": "2024-10-01", "hedged": False}.items() <= rows[0].items()


def test_extract_writes_csv(cli: Cli, article: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(cli("extract", article, "--format", "csv").stdout))
    assert tuple(row) == FACT_COLUMNS
    assert (row["quote"], row["date"], row["hedged"], row["value"]) == (TEXT, "2024-10-01", "false", "11000.0")


@pytest.mark.parametrize(("text", "height"), [(RECORD, 1), ('{"text": "Oggi piove.", "language": "it"}', 0)])
def test_extract_writes_typed_parquet(cli: Cli, folder: Folder, text: str, height: int) -> None:
    made = folder({"a.jsonl": text})
    assert cli("extract", made, "--format", "parquet", "--output", made / "facts").exit_code == 0
    frame = pl.read_parquet(made / "facts")
    assert (tuple(frame.columns), frame.height) == (FACT_COLUMNS, height)
    kinds = {
        "date": pl.Date,
        "value_low": pl.Float64,
        "hedged": pl.Boolean,
        "char_end": pl.Int64,
        "claimant": pl.String,
    }
    assert {name: frame.schema[name] for name in kinds} == kinds


@pytest.mark.parametrize(("text", "date"), [(TEXT.replace(" a ottobre", ""), None), (TEXT + " ", None)])
def test_a_date_that_is_not_known_is_null(cli: Cli, text: str, date: None) -> None:
    (line,) = cli("extract", "-", input=text).stdout.splitlines()
    assert (json.loads(line)["date"], json.loads(line)["source"]) == (date, "-")


def test_formats_agree(cli: Cli, tmp_path: Path) -> None:
    for suffix in ("jsonl", "csv", "parquet"):
        cli("extract", SAMPLES / "articles" / "brevi.jsonl", "--output", tmp_path / f"facts.{suffix}")
    lines = pl.read_ndjson(tmp_path / "facts.jsonl", infer_schema_length=None)
    kept = ["fact_id", "quote", "char_start", "hedged", "value", "claimant"]
    table = pl.read_csv(tmp_path / "facts.csv", infer_schema_length=None)
    assert lines.height > 1
    assert lines[kept].rows() == table[kept].rows() == pl.read_parquet(tmp_path / "facts.parquet")[kept].rows()


@pytest.mark.parametrize("given", [TEXT, RECORD, f"\n\n{RECORD}\n"], ids=["text", "record", "blank lines first"])
def test_standard_input_is_a_text_or_records(cli: Cli, given: str) -> None:
    (line,) = cli("extract", "-", input=given).stdout.splitlines()
    assert json.loads(line)["quote"] == TEXT


def test_a_file_is_there_whole_or_not_at_all(cli: Cli, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(documents: Any) -> Any:
        yield next(map(pipeline.extract, documents))
        raise RiscontroError("halfway")

    monkeypatch.setattr(pipeline, "extract_all", broken)
    result = cli("extract", article, "--output", article.with_name("facts.jsonl"))
    assert (result.exit_code, result.stderr) == (1, "riscontro: halfway\n")
    assert list(article.parent.iterdir()) == [article]


def test_an_output_that_cannot_be_written(cli: Cli, article: Path) -> None:
    result = cli("extract", article, "--output", article.parent / "gone" / "facts.csv")
    assert result.exit_code == 1
    assert "facts.csv: expected a place to write to, found: no such file or directory; check the path" in result.stderr


def test_mentions(cli: Cli, article: Path) -> None:
    rows = [json.loads(line) for line in cli("mentions", article).stdout.splitlines()]
    assert all(row["text"] == TEXT[row["char_start"] : row["char_end"]] for row in rows)
    (quantity,) = (row for row in rows if row["kind"] == "quantity")
    assert {"document_id": "x1", "value": 11000, "modifier": "approx"}.items() <= quantity.items()
    (time,) = (row for row in rows if row["kind"] == "time")
    assert (time["date"], time["date_end"]) == ("2024-10-01", "2024-10-31")


def test_mentions_as_csv(cli: Cli, article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("mentions", article, "--format", "csv").stdout)))
    assert tuple(rows[0]) == tuple(MENTION_SCHEMA)
    assert "11000.0" in {row["value"] for row in rows}


def test_explain_shows_card_sentence_and_evidence(cli: Cli) -> None:
    result = cli("explain", "--text", TEXT, "--language", "it", "--published", "2025-07-13")
    assert result.exit_code == 0
    for part in (
        "actor       PRK",
        "claimant    KOR",
        "2024-10-01 to 2024-10-31 (month, relative)",
        "built from (rule it.",
    ):
        assert part in result.stdout
    assert "├── Secondo Seul, Pyongyang ha inviato circa ⟦11mila⟧ soldati in Russia a ottobre.\n" in result.stdout


def test_explain_gives_the_reason_of_a_rejection(cli: Cli) -> None:
    stdout = cli("explain", "--text", "Il 20 per cento dei soldati è tornato.", "--language", "it").stdout
    assert stdout.startswith("rejected: percent")
    assert "⟦20 per cento⟧" in stdout


@pytest.mark.parametrize(
    ("text", "seen"), [("Ieri a Seul pioveva.", "time        'Ieri'"), ("Bello.", "nothing was seen")]
)
def test_explain_says_what_was_seen_where_there_is_no_fact(cli: Cli, text: str, seen: str) -> None:
    stdout = cli("explain", "--text", text, "--language", "it", "--published", "2025-07-13").stdout
    assert stdout.startswith("no number looked like a fact")
    assert seen in stdout


@pytest.mark.parametrize(("option", "value"), [("--language", "xx"), ("--published", "13/7/2025")])
def test_explain_names_what_it_cannot_use(cli: Cli, option: str, value: str) -> None:
    result = cli("explain", "--text", TEXT, option, value)
    assert (result.exit_code, f"found {value!r}" in result.stderr) == (2, True)


@pytest.fixture
def loaded(article: Path, tmp_path: Path) -> tuple[Path, str]:
    """A warehouse with one fact, and the fact's id."""
    path = tmp_path / "w.duckdb"
    documents = list(readers.read([article], on_problem=lambda problem: None))
    started = dt.datetime(2025, 7, 14)
    warehouse.load(
        path, documents, extract=pipeline.extract_all, fingerprints={"it": "1"}, problems=[], started_at=started
    )
    return path, pipeline.extract(documents[0]).facts[0].fact_id


def test_explain_a_fact_of_a_warehouse(cli: Cli, loaded: tuple[Path, str]) -> None:
    path, fact_id = loaded
    stdout = cli("explain", fact_id, "--warehouse", path).stdout
    assert stdout.startswith(f"fact {fact_id}\n")
    assert "source      example.org" in stdout


@pytest.mark.parametrize("fact_id", ["0000", "x' or 1=1 --"])
def test_explain_an_unknown_fact(cli: Cli, loaded: tuple[Path, str], fact_id: str) -> None:
    result = cli("explain", fact_id, "--warehouse", loaded[0])
    assert (result.exit_code, result.stderr.count("\n"), "no fact" in result.stderr) == (1, 1, True)


def test_explain_a_fact_of_earlier_rules(cli: Cli, loaded: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "extract", lambda document: pipeline.Extraction(document, (), ()))
    result = cli("explain", loaded[1], "--warehouse", loaded[0])
    assert (result.exit_code, "expected a fact of today's rules" in result.stderr) == (1, True)


def test_run_hands_its_arguments_on(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called: list[Any] = []
    monkeypatch.setattr(run, "run", lambda *given, options, **places: called.append((*given, places)) or 3)
    assert cli("run", "a", "-", "--warehouse", tmp_path / "w", "--strict", "--parquet", "p").exit_code == 3
    monkeypatch.setenv("RISCONTRO_WAREHOUSE", "from_environment")
    monkeypatch.setenv("RISCONTRO_PUBLISHED", "from_there")
    cli("run")
    places = [{"published": None, "parquet": Path("p")}, {"published": Path("from_there"), "parquet": None}]
    given = [([Path("a"), Path("-")], tmp_path / "w", True), ([SAMPLES], Path("from_environment"), False)]
    assert called == [(*arguments, options) for arguments, options in zip(given, places, strict=True)]


def test_the_default_warehouse_is_the_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISCONTRO_WAREHOUSE", "")
    assert default_warehouse() == ROOT / "warehouse" / "riscontro.duckdb"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert default_warehouse() == Path("riscontro.duckdb")


def test_an_interrupt_exits_with_130(cli: Cli, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(documents: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "extract_all", interrupted)
    result = cli("extract", article)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    command = [*RISCONTRO, "mentions", str(SAMPLES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")


def test_output_is_utf8_in_any_locale(article: Path, folder: Folder) -> None:
    made = folder({"città.txt": TEXT.replace("Seul", "“Séoul”")}, name="è")
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*RISCONTRO, "extract", str(made)], capture_output=True, env=environment, check=True)
    assert "città.txt" in done.stdout.decode("utf-8")
