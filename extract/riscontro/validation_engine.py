"""Great Expectations over an open DuckDB connection: a query and expectations in, the keys of the failing rows out.

The stock SQL engine reads its results after it has closed the connection, which DuckDB does not forgive. Slow to
import: only from inside functions.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import duckdb

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while great_expectations is imported

import great_expectations as gx
import sqlalchemy as sa
from duckdb_sqlalchemy import ConnectionWrapper
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

Expectation = Mapping[str, Any]  # type and kwargs
EngineType = type[SqlAlchemyExecutionEngine]


class SuiteError(Exception):
    """An expectation that Great Expectations cannot read or run: the suite is at fault, not the data."""


class Borrowed(ConnectionWrapper):
    """A connection that somebody else has opened, and closes.

    An engine that is no longer used ends its transaction and its connection whenever the garbage collector finds it:
    neither may reach the real one, which has temporary tables by then, or is closed.
    """

    autocommit = True

    def commit(self) -> None:
        """Nothing to do: every statement stands for itself."""

    def rollback(self) -> None:
        """Nothing to do: every statement stands for itself."""

    def close(self) -> None:
        """Leaves it open."""


class DuckDBEngine(SqlAlchemyExecutionEngine):
    """Keeps its one connection open, so that results can be read and temporary tables seen."""

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        """The connection of this engine, the same every time."""
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection


class DuckDBDatasource(SQLDatasource):
    """A datasource over a borrowed connection."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]

    @property
    def execution_engine_type(self) -> EngineType:
        """What runs the queries."""
        return DuckDBEngine

    def use(self, con: duckdb.DuckDBPyConnection) -> None:
        """Runs every query on `con`."""
        shared = Borrowed(con)
        self._engine = sa.create_engine("duckdb://", creator=lambda: shared, poolclass=sa.pool.StaticPool)
        self._cached_connection_string = self.connection_string

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        """The one engine over the shared connection."""
        if self._execution_engine is None:
            self._execution_engine = DuckDBEngine(engine=self._engine, create_temp_table=False)
        return self._execution_engine


def failing_keys(
    con: duckdb.DuckDBPyConnection, query: str, expectations: Sequence[Expectation], *, key: str, rows: int
) -> list[list[str | None]]:
    """For each expectation the `key` of every row of `query` that fails it; `rows` is how many rows there are.

    Two passes: the first only counts, in few queries over all rows; the second fetches, for what failed in the first.
    """
    with _quiet():
        batch = _batch(con, query)
        passed = _validate(batch, expectations, {"result_format": "BOOLEAN_ONLY"})
        failed = [n for n, result in enumerate(passed) if not result.success]
        # "partial" is what limits the list of failing keys, also in a complete result
        complete = {
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [key],
            "partial_unexpected_count": rows,
        }
        results = _validate(batch, [expectations[n] for n in failed], complete)
    keys: list[list[str | None]] = [[] for _ in expectations]
    for n, result in zip(failed, results, strict=True):
        keys[n] = [row[key] for row in result.result["unexpected_index_list"]]
    return keys


@contextmanager
def _quiet() -> Iterator[None]:
    """No log lines and warnings of the library: what the user has to know is in the result."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _batch(con: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The rows of `query` as Great Expectations wants them; nothing is written to disk."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    datasource = context.data_sources.add_duckdb(name="warehouse", connection_string="duckdb://")
    datasource.use(con)
    return datasource.add_query_asset(name="rows", query=query).add_batch_definition_whole_table("all").get_batch()


def _validate(batch: Any, expectations: Sequence[Expectation], result_format: dict[str, Any]) -> list[Any]:
    """One result per expectation, in order."""
    if not expectations:
        return []
    suite = gx.ExpectationSuite(name="suite")
    for n, one in enumerate(expectations):
        try:
            suite.add_expectation_configuration(ExpectationConfiguration(**one, meta={"n": n}))
        except Exception as error:  # from three libraries, without a common base
            raise SuiteError(f"{one['type']}: {' '.join(str(error).split())}") from error
    results = batch.validate(suite, result_format=result_format).results
    for result in results:
        _check_ran(result)
    return sorted(results, key=lambda result: result.expectation_config.meta["n"])


def _check_ran(result: Any) -> None:
    """SuiteError where an expectation stopped on an error: Great Expectations keeps it in the result."""
    info = result.exception_info or {}
    for one in [info] if "raised_exception" in info else info.values():
        if one["raised_exception"]:
            said = " ".join(str(one["exception_message"]).split())
            raise SuiteError(f"{result.expectation_config.type} {result.expectation_config.kwargs}: {said}")
