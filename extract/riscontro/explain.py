"""One document's extraction → trees that show what each fact was built from, and why a number is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riscontro import pipeline
from riscontro.errors import RiscontroError
from riscontro.model import Document, Evidence, Extraction, Fact, Rejected
from riscontro.readers import record
from riscontro.readers.source import SetAside

if TYPE_CHECKING:
    from rich.tree import Tree

Seen = Iterable[Mapping[str, Any]]


def text_trees(said: Mapping[str, Any]) -> Iterator[Tree]:
    """For a text with what is said of it (text, language, published)."""
    try:
        document = record.document(said, origin="text", place="--text")
    except SetAside as aside:
        raise RiscontroError(aside.problem.line(), exit_code=2) from aside
    return trees(pipeline.extract(document), pipeline.mentions(document))


def fact_trees(warehouse: Path, fact_id: str) -> Iterator[Tree]:
    """For one fact of a warehouse: its document is read there and extracted again."""
    from riscontro.warehouse import stored_document

    document = stored_document(warehouse, fact_id=fact_id)
    facts = [fact for fact in pipeline.extract(document).facts if fact.fact_id == fact_id]
    if not facts:
        raise RiscontroError(
            f"{fact_id}: expected a fact of today's rules, found one of earlier ones; run `riscontro run` again"
        )
    return (fact_tree(fact, document) for fact in facts)


def trees(extraction: Extraction, seen: Seen) -> Iterator[Tree]:
    """A tree for each fact and each rejection, in text order; where there is neither, what was seen."""
    document = extraction.document
    if not extraction.facts and not extraction.rejected:
        yield nothing_tree(seen)
    items: list[Fact | Rejected] = [*extraction.facts, *extraction.rejected]
    for item in sorted(items, key=lambda i: (i.char_start, i.char_end)):
        yield fact_tree(item, document) if isinstance(item, Fact) else rejected_tree(item, document)


def fact_tree(fact: Fact, document: Document) -> Tree:
    """The card, the sentence with the value marked, and the evidence."""
    tree = _tree(f"fact {fact.fact_id}", style="bold green")
    card = tree.add("card")
    for name, value in (*_card(fact), *_of_document(fact, document)):
        card.add(_line(f"{name:<11} {value}"))
    tree.add(_line(marked(document.text, fact.quote, fact.char_start, fact.char_end)))
    _add_evidence(tree, fact.rule_id, fact.evidence)
    return tree


def rejected_tree(rejected: Rejected, document: Document) -> Tree:
    """The reason, the sentence with the number marked, and what was seen around it."""
    detail = f" ({rejected.detail})" if rejected.detail else ""
    tree = _tree(f"rejected: {rejected.reason}{detail}", style="bold yellow")
    tree.add(_line(marked(document.text, rejected.quote, rejected.char_start, rejected.char_end)))
    _add_evidence(tree, "", rejected.evidence)
    return tree


def nothing_tree(seen: Seen) -> Tree:
    """What was seen in a text without facts and rejections."""
    tree = _tree("no number looked like a fact", style="bold")
    lines = [seen_line(mention) for mention in seen]
    branch = tree.add("seen" if lines else "nothing was seen")
    for line in lines:
        branch.add(_line(line))
    return tree


def marked(text: str, quote: str, start: int, end: int) -> str:
    """The quoted sentence on one line, with ⟦ ⟧ around text[start:end]."""
    begin = text.find(quote, max(0, end - len(quote)))
    if begin < 0 or not begin <= start <= end <= begin + len(quote):
        return _flat(quote)
    return _flat(f"{text[begin:start]}⟦{text[start:end]}⟧{text[end : begin + len(quote)]}")


def evidence_line(evidence: Evidence) -> str:
    """Part, text, span and rule of one thing that a fact was built from."""
    return f"{evidence.part:<11} {_flat(evidence.text)!r} {evidence.char_start}-{evidence.char_end} {evidence.rule_id}"


def seen_line(mention: Mapping[str, Any]) -> str:
    """Kind, text, span and reading of one mention."""
    known = ("document_id", "kind", "text", "char_start", "char_end", "rule_id")
    reading = " ".join(f"{k}={v}" for k, v in mention.items() if k not in known and v is not None)
    span = f"{mention['char_start']}-{mention['char_end']}"
    parts = (f"{mention['kind']:<11}", repr(_flat(mention["text"])), span, mention.get("rule_id") or "", reading)
    return " ".join(filter(None, parts))


def _card(fact: Fact) -> Iterator[tuple[str, str]]:
    low, high = _number(fact.value_low), _number(fact.value_high)
    when = str(fact.date) if fact.date == fact.date_end else f"{fact.date} to {fact.date_end}"
    yield "actor", fact.actor
    yield "metric", f"{fact.metric} ({fact.unit})"
    yield "value", f"{_number(fact.value)} {fact.modifier}, interval {low} to {high}"
    yield "date", f"{when if fact.date else 'none'} ({fact.date_precision}, {fact.date_basis})"
    yield "source", fact.source
    yield "claimant", fact.claimant or "none: the article's own voice"
    for name, value in (("counterpart", fact.counterpart), ("location", fact.location)):
        if value:
            yield name, value
    yield "status", fact.status
    yield "hedged", "yes" if fact.hedged else "no"


def _of_document(fact: Fact, document: Document) -> Iterator[tuple[str, str]]:
    """The page that the value stands on, and what is odd about the document."""
    if page := document.page(fact.char_start):
        yield "page", str(page)
    for warning in document.warnings:
        yield "warning", warning.detail


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:,.10g}"


def _add_evidence(tree: Tree, rule_id: str, evidence: Iterable[Evidence]) -> None:
    branch = tree.add(_line(f"built from (rule {rule_id})" if rule_id else "seen"))
    for item in evidence:
        branch.add(_line(evidence_line(item)))


def _tree(label: str, *, style: str) -> Tree:
    from rich.tree import Tree

    made = Tree(_line(label))
    made.label.stylize(style)  # type: ignore[union-attr]
    return made


def _line(text: str) -> Any:
    from rich.text import Text  # not markup: a text may hold brackets

    line = Text(text)
    line.highlight_regex("⟦.*?⟧", "bold reverse")
    return line


def _flat(text: str) -> str:
    return " ".join(text.split())
