"""docs/marts: a page a mart, and under its query the answer that the sample articles give."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import built
import duckdb
import pytest

from riscontro import lexicon, marts, pipeline, readers
from riscontro.paths import DBT_PROJECT, ROOT, SAMPLES
from riscontro.warehouse import load, query

pytestmark = pytest.mark.xdist_group("mart_pages")  # what it builds is built once

FOLDER = ROOT / "docs" / "marts"
MARTS = sorted(path.stem for path in DBT_PROJECT.glob("models/marts/*.sql"))
WIDEST = 90  # characters of a cell
BLOCK = re.compile(r"^```sql\n(.*?)^```\n\n", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the sample articles, with its marts."""
    path = tmp_path_factory.mktemp("samples") / "samples.duckdb"
    problems: list[Any] = []
    load(
        path,
        readers.read([SAMPLES / "articles"], on_problem=problems.append),
        extract=pipeline.extract_all,
        fingerprints={code: pipeline.fingerprint(code) for code in lexicon.available()},
        started_at=built.START,
    )
    assert problems == []
    marts.build(path)
    return path


def table(path: Path, sql: str) -> str:
    """The answer to a query as a Markdown table."""
    with duckdb.connect(str(path), read_only=True) as con:
        answer = con.execute(sql)
        columns = [column[0] for column in answer.description]
        rows = [columns, ["---"] * len(columns), *([cell(value) for value in row] for row in answer.fetchall())]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}" if value % 1 else f"{value:.0f}"
    said = str(value).replace("|", "/")
    return said if len(said) <= WIDEST else said[: WIDEST - 1] + "…"


def test_every_mart_has_a_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted([*MARTS, "README"])


@pytest.mark.parametrize("mart", MARTS)
def test_the_answer_is_the_one_of_the_samples(mart: str, samples: Path, golden: Callable[[Path, str], None]) -> None:
    page = FOLDER / f"{mart}.md"
    text = page.read_text(encoding="utf-8")
    (block,) = BLOCK.finditer(text)
    golden(page, text[: block.end()] + table(samples, block[1]))


@pytest.mark.parametrize("mart", [mart for mart in MARTS if mart.startswith("cmp_")])
def test_the_samples_fill_every_comparison(mart: str, samples: Path) -> None:
    assert query(samples, f"select count(*) > 0 from marts.{mart}") == [(True,)]


@pytest.mark.parametrize("mart", MARTS)
def test_the_list_of_columns_is_the_one_of_the_table(mart: str, samples: Path) -> None:
    (row,) = re.findall(rf"^\| `{mart}` \|[^|]*\|([^|]*)\|$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    sql = "select column_name from duckdb_columns() where schema_name = 'marts' and table_name = ?"
    columns = {name for (name,) in query(samples, sql, [mart])}
    if mart == "cmp_contradictions":
        columns = {name.removeprefix("one_").removeprefix("other_") for name in columns}
    assert [name for name in columns if not re.search(rf"\b{name}\b", row) and mart != "fct_facts"] == []
