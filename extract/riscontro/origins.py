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
_WORD = re.compile(r"\w+")

_GONE = """
delete from raw.document_signatures as s where not exists (
    select 1 from raw.documents as d where d.document_id = s.document_id and d.text_hash = s.text_hash)
"""
_UNREAD = """
select d.document_id, d.text_hash, d.text, d.language from raw.documents as d
anti join raw.document_signatures as s on d.document_id = s.document_id order by d.document_id limit ?
"""
# The text before each one in each bucket is looked at: the number of pairs grows with the texts, not with their square.
# Of two texts of one day the longer one comes first: copies are cut, seldom extended.
_PAIRS = f"""
with bands as (
    select s.document_id, d.published, length(d.text) as length, band,
        hash(list_slice(s.signature, band * {ROWS} + 1, band * {ROWS} + {ROWS})) as bucket
    from raw.document_signatures as s inner join raw.documents as d on s.document_id = d.document_id,
        range({VALUES // ROWS}) as bands(band)
    where len(s.signature) > 0
),
neighbours as (
    select document_id, published, length, lag(document_id) over earlier as other, lag(published) over earlier as before
    from bands window earlier as (
        partition by band, bucket order by published nulls last, length desc, document_id)
),
pairs as (
    select distinct document_id, published, length, other from neighbours
    where other is not null and coalesce(published - before <= {WITHIN_DAYS}, true)
),
compared as (
    select p.*, len(list_filter(list_zip(a.signature, b.signature), lambda v: v[1] = v[2])) / {VALUES} as similarity
    from pairs as p
    inner join raw.document_signatures as a on p.document_id = a.document_id
    inner join raw.document_signatures as b on p.other = b.document_id
)
select document_id, published, length, arg_max(other, (similarity, other)), max(similarity) from compared
where similarity >= {ALIKE} group by document_id, published, length
order by published nulls last, length desc, document_id
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
    """Brings `raw.document_origins` up to date with `raw.documents`; returns the number of copies."""
    with connect(warehouse) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        con.execute("begin")
        con.execute(_GONE)
        while unread := con.execute(_UNREAD, [BATCH]).fetchall():
            _sign(con, unread)
        copies = _copies(con.execute(_PAIRS).fetchall(), dict(con.execute(_DAYS).fetchall()))
        con.execute("delete from raw.document_origins")
        con.execute(_WRITE, [list(column) for column in zip(*copies, strict=True)] or [[]] * 4)
        con.execute("commit")
    return len(copies)


def _copies(
    pairs: Sequence[tuple[str, dt.date | None, int, str, float]], days: dict[str, dt.date]
) -> list[tuple[str, str, str, float]]:
    """(document, origin, copied text, similarity), in order of publication, so that the text before has its origin."""
    origins: dict[str, str] = {}
    found = []
    for document, published, _, other, similarity in pairs:
        origin = origins.get(other, other)
        if published and origin in days and (published - days[origin]).days > WITHIN_DAYS:
            continue
        origins[document] = origin
        found.append((document, origin, other, similarity))
    return found


def _sign(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]]) -> None:
    from datasketch import MinHash

    ids, hashes, texts, languages = zip(*rows, strict=True)
    shingles = [list(_shingles(text, language)) for text, language in zip(texts, languages, strict=True)]
    made = MinHash.bulk(shingles, num_perm=VALUES, seed=_SEED)
    signatures = [one.hashvalues.tolist() if some else [] for one, some in zip(made, shingles, strict=True)]
    sql = (
        "insert into raw.document_signatures select unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::uinteger[][])"
    )
    con.execute(sql, [list(ids), list(hashes), signatures])


def _shingles(text: str, language: str) -> Iterator[bytes]:
    """Neighbouring words of the story; where a site says 'read also', nothing is copied."""
    if language in lexicon.available():
        text = " ".join(text[s.start : s.end] for s in split(text, lexicon.load(language)) if not s.chrome)
    words = _WORD.findall(bare(text).lower())
    yield from (f"{one} {other}".encode() for one, other in pairwise(words))
