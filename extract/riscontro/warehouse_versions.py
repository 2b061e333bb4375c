"""Earlier texts of a page, with the facts that they yielded: kept where a newer version has taken their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from riscontro.model import Extraction, stable_id
from riscontro.warehouse_rows import insert, row, text_hash
from riscontro.warehouse_schema import TABLES


def keep_version(con: duckdb.DuckDBPyConnection, document_id: str, replaced_by: str, run_id: int) -> None:
    """Copies a stored document and its facts to the versions; it can be removed then."""
    (text,) = con.execute("select text_hash from raw.documents where document_id = ?", [document_id]).fetchall()[0]
    version_id = stable_id(document_id, text)
    given = {"version_id": version_id, "replaced_by": replaced_by, "run_id": run_id}
    columns = ", ".join("?" if name in given else f'"{name}"' for name in TABLES["document_versions"])
    values = [given[name] for name in TABLES["document_versions"] if name in given]
    con.execute("delete from raw.document_versions where version_id = ?", [version_id])
    con.execute("delete from raw.fact_versions where version_id = ?", [version_id])
    sql = f"insert into raw.document_versions select {columns} from raw.documents where document_id = ?"
    con.execute(sql, [*values, document_id])
    con.execute(
        "insert into raw.fact_versions select ?, * from raw.facts where document_id = ?", [version_id, document_id]
    )


def keep_older(
    con: duckdb.DuckDBPyConnection,
    found: Sequence[Extraction],
    replaced_by: Mapping[str, str],
    run_id: int,
    fingerprints: Mapping[str, str],
) -> None:
    """Writes documents that came after their newer versions straight to the versions."""
    ids = {one.document.id: stable_id(one.document.id, text_hash(one.document)) for one in found}
    documents = [
        row(one.document, fingerprints.get(one.document.language, ""))
        | {"version_id": ids[one.document.id], "replaced_by": replaced_by[one.document.id], "run_id": run_id}
        for one in found
    ]
    insert(con, "document_versions", documents, order=("version_id",))
    facts = ({"version_id": ids[one.document.id]} | fact.row() for one in found for fact in one.facts)
    insert(con, "fact_versions", facts, order=("version_id", "char_start", "metric", "actor", "fact_id"))
