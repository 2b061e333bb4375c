"""Stored documents in; which of them are copies of which out, as `raw.document_origins`: a wire story in five outlets
is one origin. Texts are compared by MinHash over pairs of words, near neighbours in time only, never all with all.

A document is only ever a copy of an earlier one, so what comes later changes nothing about what came before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from riscontro import lexicon
from riscontro.sentences import split
from riscontro.text import bare
from riscontro.warehouse_files import connect

ALIKE = 0.25  # share of word pairs in common; shortened and reworded copies keep a third, unrelated news a tenth
WITHIN_DAYS = 7  # a copy runs within days of the first text; the same wording months later is a new text
VALUES, ROWS = 192, 3  # length of a signature, and how many of its values must agree to look closer
BATCH = 1_000  # documents in memory at a time
MEMORY = "2GB"
_SEED = 1
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd, so that no bit of a value is lost
_WORD = re.compile(r"\w+")

# Documents that are gone, or whose text or day is another than when they were signed.
_GONE = """
create or replace temp table gone as select s.* from raw.document_signatures as s anti join raw.documents as d
    on d.document_id = s.document_id and d.text_hash = s.text_hash and d.published is not distinct from s.published;
delete from raw.document_signatures where document_id in (select document_id from gone);
delete from raw.document_neighbours where document_id in (select document_id from gone);
create or replace temp table come as select d.document_id from raw.documents as d
    anti join raw.document_signatures as s on d.document_id = s.document_id;
"""
_UNREAD = """
select d.document_id, d.text_hash, d.published, d.text, d.language from raw.documents as d
anti join raw.document_signatures as s on d.document_id = s.document_id order by d.document_id limit ?
"""
_BUCKETS = "select document_id, unnest(buckets) as bucket, unnest(range(len(buckets))) as band from"
# Only in a bucket that something came into or went out of can a text have another one before it.
_LOOKED_AT = f"""
create or replace temp table touched as select distinct band, bucket from (
    {_BUCKETS} gone union all {_BUCKETS} raw.document_signatures where document_id in (from come));
create or replace temp table looked_at as select distinct document_id from ({_BUCKETS} raw.document_signatures) as b
    semi join touched as t on b.band = t.band and b.bucket = t.bucket;
create or replace temp table shared as select distinct band, bucket from (
    {_BUCKETS} raw.document_signatures where document_id in (from looked_at));
"""
# The text before each one in each bucket is looked at: the number of pairs grows with the texts, not with their square.
# Of two texts of one day the longer one comes first: copies are cut, seldom extended.
_COMPARE = f"""
create or replace temp table compared as with members as (
    select b.*, d.published, length(d.text) as length from ({_BUCKETS} raw.document_signatures) as b
    semi join shared as s on b.band = s.band and b.bucket = s.bucket
    inner join raw.documents as d on b.document_id = d.document_id
),
neighbours as (
    select document_id, published, lag(document_id) over earlier as other, lag(published) over earlier as before
    from members window earlier as (
        partition by band, bucket order by published nulls last, length desc, document_id)
),
pairs as (
    select distinct document_id, other from neighbours
    where document_id in (from looked_at) and other is not null
        and coalesce(published - before <= {WITHIN_DAYS}, true)
)
select p.*, len(list_filter(list_zip(a.signature, b.signature), lambda v: v[1] = v[2])) / {VALUES} as similarity
from pairs as p
inner join raw.document_signatures as a on p.document_id = a.document_id
inner join raw.document_signatures as b on p.other = b.document_id;
delete from raw.document_neighbours where document_id in (from looked_at);
insert into raw.document_neighbours
select document_id, arg_max(other, (similarity, other)), max(similarity) from compared
where similarity >= {ALIKE} group by document_id order by document_id;
"""
_PAIRS = """
select d.document_id, d.published, n.other, n.similarity
from raw.document_neighbours as n inner join raw.documents as d on n.document_id = d.document_id
order by d.published nulls last, length(d.text) desc, d.document_id
"""
_DAYS = "select document_id, published from raw.documents where published is not null"
_WRITE = """
insert into raw.document_origins
select d.document_id, coalesce(c.origin_id, d.document_id), c.copy_of, c.similarity
from raw.documents as d
left join (
    select unnest(?::varchar[]) as document_id, unnest(?::varchar[]) as origin_id, unnest(?::varchar[]) as copy_of,
        unnest(?::double[]) as similarity
) as c on d.document_id = c.document_id
order by d.document_id
"""


def find(warehouse: Path) -> int:
    """Brings `raw.document_origins` up to date with `raw.documents`; returns the number of copies.

    Only texts beside which one came, went or changed since the last time are compared.
    """
    with connect(warehouse) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        con.execute("begin")
        con.execute(_GONE)
        while unread := con.execute(_UNREAD, [BATCH]).fetchall():
            _sign(con, unread)
        if con.execute("select 1 from gone union all select 1 from come limit 1").fetchall():
            con.execute(_LOOKED_AT)
            con.execute(_COMPARE)
            copies = _copies(con.execute(_PAIRS).fetchall(), dict(con.execute(_DAYS).fetchall()))
            con.execute("delete from raw.document_origins")
            con.execute(_WRITE, [list(column) for column in zip(*copies, strict=True)] or [[]] * 4)
        con.execute("commit")
        return int(con.execute("select count(copy_of) from raw.document_origins").fetchall()[0][0])


def _copies(
    pairs: Sequence[tuple[str, dt.date | None, str, float]], days: dict[str, dt.date]
) -> list[tuple[str, str, str, float]]:
    """(document, origin, copied text, similarity), in order of publication, so that the text before has its origin."""
    origins: dict[str, str] = {}
    found = []
    for document, published, other, similarity in pairs:
        origin = origins.get(other, other)
        if published and origin in days and (published - days[origin]).days > WITHIN_DAYS:
            continue
        origins[document] = origin
        found.append((document, origin, other, similarity))
    return found


def _sign(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]) -> None:
    import numpy as np
    from datasketch import MinHash

    ids, hashes, days, texts, languages = zip(*rows, strict=True)
    shingles = [list(_shingles(text, language)) for text, language in zip(texts, languages, strict=True)]
    made = MinHash.bulk(shingles, num_perm=VALUES, seed=_SEED)
    signatures = [one.hashvalues if some else made[0].hashvalues[:0] for one, some in zip(made, shingles, strict=True)]
    # Texts with the same values in one band are in one bucket of it.
    buckets = [(one.reshape(-1, ROWS).astype(np.uint64) * np.array(_MIX, np.uint64)).sum(axis=1) for one in signatures]
    columns = ("varchar[]", "varchar[]", "date[]", "uinteger[][]", "ubigint[][]")
    con.execute(
        f"insert into raw.document_signatures select {', '.join(f'unnest(?::{kind})' for kind in columns)}",
        [list(ids), list(hashes), list(days), *([one.tolist() for one in many] for many in (signatures, buckets))],
    )


def _shingles(text: str, language: str) -> Iterator[bytes]:
    """Neighbouring words of the story; where a site says 'read also', nothing is copied."""
    if language in lexicon.available():
        text = " ".join(text[s.start : s.end] for s in split(text, lexicon.load(language)) if not s.chrome)
    words = _WORD.findall(bare(text).lower())
    yield from (f"{one} {other}".encode() for one, other in pairwise(words))
