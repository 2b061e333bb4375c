"""Gold documents and fact rows in; what was found, missed and invented out, at the three levels of a match.

core = actor, metric and interval; card = core and both dates; full = card, claimant, status and modifier. Rows that
match the same gold fact count once. A null among the acceptable claimants says that any claimant will do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from riscontro import catalog, gold, pipeline
from riscontro.errors import Problem
from riscontro.model import Document, Extraction

Row = Mapping[str, Any]
Match = Callable[[Row, Row], bool]

LEVELS = ("core", "card", "full")


@dataclass(slots=True)
class Tally:
    """How many gold facts were found and missed, and how many distinct rows match none."""

    found: int = 0
    missed: int = 0
    invented: int = 0

    def figures(self) -> dict[str, float | int]:
        """Precision, recall and F1 (0 where there is nothing to divide by), with the counts."""
        precision, recall = _share(self.found, self.invented), _share(self.found, self.missed)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        ratios = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        return {**ratios, "found": self.found, "missed": self.missed, "invented": self.invented}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Tallies by level and, at card level, by metric; and the facts and rows behind the misses at card level."""

    documents: int
    levels: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LEVELS})
    by_metric: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    missed: list[tuple[str, Row]] = field(default_factory=list)  # document id, gold fact
    invented: list[tuple[str, Row]] = field(default_factory=list)  # document id, row

    def figures(self) -> dict[str, Any]:
        """All figures as plain data."""
        by_metric = {name: tally.figures() for name, tally in sorted(self.by_metric.items())}
        levels = {name: tally.figures() for name, tally in self.levels.items()}
        return {"documents": self.documents, **levels, "by_metric": by_metric}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A score and, where the rows were extracted here, what each document yielded, by document id."""

    score: Score
    extractions: Mapping[str, Extraction]


def evaluate(
    folder: Path,
    predictions: Path | None = None,
    *,
    on_problem: Callable[[Problem], None],
    watch: Callable[[Iterable[Document]], Iterable[Document]] = iter,
) -> Evaluation:
    """The gold folder against `predictions`, else against our own extraction of the documents that we can read."""
    known = gold.load(folder)
    symmetric = {name for name, metric in catalog.metrics().items() if metric.symmetric}
    if predictions:
        return Evaluation(score(known, gold.predictions(predictions), symmetric=symmetric), {})
    documents = watch(gold.documents(known, on_problem=on_problem))
    extractions = {extraction.document.id: extraction for extraction in pipeline.extract_all(documents)}
    rows = (fact.row() for extraction in extractions.values() for fact in extraction.facts)
    readable = [item for item in known if item["id"] in extractions]
    return Evaluation(score(readable, rows, symmetric=symmetric), extractions)


def score(documents: Sequence[Mapping[str, Any]], rows: Iterable[Row], *, symmetric: Set[str]) -> Score:
    """The gold documents (id, facts) against fact rows; in `symmetric` metrics the actor may be the counterpart."""
    by_document: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[row["document_id"]].append(row)
    result = Score(documents=len(documents))
    for document in documents:
        for level, match in _levels(symmetric).items():
            _count(result, level, document, by_document.get(document["id"], []), match)
    return result


def _count(result: Score, level: str, document: Mapping[str, Any], rows: list[Row], match: Match) -> None:
    facts: list[Row] = document["facts"]
    hits = [any(match(fact, row) for row in rows) for fact in facts]
    found = [fact for fact, hit in zip(facts, hits, strict=True) if hit]
    missed = [fact for fact, hit in zip(facts, hits, strict=True) if not hit and not fact.get("optional")]
    wrong: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if not any(match(fact, row) for fact in facts):
            wrong.setdefault(_identity(row), row)
    tally = result.levels[level]
    tally.found += len(found)
    tally.missed += len(missed)
    tally.invented += len(wrong)
    if level == "card":
        for fact in found:
            result.by_metric[fact["metric"]].found += 1
        for fact in missed:
            result.by_metric[fact["metric"]].missed += 1
        for row in wrong.values():
            result.by_metric[row["metric"]].invented += 1
        result.missed.extend((document["id"], fact) for fact in missed)
        result.invented.extend((document["id"], row) for row in wrong.values())


def _levels(symmetric: Set[str]) -> dict[str, Match]:
    def core(fact: Row, row: Row) -> bool:
        sides = {row.get("actor"), row.get("counterpart") if fact["metric"] in symmetric else row.get("actor")}
        return (
            row.get("metric") == fact["metric"]
            and not sides.isdisjoint(_acceptable(fact["actor"]))
            and _same_number(row.get("value_low"), fact["low"])
            and _same_number(row.get("value_high"), fact["high"])
        )

    def card(fact: Row, row: Row) -> bool:
        return core(fact, row) and all(_day(row.get(name)) == fact[name] for name in ("date", "date_end"))

    def full(fact: Row, row: Row) -> bool:
        claimants = fact["claimant"]
        said = None in claimants or row.get("claimant") in claimants
        return card(fact, row) and said and all(row.get(name) == fact[name] for name in ("status", "modifier"))

    return {"core": core, "card": card, "full": full}


def _acceptable(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _identity(row: Row) -> tuple[Any, ...]:
    """Rows that say the same wrong thing are one invention."""
    return (row.get("actor"), row["metric"], row.get("value_low"), row.get("value_high"), _day(row.get("date")))


def _same_number(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return abs(float(a) - float(b)) <= 1e-9 * max(1.0, abs(float(b)))


def _day(value: Any) -> str | None:
    return None if value is None else str(value)[:10]


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 0.0
