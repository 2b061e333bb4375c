"""The articles of sample.yaml, published through the real marts: two questions, disagreement, a hostile article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import yaml

from riscontro import marts
from riscontro.model import Document, Extraction, Fact
from riscontro.publish import publish
from riscontro.warehouse import finish_run, load

START = dt.datetime(2025, 7, 14, 8, 0)
SCRIPT = "<script>window.hacked='script'</script>"
EVENT = "<img src=x onerror=\"window.hacked='event'\">"
HOSTILE = "HOSTILE"
QUOTE = (
    f"🎯 {SCRIPT} {EVENT} </script><!-- --> &lt;b&gt; \u2028 I caduti sono [77], dice "
    "<a href=\"javascript:window.hacked='link'\">un sito</a> data:text/html,<script>window.hacked='data'</script>"
)
PUBLISHER = f"evil.example\"'>{SCRIPT}{EVENT}"
TITLE = f"</title></script>{SCRIPT}{EVENT}"
ADDRESS = "javascript:window.hacked='url'"
ARTICLES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
SET_ASIDE = """
insert into raw.quarantine
    select fact_id, 'value_in_plausible_range', 'value 9000000', 'less' from raw.facts where value = 9e6;
insert into raw.rejections by name
    select document_id, 0 as char_start, 3 as char_end, '<b>' as text, $quote as quote, 'measure' as reason
    from raw.documents;
"""


def build(folder: Path) -> Path:
    """The published file in `folder`: loaded, built by dbt, published."""
    path = folder / "sample.duckdb"
    load(path, documents(), extract=extract, fingerprints={"it": "1"}, started_at=START)
    with duckdb.connect(str(path)) as con:
        for statement in SET_ASIDE.split(";\n")[:2]:
            con.execute(statement, {"quote": SCRIPT} if "$quote" in statement else None)
    marts.build(path)
    finish_run(path, run_id=1, finished_at=START)
    publish(path, folder / "sample_published.duckdb")
    return folder / "sample_published.duckdb"


def documents() -> list[Document]:
    """The articles; the hostile one has a script for an address."""
    return [_document(place, article) for place, article in enumerate(ARTICLES)]


def extract(batch: Iterable[Document]) -> Iterator[Extraction]:
    """What each article says."""
    for document in batch:
        statements = ARTICLES[int(document.id[1:])]["said"]
        yield Extraction(document, tuple(_fact(document, n, said) for n, said in enumerate(statements)), ())


def _document(place: int, article: dict[str, Any]) -> Document:
    hostile = article["publisher"] == HOSTILE
    return Document(
        id=f"d{place}",
        text="\n".join(_quote(said)[0] for said in article["said"]),
        language="it",
        title=TITLE if hostile else f"Articolo {place}",
        publisher=PUBLISHER if hostile else article["publisher"],
        published=article["published"],
        url=ADDRESS if hostile else f"https://example.org/{place}",
        origin=f"d{place}.txt",
    )


def _quote(said: dict[str, Any]) -> tuple[str, int, int]:
    """The sentence without its brackets, and where they stood."""
    marked = QUOTE if said["quote"] == HOSTILE else said["quote"]
    return marked.replace("[", "").replace("]", ""), marked.index("["), marked.index("]") - 1


def _fact(document: Document, place: int, said: dict[str, Any]) -> Fact:
    quote, start, end = _quote(said)
    before = document.text.index(quote)
    ends = [said[key] for key in ("low", "high") if key in said]
    day, sent = document.published, "sent" in said
    return Fact(
        fact_id=f"{document.id}f{place}",
        document_id=document.id,
        actor="PRK",
        metric="troops_deployed" if sent else "troops_killed",
        value=sum(ends) / len(ends) if ends else None,
        value_low=said.get("low"),
        value_high=said.get("high"),
        modifier=said.get("modifier", "exact"),
        unit="person",
        date=day,
        date_end=day,
        date_precision="day",
        date_basis="published",
        source=document.publisher or "",
        claimant=said.get("claimant"),
        counterpart="RUS" if sent else None,
        location=None,
        status=said.get("status", "actual"),
        hedged=said.get("hedged", False),
        language="it",
        quote=quote,
        char_start=before + start,
        char_end=before + end,
        rule_id="by_hand",
    )
