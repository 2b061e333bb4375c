"""What the published file holds: the tables of schema `marts` with their comments, and what is to say of the run."""

from __future__ import annotations

from pathlib import Path

import duckdb

from riscontro import publish_about
from riscontro.publish_about import PUBLICATION as PUBLICATION
from riscontro.publish_about import WAREHOUSE as WAREHOUSE

MARTS = "marts"
STORAGE_VERSION = "v1.0.0"  # what clients since 1.0 can read, as long as there are only plain tables
ENDED_WELL = "select finished_at is not null from raw.runs order by run_id desc limit 1"


def copy(con: duckdb.DuckDBPyConnection) -> None:
    """The marts of the attached warehouse into the open file, plain tables in their order."""
    con.execute(f"create schema {MARTS}")
    for table in tables(con, database=WAREHOUSE):
        con.execute(f'create table {MARTS}."{table}" as from {WAREHOUSE}.{MARTS}."{table}"')
    for relation, column, said in _comments(con):
        _comment(con, relation, column, said)
    publish_about.copy(con, MARTS)
    for name, about in publish_about.TABLES.items():
        _comment(con, name, None, about.said)
        for column, (_, said) in about.columns.items():
            _comment(con, name, column, said)


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
