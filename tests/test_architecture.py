"""House rules: Python knows no language's words and no metric, imports go down the line, meaning is in the seeds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from riscontro import catalog
from riscontro.lexicon import Language, available, load
from riscontro.paths import PACKAGE, ROOT
from riscontro.text import bare
from riscontro.vocabulary import record_forms

MODULES = [pytest.param(m, id=m.relative_to(PACKAGE).as_posix()) for m in sorted(PACKAGE.rglob("*.py"))]
RECORDS = ("nouns", "predicates", "cues")
SHORTEST = 5  # shorter forms are too often English words as well
SCOPES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
NAMING = {"entities": ("entity", "as", "only", "never"), "events": ("event",)}  # keys of a record that name a row
REFERENCES = [
    ("frames", "metric", "metrics"),
    ("frames", "entity", "entities"),
    ("frames", "event", "events"),
    ("entities", "parent", "entities"),
    ("entities", "event", "events"),
    ("events", "entity", "entities"),
]


@cache
def strings(module: Path) -> tuple[tuple[int, str], ...]:
    """(line, text) of every string constant of a module; a docstring may quote examples and is left out."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    heads = [node.body[0] for node in ast.walk(tree) if isinstance(node, SCOPES) and node.body]
    told = {id(head.value) for head in heads if isinstance(head, ast.Expr)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return tuple((node.lineno, node.value) for node in nodes if isinstance(node.value, str))


def words(text: str) -> set[str]:
    """The text itself, what stands between blanks, and its runs of letters with and without underscores."""
    return {text, *text.split(), *re.findall(r"\w+", text), *re.findall(r"[^\W\d_]+", text)}


def keys(node: Any) -> Iterator[str]:
    """Every key of nested YAML, and the values that name a kind or a part instead of wording."""
    if isinstance(node, dict):
        yield from map(str, node)
        yield from (str(node[key]) for key in ("id", "kind") if key in node)
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from keys(below)


@cache
def of_the_engine() -> frozenset[str]:
    """Words of the data model that happen to be words of a language too: kinds, entities, events, keys of records."""
    named = {row[k] for s in ("actors", "places", "actor_names") for row in catalog.rows(s) for k in row if k == "kind"}
    named |= {row["id"] for s in ("entities", "events") for row in catalog.rows(s)}
    for language in map(load, available()):
        named |= {key for section in (*RECORDS, "verbs") for key in keys(language.section(section))}
        named |= {*language.section("dates")["words"], *language.section("numbers")["words"]}
    return frozenset(named)


def forms(language: Language) -> Iterator[tuple[str, str]]:
    """(wording, the record or row it belongs to) of a language: records, names, words of dates and numbers."""
    for section in RECORDS:
        for record in language.section(section):
            for form, entry in record_forms(language.code, section, record, language.section("verbs")):
                yield form, entry.rule_id
    names = (*catalog.actor_names(language.code), *catalog.place_names(language.code))
    yield from ((name.text, name.id) for name in names if not name.exact_case)
    groups = [*language.section("dates")["words"].values()]
    groups += [language.section("numbers")["words"][key] for key in ("add", "times")]
    yield from ((word, language.code) for group in groups for word in group)


@cache
def wording() -> dict[str, str]:
    """Folded form → what it belongs to, in any language, without the words that are the engine's own."""
    known = {bare(form): rule for code in available() for form, rule in forms(load(code))}
    return {form: rule for form, rule in known.items() if len(form) >= SHORTEST and form not in of_the_engine()}


def where(module: Path, line: int) -> str:
    return f"{module.relative_to(PACKAGE.parent).as_posix()}:{line}"


@pytest.mark.parametrize("module", MODULES)
def test_python_knows_no_word_of_a_language(module: Path) -> None:
    known = wording()
    hits = [(where(module, n), w, known[w]) for n, text in strings(module) for w in words(bare(text)) if w in known]
    assert not hits, f"expected wording in YAML or seeds only, found {hits}; move it to a record"


@pytest.mark.parametrize("module", MODULES)
def test_python_knows_no_metric_and_no_actor(module: Path) -> None:
    ids = {*catalog.metrics(), *catalog.actors()}
    hits = [(where(module, line), sorted(words(text) & ids)) for line, text in strings(module) if words(text) & ids]
    assert not hits, f"expected ids of metrics and actors in seeds/ only, found {hits}; say it with a row"


def test_the_search_for_words_sees_patterns_and_no_docstrings(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    some = next(form for form in wording() if form.isalpha())
    module.write_text(f'"""{some}"""\nPATTERN = r"\\b({some}|x)\\b"\n', encoding="utf-8")
    assert [(line, some in words(text)) for line, text in strings(module)] == [(2, True)]


def test_imports_go_down_the_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert code == 0, capsys.readouterr().out[-3000:]


@pytest.mark.parametrize(("seed", "column", "target"), REFERENCES)
def test_seeds_name_what_exists(seed: str, column: str, target: str) -> None:
    known = {row["id"] for row in catalog.rows(target)}
    named = [(f"{row.path.name}:{row.line}", row[column]) for row in catalog.rows(seed)]
    unknown = [(place, id_) for place, id_ in named if id_ and id_ not in known]
    assert not unknown, f"expected ids of {target}.csv in column {column}, found {unknown}; correct it or add the row"


@pytest.mark.parametrize("seed", ["entities", "events"])
@pytest.mark.parametrize("section", ["nouns", "predicates"])
@pytest.mark.parametrize("code", available())
def test_records_name_what_exists(code: str, section: str, seed: str) -> None:
    known = {row["id"] for row in catalog.rows(seed)}
    named = [(r["id"], key, r[key]) for r in load(code).section(section) for key in NAMING[seed] if key in r]
    unknown = [n for n in named if not known.issuperset(n[2] if isinstance(n[2], list) else [n[2]])]
    assert not unknown, f"languages/{code}/{section}.yaml: expected ids of {seed}.csv, found {unknown}; correct them"


def test_every_metric_can_be_found() -> None:
    framed = {row["metric"] for row in catalog.rows("frames")}
    parents = {parent for metric in catalog.metrics().values() for parent in metric.parents}
    lost = [id_ for id_ in catalog.metrics() if id_ not in framed | parents]
    assert not lost, f"frames.csv: expected a row for each metric that covers no other, found none for {lost}"


@pytest.mark.parametrize("code", available())
def test_every_file_of_a_language_is_read(code: str) -> None:
    named = {text for module in PACKAGE.rglob("*.py") for _, text in strings(module)}
    orphans = [path.name for path in sorted(load(code).folder.iterdir()) if path.stem not in named]
    assert not orphans, f"languages/{code}: no module reads {orphans}; remove them"
