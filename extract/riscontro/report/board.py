"""A published file in; all that the page shows out, as tables ready for JSON: the queries of tables/, by file name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from riscontro.report import names, wording
from riscontro.report.packing import pack
from riscontro.report.source import Columns, columns, opened

QUERIES = Path(__file__).resolve().parent / "tables"
_SAFE_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much the page takes in; past that it shows aggregates, and says so."""

    facts: int = 12_000  # of complete questions together
    facts_of_one: int = 2_500  # of one complete question
    questions: int = 5_000
    aggregates: int = 1_000  # up to which place a question is listed that is not complete
    speakers: int = 12  # of a question that is not complete
    pairs: int = 60  # contradictions of a type, revisions, speakers of a question
    rows: int = 500  # of publishers, facts in quarantine, inputs set aside


def board(published: Path, *, room: Room | None = None) -> dict[str, Any]:
    """Tables by name, the names of what they speak of, and the wording of the interface."""
    room = room or Room()
    with opened(published) as con:
        tables = dict(_tables(con, room))
        return {
            "tables": {name: pack(table) for name, table in tables.items()},
            "names": _names(con, tables),
            "wording": {code: wording.load(code) for code in wording.languages()},
            "left": _left_out(con, tables),
        }


def _tables(con: duckdb.DuckDBPyConnection, room: Room) -> Iterator[tuple[str, Columns]]:
    """Each query's answer; the numbered ones prepare what the others read."""
    for path in sorted(QUERIES.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        wanted = {name: value for name, value in asdict(room).items() if f"${name}" in sql}
        answer = columns(con, sql, wanted)
        if not path.stem[0].isdigit():
            yield path.stem, _PREPARED.get(path.stem, dict)(answer)


def _marks(facts: Columns) -> Columns:
    """Where the value is in its quote, as a browser counts: in UTF-16 units."""
    for column in ("mark", "mark_end"):
        facts[column] = [
            None if n is None else _units(q[:n]) for q, n in zip(facts["quote"], facts[column], strict=True)
        ]
    return facts


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _addresses(documents: Columns) -> Columns:
    """Only what is an address of the web becomes a link."""
    documents["url"] = [
        url if url and url.strip().lower().startswith(_SAFE_ADDRESS) else None for url in documents["url"]
    ]
    return documents


_PREPARED = {"facts": _marks, "documents": _addresses}


def _names(con: duckdb.DuckDBPyConnection, tables: dict[str, Columns]) -> dict[str, Any]:
    """What the ids in the tables are called."""
    actors = {
        id_
        for table in tables.values()
        for column in ("actor", "counterpart", "claimant")
        for id_ in table.get(column, ())
        if id_
    }
    publishers = con.execute(
        "select publisher, name from marts.dim_publishers where documents > 0 order by 1"
    ).fetchall()
    return {
        "actors": names.actor_names(con, actors),
        "metrics": names.metric_names(con),
        "places": names.place_names(con, {id_ for id_ in tables["facts"]["location"] if id_}),
        "publishers": {id_: name for id_, name in publishers if name != id_},
    }


def _left_out(con: duckdb.DuckDBPyConnection, tables: dict[str, Columns]) -> dict[str, int]:
    """Facts and questions that the file has and the page does not."""
    facts, questions = con.execute(
        "select count(*), count(distinct question_id) from marts.fct_facts",
    ).fetchall()[0]
    return {
        "facts": facts - len(tables["facts"]["claim"]),
        "questions": questions - len(tables["questions"]["actor"]),
        "of_facts": facts,
    }
