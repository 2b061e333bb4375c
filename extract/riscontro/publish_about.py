"""What the published file says about the run itself: what it read, what it set aside and why, what was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from riscontro.paths import EXPECTATIONS
from riscontro.validation_suites import load_suites

PUBLICATION = "publication"
WAREHOUSE = "warehouse_read"  # the warehouse's name while it is copied from


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A table: what it is, its rows as SQL over the attached warehouse, and (expression, description) by column."""

    said: str
    columns: Mapping[str, tuple[str, str]]
    rows: str

    def sql(self) -> str:
        """The query that gives the table."""
        columns = ", ".join(f"{what} as {name}" for name, (what, _) in self.columns.items())
        return f"select {columns} {self.rows}".replace("{0}", WAREHOUSE)


TABLES = {
    PUBLICATION: About(
        said="Grain: one row. Up to when the data of this file go, and what the run did that published it.",
        rows="from {0}.raw.runs order by run_id desc limit 1",
        columns={
            "published_at": (
                "(select max(published)::timestamp from {0}.raw.documents)",
                "Up to when the data go: the latest day of publication of a document, at midnight; not from a clock.",
            ),
            "run_id": ("run_id", "Number of the run in raw.runs of the warehouse."),
            "started_at": ("started_at", "When the run began (UTC), as the warehouse has it."),
            "finished_at": ("finished_at", "When the checks and the marts were done (UTC), as the warehouse has it."),
            "version": ("version", "Version of riscontro."),
            "rule_fingerprint": ("rule_fingerprint", "Hash of the rules that read the documents."),
            "documents": ("(select count(*) from {0}.raw.documents)", "Documents in the warehouse."),
            "facts": ("facts", "Facts in the warehouse, those in quarantine too."),
            "quarantined": ("quarantined", "Facts that failed a check: they are in no mart of this file."),
            "rejections": ("rejections", "Numbers that looked like facts."),
            "documents_read": ("documents_read", "Documents that the run read."),
            "documents_new": ("documents_new", "Of these, not known before."),
            "documents_changed": ("documents_changed", "Of these, with another text or other metadata than before."),
            "documents_reextracted": (
                "documents_reextracted",
                "Stored documents, extracted again under changed rules.",
            ),
            "documents_unchanged": (
                "documents_unchanged",
                "Documents read that the warehouse had already, as they are.",
            ),
            "problems": ("problems", "Inputs that were set aside."),
        },
    ),
    "publication_rejections": About(
        said="Grain: reason, publisher, language. Numbers that looked like facts and are none.",
        rows="from {0}.raw.rejections r left join {0}.marts.dim_documents d using (document_id)"
        " group by r.reason, d.publisher, d.language order by all",
        columns={
            "reason": ("r.reason", "Why the number is no fact."),
            "publisher": ("d.publisher", "Who published the documents."),
            "language": ("d.language", "ISO 639-1 code."),
            "rejections": ("count(*)", "Numbers rejected."),
            "documents": ("count(distinct r.document_id)", "Documents that they stand in."),
            "example": ("arg_min(r.quote, (length(r.quote), r.quote))", "The shortest sentence of these."),
        },
    ),
    "publication_quarantine": About(
        said="Grain: a fact and a check that it fails. These facts are in no mart.",
        rows="from {0}.raw.quarantine q left join (from {0}.raw.facts where fact_id in"
        " (select fact_id from {0}.raw.quarantine)"
        " qualify row_number() over (partition by fact_id order by document_id, char_start) = 1) f using (fact_id)"
        " left join {0}.marts.dim_documents d using (document_id) order by all",
        columns={
            "fact_id": ("q.fact_id", "The fact's key."),
            "expectation": ("q.expectation", "The check: a row of publication_checks."),
            "observed": ("q.observed", "What was found."),
            "expected": ("q.expected", "What was expected."),
            "actor": ("f.actor", "Whose quantity it is."),
            "metric": ("f.metric", "What is counted."),
            "document_id": ("f.document_id", "The document that makes the claim."),
            "publisher": ("d.publisher", "Who published it."),
            "quote": ("f.quote", "The sentence that carries the value."),
        },
    ),
    "publication_problems": About(
        said="Grain: an input that the run set aside.",
        rows="from {0}.raw.problems where run_id = (select max(run_id) from {0}.raw.runs) order by all",
        columns={
            "place": ("place", "File, or file and line."),
            "reason": ("reason", "A short id of what is wrong."),
            "expected": ("expected", "What was expected and what was found."),
            "action": ("action", "What to do about it."),
        },
    ),
    "publication_checks": About(
        said="Grain: a check that every fact had to pass. A fact that fails one is in quarantine.",
        rows="from the_checks c left join {0}.raw.quarantine q on q.expectation = c.expectation"
        " group by c.place, c.suite, c.expectation, c.expected, c.expectations, c.accepts_outliers order by c.place",
        columns={
            "expectation": ("c.expectation", "Name of the check."),
            "suite": ("c.suite", "The suite of Great Expectations that it is in."),
            "expected": ("c.expected", "What is expected; a name in braces stands for the fact's own value."),
            "expectations": ("c.expectations", "Of how many expectations it consists."),
            "accepts_outliers": ("c.accepts_outliers", "True where accepted outliers pass it."),
            "checked": ("(select count(*) from {0}.raw.facts)", "Facts checked."),
            "failed": ("count(distinct q.fact_id)", "Facts that failed it."),
        },
    ),
}


def copy(con: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Makes these tables in a schema of the open file, from the attached warehouse."""
    _put_checks(con)
    for name, table in TABLES.items():
        con.execute(f"create table {schema}.{name} as {table.sql()}")


def _put_checks(con: duckdb.DuckDBPyConnection) -> None:
    """The checks of the suites as a table of this connection."""
    con.execute(
        "create temp table the_checks (place bigint, suite varchar, expectation varchar, expected varchar,"
        " expectations bigint, accepts_outliers boolean)"
    )
    checks = [(suite.path.stem, check) for suite in load_suites(EXPECTATIONS) for check in suite.checks]
    for place, (suite, check) in enumerate(checks):
        row = (check.name, check.expectations[0].expected, len(check.expectations), check.accepts_outliers)
        con.execute("insert into the_checks values (?, ?, ?, ?, ?, ?)", [place, suite, *row])
