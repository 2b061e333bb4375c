"""The tables of schema `raw`: names, columns and plain types. Data only; warehouse.py makes them."""

from __future__ import annotations

from riscontro.model import FACT_COLUMNS

SCHEMA = "raw"
STORAGE_VERSION = "v1.2.0"  # what clients since 1.2 can read; fixed when the file is made
RESERVED_NAMES = frozenset({"raw", "seeds", "staging", "intermediate", "marts", "main", "temp", "system", "memory"})

_NOT_TEXT = {
    "value": "DOUBLE",
    "value_low": "DOUBLE",
    "value_high": "DOUBLE",
    "date": "DATE",
    "date_end": "DATE",
    "hedged": "BOOLEAN",
    "char_start": "BIGINT",
    "char_end": "BIGINT",
    "published": "DATE",
    "started_at": "TIMESTAMP",
    "finished_at": "TIMESTAMP",
    "signature": "UINTEGER[]",
    "buckets": "UBIGINT[]",
    "similarity": "DOUBLE",
    "fetched": "TIMESTAMP",
    "page": "BIGINT",
}
_COUNTS = (
    "documents_read",
    "documents_new",
    "documents_changed",
    "documents_reextracted",
    "documents_unchanged",
    "documents_duplicate",
    "facts",
    "rejections",
    "problems",
    "quarantined",
)
METADATA = ("title", "publisher", "published", "language", "url", "origin")
READING = ("fetched", "content_key", "page_key")  # how it was read: no part of what the document is
_NAMES: dict[str, tuple[str, ...]] = {
    "documents": ("document_id", "text", *METADATA, *READING, "text_hash", "rule_fingerprint"),
    "document_pages": ("document_id", "page", "char_start"),
    "document_warnings": ("document_id", "reason", "detail"),
    "document_versions": (
        *("version_id", "document_id", "replaced_by", "run_id", "text", *METADATA, *READING, "text_hash"),
        "rule_fingerprint",
    ),
    "fact_versions": ("version_id", *FACT_COLUMNS),
    "facts": FACT_COLUMNS,
    "rejections": ("document_id", "char_start", "char_end", "text", "quote", "reason", "detail"),
    "problems": ("run_id", "place", "reason", "expected", "action"),
    "runs": ("run_id", "started_at", "finished_at", "version", "rule_fingerprint", *_COUNTS),
    "quarantine": ("fact_id", "expectation", "observed", "expected"),
    "document_signatures": ("document_id", "text_hash", "published", "signature", "buckets"),
    "document_neighbours": ("document_id", "other", "similarity"),
    "document_origins": ("document_id", "origin_id", "copy_of", "similarity"),
}


def _type(column: str) -> str:
    return "BIGINT" if column == "run_id" or column in _COUNTS else _NOT_TEXT.get(column, "VARCHAR")


TABLES: dict[str, dict[str, str]] = {
    table: {column: _type(column) for column in columns} for table, columns in _NAMES.items()
}


def create_sql(table: str) -> str:
    """The statement that makes one table of `raw`."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in TABLES[table].items())
    return f"create table {SCHEMA}.{table} ({columns})"
