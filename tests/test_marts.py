"""The dbt project from outside: a golden file a mart, types, descriptions, and what an analyst does by hand."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from built import HERE, built_warehouse

from riscontro import marts
from riscontro.errors import RiscontroError
from riscontro.paths import DBT_PROJECT, SEEDS
from riscontro.warehouse import query

MODELS = sorted(DBT_PROJECT.glob("models/*/*.sql"))
MARTS = [path.stem for path in MODELS if path.parent.name == "marts"]
# The seeds hold more than the fixture meets: only what it meets is in the golden file.
MET = {
    "dim_actors": "facts_as_actor + facts_as_claimant > 0",
    "dim_metrics": "facts > 0",
    "dim_publishers": "documents > 0",
    "dim_places": "facts > 0",
}


@pytest.fixture
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_warehouse(tmp_path_factory.getbasetemp())


def properties(model: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(model.with_suffix(".yml").read_text(encoding="utf-8"))
    return content


def table_columns(warehouse: Path, model: Path) -> dict[str, str]:
    sql = "select column_name, lower(data_type) from duckdb_columns() where schema_name = ? and table_name = ?"
    return dict(query(warehouse, f"{sql} order by column_index", [model.parent.name, model.stem]))


@pytest.mark.parametrize("mart", MARTS)
def test_golden(mart: str, built: Path, golden: Callable[[Path, str], None]) -> None:
    columns = [
        column["name"] for column in properties(DBT_PROJECT / f"models/marts/{mart}.sql")["models"][0]["columns"]
    ]
    rows = query(built, f"select * from marts.{mart} where {MET.get(mart, 'true')} order by all")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *rows])
    golden(HERE / f"{mart}.csv", text.getvalue())


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_every_column_is_described_and_nothing_else(model: Path, built: Path) -> None:
    (said,) = properties(model)["models"]
    assert said["name"] == model.stem
    assert said["description"].startswith("Grain: ")
    assert all(column["description"] for column in said["columns"])
    assert {column["name"] for column in said["columns"]} == set(table_columns(built, model))


@pytest.mark.parametrize("mart", MARTS)
def test_a_mart_has_exactly_the_types_of_its_contract(mart: str, built: Path) -> None:
    model = DBT_PROJECT / f"models/marts/{mart}.sql"
    promised = {column["name"]: column["data_type"] for column in properties(model)["models"][0]["columns"]}
    assert table_columns(built, model) == promised


@pytest.mark.parametrize("mart", MARTS)
def test_a_mart_has_data_tests_and_a_unit_test(mart: str) -> None:
    said = properties(DBT_PROJECT / f"models/marts/{mart}.sql")
    assert any("data_tests" in column for column in said["models"][0]["columns"])
    assert {test["model"] for test in said["unit_tests"]} == {mart}


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_a_model_is_short(model: Path) -> None:
    assert len(model.read_text(encoding="utf-8").splitlines()) < 60


@pytest.mark.parametrize("mart", ["fct_facts", "fct_claims", "cmp_claims_by_claimant", "cmp_claims_over_time"])
def test_a_fact_in_quarantine_is_in_no_mart(mart: str, built: Path) -> None:
    assert query(built, "select value from raw.facts where fact_id = 'f40'") == [(9000000,)]
    column = "value_high" if "fct" in mart else "highest"
    assert query(built, f"select count(*) from marts.{mart} where {column} = 9000000") == [(0,)]


def test_descriptions_are_in_the_file(built: Path) -> None:
    (said,) = query(built, "select comment from duckdb_tables() where table_name = 'fct_claims'")
    assert said[0].startswith("Grain: a distinct claim")
    sql = "select count(*) from duckdb_columns() where schema_name = 'marts' and comment is null"
    assert query(built, sql) == [(0,)]


def test_a_renamed_file_still_works(built: Path, tmp_path: Path) -> None:
    copy = shutil.copy(built, tmp_path / "renamed.duckdb")
    assert query(copy, "select count(*) from staging.stg_facts") == [(39,)]


def test_what_dbt_leaves_is_beside_the_file(built: Path) -> None:
    assert sorted(path.name for path in built.parent.iterdir()) == ["marts_fixture.dbt", "marts_fixture.duckdb"]


def test_the_process_is_as_before(built: Path) -> None:
    assert "RISCONTRO_WAREHOUSE" not in os.environ
    assert Path.cwd() != DBT_PROJECT


def test_a_mart_that_cannot_be_built_is_told_in_one_line(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built, tmp_path / "broken.duckdb"))
    with duckdb.connect(str(copy)) as con:
        con.execute("insert into raw.documents select * from raw.documents limit 1")
    for told in (r"not right: int_build: .*unique_int_documents_document_id: 1", r"not right: unique_.*: .*dbt\.log$"):
        with pytest.raises(RiscontroError, match=told) as caught:  # what changed is built, then all of it
            marts.build(copy)
        assert "\n" not in str(caught.value)


def test_a_file_that_another_process_holds_is_told_at_once(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built, tmp_path / "held.duckdb"))
    code = "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); input()"
    line = [sys.executable, "-c", code, copy]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(RiscontroError, match=f"process {holder.pid} holds this warehouse open"):
            marts.build(copy)
        holder.communicate(b"\n")


@pytest.fixture
def checkout(built: Path, tmp_path: Path) -> Path:
    """A copy of the project with a loaded warehouse where `make run` writes it."""
    shutil.copytree(DBT_PROJECT, tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    shutil.copytree(SEEDS, tmp_path / "seeds")
    (tmp_path / "warehouse").mkdir()
    shutil.copy(built, tmp_path / "warehouse" / "riscontro.duckdb")
    return tmp_path


def test_dbt_by_hand_with_nothing_set(checkout: Path) -> None:
    """run, test (unit tests too) and docs, in the folder, without a network; the marts are as before."""
    offline = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "HOME": str(checkout)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "RISCONTRO_"))}
    file = checkout / "warehouse" / "riscontro.duckdb"
    before = query(file, "select * from marts.fct_claims order by all")
    for command in (["run"], ["test"], ["docs", "generate"]):
        line = [Path(sys.executable).with_name("dbt"), "--no-use-colors", *command]
        where = {"cwd": checkout / "dbt_project", "env": environment | offline}
        done = subprocess.run(line, **where, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert query(file, "select * from marts.fct_claims order by all") == before
    assert (checkout / "dbt_project" / "target" / "catalog.json").exists()


def test_dbt_by_hand_has_the_same_limits() -> None:
    profile = (DBT_PROJECT / "profiles.yml").read_text(encoding="utf-8")
    for setting, (name, usual) in marts._LIMITS.items():
        assert f"{setting}: \"{{{{ env_var('{name}', '{usual}') }}}}\"" in profile
