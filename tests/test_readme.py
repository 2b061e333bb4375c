"""What README.md and docs/ say holds: commands and options exist, paths exist, recipes work, queries run."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from built import built_warehouse

from riscontro import catalog
from riscontro.cli import app
from riscontro.lexicon import available, load
from riscontro.model import FACT_COLUMNS
from riscontro.paths import PACKAGE, ROOT, SAMPLES, SEEDS
from riscontro.pipeline import extract
from riscontro.readers import read
from riscontro.warehouse import query

pytestmark = pytest.mark.xdist_group("readme")  # what it builds is built once

README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
LONGEST = 180  # lines of README.md
MADE = ("warehouse/", ".venv/")  # what a run makes is not in the repository
SPOKEN = re.compile(r"(?:\.\./)?(?:\.venv/bin/)?riscontro [a-z]")
PATH = re.compile(r"\.?[\w-][\w.-]*(?:/[\w.-]*)+|[\w-]+\.(?:py|yaml|yml|csv|md|sql|toml|lock)")
FILE = re.compile(r"[\w/.-]+\.(?:csv|yaml)")  # a line of a recipe: the lines below go to the end of this file
GROUP: Any = typer.main.get_command(app)


def blocks(page: Path, language: str = r"\w*") -> list[str]:
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def inline(page: Path) -> list[str]:
    """What stands between back-ticks outside the blocks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text)


def commands() -> Iterator[Any]:
    """Every call of riscontro on a page: in a block or between back-ticks."""
    for page in PAGES:
        lines = [line for block in blocks(page) for line in block.splitlines()]
        for said in [*lines, *inline(page)]:
            if SPOKEN.match(command := said.strip().removeprefix("$ ").partition("  #")[0].strip()):
                yield pytest.param(command, id=f"{page.stem}: {command[:60]}")


def targets() -> list[str]:
    """Every make target of a page."""
    said = [part for page in PAGES for part in (*blocks(page), *inline(page))]
    return sorted({target for part in said for target in re.findall(r"^make ([a-z]+)", part, re.MULTILINE)})


def paths() -> Iterator[Any]:
    """Every file or folder that a page names, once."""
    for page in PAGES:
        for said in dict.fromkeys(inline(page)):
            if PATH.fullmatch(said) and not said.startswith(MADE):
                yield pytest.param(said, id=f"{page.stem}: {said}")


def queries() -> Iterator[Any]:
    """(query, number of columns of the answer below it) of every SQL block."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for sql, header in re.findall(r"^```sql\n(.*?)^```\n\n\|([^\n]*)\|$", text, re.DOTALL | re.MULTILINE):
            yield pytest.param(sql, header.count("|") + 1, id=f"{page.stem}: {sql.splitlines()[-1]}")


def seed_blocks() -> Iterator[Any]:
    for page in PAGES:
        for block in blocks(page, "csv"):
            yield pytest.param(block, id=f"{page.stem}: {block.splitlines()[0]}")


def records() -> Iterator[Any]:
    for page in PAGES:
        for record in (record for block in blocks(page, "yaml") for record in yaml.safe_load(block)):
            yield pytest.param(record, id=f"{page.stem}: {record['id']}")


def recipes() -> Iterator[Any]:
    """(lines to append by file, the question, what the answer holds before, and after) of each recipe of the README."""
    block = next(block for block in blocks(README, "text") if "\nbefore: " in block)
    for part in block.strip().split("\n\n"):
        additions: dict[str, list[str]] = {}
        said: dict[str, str] = {}
        for line in part.splitlines()[1:]:
            if line.startswith(("$ ", "before: ", "after: ")):
                key, _, rest = line.partition(" ")
                said[key.strip("$:")] = rest
            elif FILE.fullmatch(line):
                additions[line] = []
            else:
                additions[[*additions][-1]].append(line)
        yield pytest.param(additions, said[""], said["before"], said["after"], id=part.splitlines()[0].strip("# "))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout to try recipes on: the package and its seeds."""
    folder = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__", "samples")
    shutil.copytree(PACKAGE, folder / "extract" / "riscontro", ignore=ignored)
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


def ask(copy: Path, command: str) -> str:
    """The answer of the copy, blanks as one."""
    call = [sys.executable, "-c", "from riscontro.cli import main; main()", *shlex.split(command)[1:]]
    env = {**os.environ, "PYTHONPATH": str(copy / "extract"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(call, env=env, capture_output=True, text=True, encoding="utf-8", check=True)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("command", list(commands()))
def test_the_command_and_its_options_exist(command: str) -> None:
    name, *arguments = shlex.split(command)[1:]
    assert name in GROUP.commands, f"{command}: no such command; there are {', '.join(GROUP.commands)}"
    known = {option for parameter in GROUP.commands[name].params for option in parameter.opts} | {"--help"}
    used = {argument.strip("[]") for argument in arguments if argument.strip("[").startswith("-")} - {"-"}
    assert used <= known, f"{command}: {name} has no {', '.join(sorted(used - known))}"


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in GROUP.commands if f"`riscontro {name} " not in text] == []


@pytest.mark.parametrize("said", list(paths()))
def test_the_path_exists(said: str) -> None:
    inside = [folder for folder in (ROOT, PACKAGE, PACKAGE / "languages" / "it") if (folder / said).exists()]
    by_name = "/" not in said and any(any(folder.rglob(said)) for folder in (PACKAGE, ROOT / "seeds", ROOT / "docs"))
    assert inside or by_name, f"{said}: no such file"


@pytest.mark.parametrize("target", targets())
def test_make_knows_the_target(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("sql", "shown"), list(queries()))
def test_the_query_runs(sql: str, shown: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = query(built_warehouse(tmp_path_factory.getbasetemp()), sql)
    assert rows, "the fixture answers nothing"
    assert len(rows[0]) == shown, "the answer on the page has other columns"


def test_the_derivation_is_the_one_shown(cli: Callable[..., Any]) -> None:
    block = next(block for block in blocks(README, "text") if block.startswith("$ riscontro explain"))
    command, _, shown = block.partition("\n")
    assert cli(*shlex.split(command)[2:]).stdout == shown


@pytest.mark.parametrize(("additions", "command", "before", "after"), list(recipes()))
def test_the_recipe_works(copy: Path, additions: dict[str, list[str]], command: str, before: str, after: str) -> None:
    assert before in ask(copy, command)
    for file, lines in additions.items():
        with (copy / file).open("a", encoding="utf-8") as out:
            out.write("".join(line + "\n" for line in lines))
    assert after in ask(copy, command)


@pytest.mark.parametrize("block", list(seed_blocks()))
def test_the_rows_fit_a_seed(block: str) -> None:
    header, *rows = csv.reader(block.splitlines())
    headers = [next(csv.reader([seed.read_text(encoding="utf-8").splitlines()[0]])) for seed in SEEDS.glob("*.csv")]
    assert header in headers
    assert [row for row in rows if len(row) != len(header)] == []


@pytest.mark.parametrize("record", list(records()))
def test_the_record_has_examples(record: dict[str, Any]) -> None:
    assert record["examples"]
    assert record["counter_examples"]


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_contract_names_every_column_in_order() -> None:
    table = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8").split("\n## ")[1]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert tuple(name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)) == FACT_COLUMNS


@pytest.mark.parametrize("kinds", [catalog.ACTOR_KINDS, catalog.NAME_KINDS, catalog.PLACE_KINDS])
def test_every_kind_of_a_seed_is_explained(kinds: tuple[str, ...]) -> None:
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    assert [kind for kind in kinds if not re.search(rf"\b{kind}\b", text)] == []


@pytest.mark.parametrize("section", ["nouns", "predicates", "cues"])
def test_every_key_of_a_record_is_explained(section: str) -> None:
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    records = [record for code in available() for record in load(code).section(section)]
    assert {key for record in records for key in record if not re.search(rf"`{key}\b", text)} - {"id"} == set()
    assert {record["kind"] for record in records if "kind" in record and f"`{record['kind']}`" not in text} == set()


@pytest.mark.parametrize("seed", sorted(seed.name for seed in SEEDS.glob("*.csv")))
def test_every_column_of_a_seed_is_explained(seed: str) -> None:
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    header = (SEEDS / seed).read_text(encoding="utf-8").splitlines()[0]
    assert f"`seeds/{seed}`" in text or f"\n{header}\n" in text
    assert [column for column in header.split(",") if not re.search(rf"\b{column}\b", text)] == []


def test_every_reason_of_a_rejection_is_explained() -> None:
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    reasons = {r.reason for d in read([SAMPLES], on_problem=lambda _: None) for r in extract(d).rejected}
    assert sorted(reason for reason in reasons if f"`{reason}`" not in text) == []


def test_every_part_of_a_frame_is_explained() -> None:
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    parts = {part for row in catalog.rows("frames") for key in ("actor", "counterpart") for part in row[key].split()}
    assert sorted(part for part in parts if f"`{part}`" not in text) == []
