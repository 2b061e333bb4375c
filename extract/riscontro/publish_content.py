"""What the published file holds: the tables of schema `marts` with their comments, and one row about the run."""

from __future__ import annotations

from pathlib import Path

import duckdb

MARTS = "marts"
PUBLICATION = "publication"
WAREHOUSE = "warehouse_read"  # the warehouse's name while it is copied from
STORAGE_VERSION = "v1.0.0"  # what clients since 1.0 can read, as long as there are only plain tables
ENDED_WELL = "select finished_at is not null from raw.runs order by run_id desc limit 1"
_ABOUT = "Grain: one row. Up to when the data of this file go, and what the run did that published it."
_COLUMNS = {  # of the publication: expression over raw.runs, and what it says
    "published_at": (
        "(select max(published)::timestamp from {0}.raw.documents)",
        "Up to when the data go: the latest day of publication of a document, at midnight. No clock is read for it.",
    ),
    "run_id": ("run_id", "Number of the run in raw.runs of the warehouse."),
    "started_at": ("started_at", "When the run began (UTC), as the warehouse has it."),
    "finished_at": ("finished_at", "When the checks and the marts were done (UTC), as the warehouse has it."),
    "version": ("version", "Version of riscontro."),
    "rule_fingerprint": ("rule_fingerprint", "Hash of the rules that read the documents."),
    "documents": ("(select count(*) from {0}.raw.documents)", "Documents in the warehouse."),
    "facts": ("facts", "Facts in the warehouse, those in quarantine too."),
    "quarantined": ("quarantined", "Facts that failed a check: they are in no table of this file."),
    "rejections": ("rejections", "Numbers that looked like facts."),
    "documents_read": ("documents_read", "Documents that the run read."),
    "documents_new": ("documents_new", "Of these, not known before."),
    "documents_changed": ("documents_changed", "Of these, with another text or other metadata than before."),
    "documents_reextracted": ("documents_reextracted", "Stored documents, extracted again under changed rules."),
    "documents_unchanged": ("documents_unchanged", "Documents read that the warehouse had already, as they are."),
    "problems": ("problems", "Inputs that were set aside."),
}


def copy(con: duckdb.DuckDBPyConnection) -> None:
    """The marts of the attached warehouse into the open file, plain tables in their order."""
    con.execute(f"create schema {MARTS}")
    for table in tables(con, database=WAREHOUSE):
        con.execute(f'create table {MARTS}."{table}" as from {WAREHOUSE}.{MARTS}."{table}"')
    for relation, column, said in _comments(con):
        _comment(con, relation, column, said)
    columns = ", ".join(f"{what.format(WAREHOUSE)} as {name}" for name, (what, _) in _COLUMNS.items())
    last = f"from {WAREHOUSE}.raw.runs order by run_id desc limit 1"
    con.execute(f"create table {MARTS}.{PUBLICATION} as select {columns} {last}")
    _comment(con, PUBLICATION, None, _ABOUT)
    for name, (_, said) in _COLUMNS.items():
        _comment(con, PUBLICATION, name, said)


def tables(con: duckdb.DuckDBPyConnection, *, database: str | None = None) -> list[str]:
    """The relations of schema `marts`, by name."""
    sql = "select table_name from information_schema.tables where table_schema = ? and table_catalog = "
    rows = con.execute(f"{sql} coalesce(?, current_database()) order by 1", [MARTS, database]).fetchall()
    return [row[0] for row in rows]


def _comments(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None, str]]:
    """(relation, its column or None, description) of the attached marts."""
    said = " union all ".join(
        f"select database_name, schema_name, {name} as relation, {column} as named, comment from duckdb_{kind}()"
        for kind, name, column in (
            ("tables", "table_name", "null"),
            ("views", "view_name", "null"),
            ("columns", "table_name", "column_name"),
        )
    )
    mine = "database_name = ? and schema_name = ? and comment is not null"
    return con.execute(f"select relation, named, comment from ({said}) where {mine}", [WAREHOUSE, MARTS]).fetchall()


def _comment(con: duckdb.DuckDBPyConnection, relation: str, column: str | None, said: str) -> None:
    what = f'table {MARTS}."{relation}"' if column is None else f'column {MARTS}."{relation}"."{column}"'
    con.execute(f"comment on {what} is {text(said)}")


def text(value: str | Path) -> str:
    """A text literal of SQL."""
    return "'" + str(value).replace("'", "''") + "'"
