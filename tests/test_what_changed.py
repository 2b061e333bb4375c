"""A build after documents came, changed and went: the rows of a whole one in every mart, and the same checks."""

from __future__ import annotations

import datetime as dt
import importlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import built
import duckdb
import pytest

from riscontro import marts, origins, what_changed
from riscontro.errors import RiscontroError
from riscontro.paths import ROOT
from riscontro.warehouse import load, query

pytestmark = pytest.mark.xdist_group("what_changed")  # what it builds is built once

FACTS = 1_500
LOOKED_AT: dict[Path, int] = {}  # documents, by warehouse
# A tenth of the documents each: gone, of another day, with other facts, with facts in quarantine.
CHANGES = """
create temp table parts as
    select document_id, row_number() over (order by md5(document_id)) % 10 as part from raw.documents;
delete from raw.facts where document_id in (select document_id from parts where part = 1);
delete from raw.document_origins where document_id in (select document_id from parts where part = 1);
delete from raw.documents where document_id in (select document_id from parts where part = 1);
update raw.documents set published = published - 20 where document_id in (select document_id from parts where part = 2);
update raw.documents set text_hash = md5(text_hash) where document_id in (select document_id from parts where part = 3);
update raw.facts set metric = 'troops_killed', unit = 'person', value_low = 2 * value_low, value_high = 2 * value_high
    where document_id in (select document_id from parts where part = 3);
insert into raw.quarantine select fact_id, 'value_in_range', '0', '1' from raw.facts
    where document_id in (select document_id from parts where part = 4);
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built warehouse of synthetic news, in which much has changed since."""
    path = tmp_path_factory.mktemp("news") / "news.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        synthetic = importlib.import_module("synthetic")
        synthetic.make(path, FACTS)
        build(path)
        synthetic.add(path, FACTS, 0.05)
    with duckdb.connect(str(path)) as con:
        con.execute(CHANGES)
    return path


@pytest.fixture(scope="module")
def followed(news: Path) -> Path:
    """It, with what changed built."""
    return build(copy(news, "followed"))


@pytest.fixture(scope="module")
def anew(news: Path) -> Path:
    """It, with all of it built anew."""
    return whole(news)


def build(path: Path, as_of: dt.date | None = None) -> Path:
    """Builds the marts; synthetic news know their copies, no text is to be compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(origins, "find", lambda warehouse: 0)
        looked_at(path, lambda: marts.build(path, as_of=as_of))
    return path


def looked_at(path: Path, step: Callable[[], object]) -> None:
    """Does a step, and notes how many documents a build of what changed looked at in it, or that it was a whole one."""
    run, counts = what_changed._run, {}

    def counted(build: Any, model: Any) -> tuple[int, int]:
        counts[model.name] = run(build, model)
        return counts[model.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(what_changed, "_run", counted)
        step()
    LOOKED_AT[path] = counts["int_changed_documents"][0] if counts else len(query(path, "from raw.documents"))


def copy(path: Path, name: str) -> Path:
    """A copy, with what dbt keeps beside it."""
    shutil.copytree(path.with_suffix(".dbt"), path.with_name(f"{name}.dbt"))
    return Path(shutil.copy(path, path.with_name(f"{name}.duckdb")))


def whole(path: Path) -> Path:
    """A copy, all of it built anew."""
    anew = copy(path, "anew")
    with duckdb.connect(str(anew)) as con:
        con.execute("delete from intermediate.int_build")
    return build(anew)


def differences(one: Path, other: Path) -> dict[str, int]:
    """Rows of each mart that one file has and the other has not; marts that differ only."""
    names = [name for (name,) in query(one, "select table_name from duckdb_tables() where schema_name = 'marts'")]
    assert len(names) == 15
    with duckdb.connect() as con:
        con.execute(f"attach '{one}' as one (read_only); attach '{other}' as other (read_only)")
        sides = [("one", "other"), ("other", "one")]
        sql = "select count(*) from (from {}.marts.{} except all from {}.marts.{})"
        counts = {
            name: sum(con.execute(sql.format(a, name, b, name)).fetchall()[0][0] for a, b in sides) for name in names
        }
    return {name: count for name, count in counts.items() if count}


def rebuilt(path: Path) -> list[tuple[int, int]]:
    """How many documents the last build has written again, and how many there are."""
    return [(LOOKED_AT[path], *query(path, "select count(*) from raw.documents")[0])]


def test_every_mart_is_as_if_all_had_been_built(followed: Path, anew: Path) -> None:
    ((looked_at, documents),) = rebuilt(followed)
    assert 0 < looked_at < 0.7 * documents
    assert differences(followed, anew) == {}


def test_nothing_that_changed_is_nothing_to_do(followed: Path, anew: Path) -> None:
    again = build(copy(followed, "again"))
    assert rebuilt(again)[0][0] == 0
    assert differences(again, anew) == {}


def test_now_and_then_a_build_puts_the_pieces_of_tables_together(
    followed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_changed, "_TIDY", 3)
    path = copy(followed, "tidied")
    pieces = []
    for _ in range(2):
        with duckdb.connect(str(path)) as con:
            con.execute("update raw.documents set text_hash = md5(text_hash) where md5(document_id) < '1'")
        build(path)
        counted = "select count(distinct row_group_id) from pragma_storage_info('marts.fct_facts')"
        pieces += query(path, f"select builds, ({counted}) from intermediate.int_build")
    assert pieces == [(2, 2), (3, 1)]


WRONG = {
    "date_end = date - 1": "interval_in_order_fct_facts_date_end__date: 1",
    "status = 'perhaps'": "accepted_values_fct_facts_status__actual__planned__denied: 1",
    "unit = null": "not_null_fct_facts_unit: 1",
    "actor = 'NOBODY'": "relationships_fct_facts_actor__actor__ref_dim_actors_: 1",
    "fact_id = (select min(fact_id) from raw.facts)": "unique_fct_facts_fact_id: 1",
}


def test_what_changed_is_checked_and_then_all_is_built(followed: Path) -> None:
    path = copy(followed, "wrong")
    some = f"from marts.fct_facts where date is not null and not is_copy order by fact_id desc limit {len(WRONG)}"
    with duckdb.connect(str(path)) as con:
        con.execute("delete from raw.quarantine")
        con.execute("create table raw_facts as from raw.facts")
        facts = con.execute(f"select document_id, fact_id {some}").fetchall()
        for change, (document, fact) in zip(WRONG, facts, strict=True):
            con.execute(f"update raw.facts set {change} where fact_id = ?", [fact])
            con.execute("update raw.documents set text_hash = 'x' || text_hash where document_id = ?", [document])
    with pytest.raises(RiscontroError, match="int_build: ") as told:
        build(path)
    assert [check for check in WRONG.values() if check not in str(told.value)] == []
    with duckdb.connect(str(path)) as con:
        con.execute("delete from raw.facts; insert into raw.facts from raw_facts; drop table raw_facts")
    build(path)
    ((looked_at, documents),) = rebuilt(path)
    assert looked_at == documents


def test_the_day_of_the_marts_is_a_reason_to_build_all(followed: Path, anew: Path) -> None:
    path = build(copy(followed, "day"), as_of=dt.date(2024, 12, 31))
    days = "select max(published) <= date '2024-12-31', count(*) > 0 from marts.dim_documents"
    assert query(path, days) == [(True, True)]
    assert differences(build(path), anew) == {}


def test_a_document_is_changed_two_come_a_fact_fails_its_check(tmp_path: Path) -> None:
    first, *others = built.documents()
    path = tmp_path / "step_by_step.duckdb"
    for documents in ([first, *others[:7]], [replace(first, published=dt.date(2024, 10, 20)), *others]):
        load(path, documents, extract=built.extract, fingerprints={"it": "1"}, started_at=built.START)
        looked_at(path, lambda: marts.build(path))
        with duckdb.connect(str(path)) as con:
            con.execute("insert into raw.quarantine values ('f24', 'value_in_range', '600', 'at most 500')")
    assert rebuilt(path) == [(4, 10)]
    assert differences(path, whole(path)) == {}
