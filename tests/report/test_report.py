"""The report without a browser: what the page holds, what it leaves out, that its data are safe; figures; wording."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import built
import pytest
import yaml
from palette import contrast, difference

from riscontro.errors import RiscontroError
from riscontro.paths import EXPECTATIONS
from riscontro.publish import beside, publish
from riscontro.report import board, chart, figure, packing, page, wording
from riscontro.warehouse import finish_run

pytestmark = pytest.mark.xdist_group("report")  # what it builds is built once

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 ]]> 🎯"
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(page.FOLDER.glob("*.js")))
PAPER = {"light": "#ffffff", "dark": "#161a20"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    path = Path(shutil.copy(built.built_warehouse(tmp_path_factory.getbasetemp()), folder / "w.duckdb"))
    finish_run(path, run_id=1, finished_at=built.START)
    publish(path, beside(path))
    return beside(path)


def unpacked(column: Any, rows: int) -> list[Any]:
    """What the page makes of a packed column."""
    if isinstance(column, list):
        return column
    return [column["of"][at] for at in column["at"]] if "at" in column else [column["all"]] * rows


def column(content: dict[str, Any], table: str, name: str) -> list[Any]:
    found = content["tables"][table]
    return unpacked(found["c"][name], found["n"])


@pytest.mark.parametrize("values", [[], ["a"], ["a", "a"], ["a", "b", "a", "a", None], [1.0, 2.5, None], [True, False]])
def test_a_packed_column_is_the_column(values: list[Any]) -> None:
    packed = packing.pack({"x": values})
    assert unpacked(packed["c"]["x"], packed["n"]) == values


def test_data_hold_nothing_that_means_something_to_html() -> None:
    text = packing.safe_json({"x": HOSTILE})
    assert re.search(r"[<>&\u2028\u2029]", text) is None
    assert json.loads(text) == {"x": HOSTILE}


def test_the_page_has_the_data_and_allows_its_own_scripts_only(published: Path, tmp_path: Path) -> None:
    page.write(published, tmp_path / "deep" / "r.html")
    html = (tmp_path / "deep" / "r.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', html)
    assert policy is not None
    assert policy[1].count("sha256-") == 3
    assert re.search(r"unsafe|https?:|\*", policy[1]) is None
    outside = re.sub(r"(<script[^>]*>).*?</script>", r"\1", html, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', outside) == ["data:,", "#question"]


def test_a_figure_of_each_kind_and_language(published: Path, tmp_path: Path) -> None:
    said = figure.draw(published, "PRK", "troops_deployed", tmp_path / "f.svg", language="it")
    assert "PRK troops_deployed RUS (person)" in said
    assert "Corea del Nord" in (tmp_path / "f.svg").read_text(encoding="utf-8")
    figure.draw(published, "PRK", "troops_deployed", tmp_path / "f.png")
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("metric", "name", "language", "said"),
    [
        ("troops_deployed", "f.pdf", "en", "a figure is .svg or .png"),
        ("troops_deployed", "f.svg", "xx", "no such language"),
        ("no_such_metric", "f.svg", "en", "most claimed are: PRK"),
    ],
)
def test_a_figure_that_cannot_be_drawn(published: Path, metric: str, name: str, language: str, said: str) -> None:
    with pytest.raises(RiscontroError, match=said):
        figure.draw(published, "PRK", metric, published.parent / name, language=language)


def test_every_fact_is_there_and_in_its_claim_and_document(published: Path) -> None:
    content = board.board(published)
    assert content["left"] == {"facts": 0, "questions": 0, "of_facts": 39}
    assert len(set(column(content, "facts", "fact_id"))) == 39
    quotes, starts, ends = (column(content, "facts", name) for name in ("quote", "mark", "mark_end"))
    f02 = column(content, "facts", "fact_id").index("f02")
    assert quotes[f02][starts[f02] : ends[f02]] == "diecimila"


def test_past_its_room_the_page_has_aggregates_and_says_how_many(published: Path) -> None:
    content = board.board(published, room=board.Room(facts=10, facts_of_one=5, questions=6))
    facts = len(column(content, "facts", "fact_id"))
    assert 0 < facts <= 10
    assert content["left"]["facts"] == 39 - facts
    assert content["left"]["questions"] > 0
    complete = column(content, "questions", "complete")
    assert set(complete) == {0, 1}
    assert max(column(content, "band", "question")) >= complete.index(0)


def test_offsets_are_those_of_a_browser() -> None:
    marked = board._marks({"quote": ["🎯 77 morti", "7"], "mark": [2, None], "mark_end": [4, None]})
    assert (marked["mark"], marked["mark_end"]) == ([3, None], [5, None])


@pytest.mark.parametrize("url", ["javascript:x", "data:text/html,x", "//x.example", "file:///x", " JAVASCRIPT:x", None])
def test_no_other_address_becomes_a_link(url: str | None) -> None:
    assert board._addresses({"url": [url, "https://x.example"]})["url"] == [None, "https://x.example"]


def test_the_command_writes_beside_the_published_file(cli: Callable[..., Any], published: Path) -> None:
    done = cli("report", "--published", published)
    assert done.stdout == f"report      {published.parent / 'w_report.html'}\n"
    assert (published.parent / "w_report.html").stat().st_size > 900_000


def test_the_command_draws_a_figure_where_it_is_told_to(cli: Callable[..., Any], published: Path) -> None:
    question = ("report", "--published", published, "--plot", "PRK", "troops_deployed")
    assert cli(*question, "--output", published.parent / "g.svg").exit_code == 0
    assert (published.parent / "g.svg").exists()
    assert cli(*question).exit_code == 2


@pytest.mark.parametrize("kind", ["missing", "not a database", "a warehouse"])
def test_a_file_that_is_not_published_is_told_in_one_line(
    cli: Callable[..., Any], published: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "other.duckdb"
    if kind == "not a database":
        path.write_text("no database")
    elif kind == "a warehouse":
        shutil.copy(published.parent / "w.duckdb", path)
    done = cli("report", "--published", path)
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert str(path) in done.stderr


def leaves(content: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every wording by its place; the forms of a plural are one place."""
    if isinstance(content, dict) and set(content) == {"one", "other"}:
        return {path: content["other"]}
    if isinstance(content, dict):
        return {place: text for key, value in content.items() for place, text in leaves(value, (*path, key)).items()}
    return {path: content}


@pytest.mark.parametrize("code", wording.languages())
def test_every_language_says_everything_with_the_same_blanks(code: str) -> None:
    spare, mine = leaves(wording.load(wording.SPARE)), leaves(wording.load(code))
    assert sorted(spare.keys() - mine.keys()) == []
    blanks = {place: set(re.findall(r"\{\w+\}", str(text))) for place, text in mine.items()}
    assert {p: b for p, b in blanks.items() if p in spare and not b <= set(re.findall(r"\{\w+\}", str(spare[p])))} == {}


def test_every_wording_that_the_page_asks_for_is_there() -> None:
    known = wording.load(wording.SPARE)["interface"]
    asked = set(re.findall(r"""\bt\("(\w+)"[,)]""", SCRIPTS)) | set(re.findall(r"""data-t="(\w+)""", SCRIPTS))
    assert asked
    assert sorted(asked - known.keys()) == []


def test_every_check_has_a_name_for_people() -> None:
    suites = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXPECTATIONS.glob("*.yaml"))
    checks = {check["check"] for suite in suites for check in suite["checks"]}
    assert checks == set(wording.load(wording.SPARE)["names"]["checks"])


@pytest.mark.parametrize("scheme", PAPER)
def test_claimants_are_told_apart_by_whoever_sees_colours_otherwise(scheme: str) -> None:
    colours = chart.spec()["palette"][scheme]
    shown = [*colours["claimants"], colours["own"], colours["others"]]
    assert min(contrast(colour, PAPER[scheme]) for colour in shown) >= 3
    pairs = [(a, b) for place, a in enumerate(shown) for b in shown[:place]]
    assert min(difference(a, b) for a, b in pairs) > 15
    assert math.isclose(difference(shown[0], shown[0]), 0)
