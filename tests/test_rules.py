"""Every record of a language's vocabulary and chrome keeps its examples and refuses its counter-examples."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from riscontro import catalog
from riscontro.assemble.parse import cutter
from riscontro.lexicon import available, load
from riscontro.sentences import split
from riscontro.text import fold
from riscontro.vocabulary import of
from riscontro.wordings import expand

VOCABULARY = ("nouns", "predicates", "cues")
ENTITIES = ("entity", "as", "only", "never")  # keys of a record that name rows of seeds/entities.csv
CHROME = ("lines", "blocks")  # the parts of chrome.yaml
STORY = "Ankara, Brno, Dakar."  # a line that no language takes for chrome


def records(code: str, part: str) -> list[dict[str, Any]]:
    """The records of one part of a language's wording."""
    return load(code).section("chrome")[part] if part in CHROME else load(code).section(part)


def cases(key: str, *parts: str) -> list[Any]:
    """One parameter an example: its language, the id of its rule and the text."""
    found = []
    for code, part in ((code, part) for code in available() for part in parts):
        for record in records(code, part):
            rule = f"{code}.{'chrome' if part in CHROME else part}.{record['id']}"
            for number, text in enumerate(record.get(key) or (), start=1):
                found.append(pytest.param(code, rule, text, id=f"{rule}-{key.removesuffix('s')}-{number}"))
    return found


def seen(code: str, text: str) -> dict[str, list[str]]:
    """Rule id → the words that the vocabulary finds under it, in any sentence of the text."""
    language = load(code)
    found: dict[str, list[str]] = {}
    for sentence in split(text, language):
        tokens = cutter(language).cut(text, fold(text), sentence.start, sentence.end)
        for word in of(language).find(tokens, text).all():
            for entry in word.entries:
                found.setdefault(entry.rule_id, []).append(text[tokens.start[word.first] : tokens.end[word.last - 1]])
    return found


def is_chrome(code: str, *lines: str) -> bool:
    """Whether lines in the middle of a story are told to be chrome, all of them, while the line before is not."""
    told = {s.line: s.chrome for s in split("\n".join([STORY, *lines, "", STORY]), load(code))}
    return not told[0] and all(told[n] for n in range(1, len(lines) + 1))


def place(rule: str) -> str:
    """Where the record stands: "languages/it/nouns.yaml: soldier"."""
    code, section, id_ = rule.split(".", 2)
    return f"languages/{code}/{section}.yaml: {id_}"


@pytest.mark.parametrize(("code", "rule", "text"), cases("examples", *VOCABULARY))
def test_example(code: str, rule: str, text: str) -> None:
    found = seen(code, text)
    assert rule in found, f"{place(rule)}: expected a form of it in the example {text!r}, found {found}"


@pytest.mark.parametrize(("code", "rule", "text"), cases("counter_examples", *VOCABULARY))
def test_counter_example(code: str, rule: str, text: str) -> None:
    found = seen(code, text).get(rule)
    assert not found, f"{place(rule)}: expected no form of it in the counter-example {text!r}, found {found}"


@pytest.mark.parametrize("part", VOCABULARY)
@pytest.mark.parametrize("code", available())
def test_an_id_is_given_once(code: str, part: str) -> None:
    count = Counter(record["id"] for record in records(code, part))
    twice = [name for name, number in count.items() if number > 1]
    assert not twice, f"languages/{code}/{part}.yaml: expected each id once, found these again: {twice}"


@pytest.mark.parametrize("part", VOCABULARY)
@pytest.mark.parametrize("code", available())
def test_no_form_is_written_twice(code: str, part: str) -> None:
    twice = []
    for record in records(code, part):
        forms = [(form, {f.lower() for f in expand(form)}) for form in record.get("forms", ())]
        count = Counter(word for _, words in forms for word in words)
        twice += [(record["id"], form) for form, words in forms if all(count[word] > 1 for word in words)]
    assert not twice, f"languages/{code}/{part}.yaml: expected each form once, found these in another one too: {twice}"


@pytest.mark.parametrize(("code", "rule", "text"), cases("examples", *CHROME))
def test_chrome_example(code: str, rule: str, text: str) -> None:
    assert is_chrome(code, text), f"{place(rule)}: expected {text!r} to be chrome, found it to be the story"


@pytest.mark.parametrize(("code", "rule", "text"), cases("counter_examples", *CHROME))
def test_chrome_counter_example(code: str, rule: str, text: str) -> None:
    assert not is_chrome(code, text), f"{place(rule)}: expected {text!r} to be the story, found it to be chrome"


@pytest.mark.parametrize(("code", "rule", "text"), cases("examples", "blocks"))
def test_a_heading_takes_its_teaser_along(code: str, rule: str, text: str) -> None:
    assert is_chrome(code, text, STORY.rstrip(".")), f"{place(rule)}: expected {text!r} to head a block of teasers"


@pytest.mark.parametrize("part", [*VOCABULARY, *CHROME])
@pytest.mark.parametrize("code", available())
@pytest.mark.parametrize("key", ["examples", "counter_examples"])
def test_no_record_lacks(key: str, code: str, part: str) -> None:
    lacking = [record["id"] for record in records(code, part) if not record.get(key)]
    assert not lacking, f"languages/{code}, {part}: expected {key} in each record, found none in {lacking}; add one"


@pytest.mark.parametrize(("key", "seed"), [("event", "events"), *((k, "entities") for k in ENTITIES)])
@pytest.mark.parametrize("part", ["nouns", "predicates"])
@pytest.mark.parametrize("code", available())
def test_every_reference_points_to_a_row(code: str, part: str, key: str, seed: str) -> None:
    known = {row["id"] for row in catalog.rows(seed)}
    for record in records(code, part):
        named = record.get(key) or ()
        unknown = {named} - known if isinstance(named, str) else set(named) - known
        assert not unknown, f"languages/{code}/{part}.yaml: {record['id']}: {key} {unknown} has no row of {seed}.csv"


@pytest.mark.parametrize("part", [*VOCABULARY, *CHROME])
@pytest.mark.parametrize("code", available())
def test_every_id_is_a_word_of_its_own(code: str, part: str) -> None:
    ids = [record["id"] for record in records(code, part)]
    wrong = [id_ for n, id_ in enumerate(ids) if not isinstance(id_, str) or id_ in ids[:n]]
    assert not wrong, f"languages/{code}, {part}: expected an id of its own in each record, found {wrong}; rename"
