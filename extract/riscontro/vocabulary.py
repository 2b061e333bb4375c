"""A language's words, compiled: every inflected form of every record in one trie, longest match wins.

Records come from `nouns.yaml`, `predicates.yaml` and `cues.yaml` of the language folder and from the names in seeds/.
A verb is written `stem+paradigm|irregular participle stems rest of phrase`; its forms carry the slot of the paradigm
they stand in (future, conditional, participle …), which later tells a plan from a deed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from riscontro import catalog
from riscontro.errors import RiscontroError
from riscontro.lexicon import Language
from riscontro.text import bare
from riscontro.tokens import Tokens, language_words, norms
from riscontro.words import Entry as Entry
from riscontro.words import Form, Term, Words
from riscontro.words import Word as Word

_Node = dict[str, Any]  # norm → a Form where nothing can follow it, else a node; "" → the form that ends here


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All forms of a language."""

    root: _Node

    def find(self, tokens: Tokens, text: str) -> Words:
        """The longest matches, left to right, not overlapping."""
        forms = [term.form for term in tokens.terms]  # so it is for most; the others are looked at
        made: dict[int, Word] = {}
        free = 0
        after = [*tokens.norm[1:], None]
        for i in [i for i, term in enumerate(tokens.terms) if term.open and (not term.sure or after[i] in term.longer)]:
            if i < free:
                continue
            forms[i], last = _longest(tokens, i, text)
            if last - i > 1:
                form = forms[i]
                assert form is not None
                free = last
                forms[i + 1 : last] = [form] * (last - i - 1)
                made.update(dict.fromkeys(range(i, last), Word(i, last, form)))
        return Words(forms, made)

    def look_up(self, term: Term) -> None:
        """Tells a word that is new what it may be."""
        node = self.root.get(term.norm)
        if node is None or type(node) is Form:
            term.form = node
        else:
            term.form, term.longer = node.get(""), node
        term.sure = term.form is None or not term.form.exact
        term.open = not term.sure or bool(term.longer)


def _longest(tokens: Tokens, first: int, text: str) -> tuple[Form | None, int]:
    """The longest form that begins at a token, and where it ends; None where there is none."""
    norm, start, end, size = tokens.norm, tokens.start, tokens.end, len(tokens.norm)
    term = tokens.terms[first]
    best, i = term.form, first + 1
    if best is not None and best.exact:
        best = best.allowed(text[start[first] : end[first]])
    last, node = i, term.longer or None
    while node is not None and i < size:
        found = node.get(norm[i])
        node, form = (None, found) if found is None or type(found) is Form else (found, found.get(""))
        if form is not None and form.exact:
            form = form.allowed(text[start[first] : end[i]])
        i += 1
        if form is not None:
            best, last = form, i
    return best, last


@cache
def of(language: Language) -> Vocabulary:
    """The compiled vocabulary of a language."""
    forms: dict[tuple[str, ...], tuple[Entry, ...]] = {}
    known: dict[Entry, Entry] = {}
    accented = language_words(language)
    for form, made in _forms(language):
        entry = known.setdefault(made, made)  # thousands of forms have few readings: each is kept once
        words = _norms(form, language)
        _add(forms, words, entry)
        plain = tuple(n if n in accented else bare(n) for n in words)  # "è di" is no "e di"
        if plain != words and not entry.slot and len("".join(words)) > 2:
            _add(forms, plain, entry)  # "però" is also met as "pero"; an inflected form is not ("inviò" is no "invio")
    return Vocabulary(_trie(forms))


def _add(forms: dict[tuple[str, ...], tuple[Entry, ...]], words: tuple[str, ...], entry: Entry) -> None:
    known = forms.get(words, ())
    if entry not in known:
        forms[words] = (*known, entry)


def _trie(forms: dict[tuple[str, ...], tuple[Entry, ...]]) -> _Node:
    root: _Node = {}
    made: dict[tuple[Entry, ...], Form] = {}
    for words, entries in sorted(forms.items(), key=lambda f: -len(f[0])):  # the longest first: they need the nodes
        node = root
        for word in words[:-1]:
            node = node.setdefault(word, {})
        if entries not in made:
            made[entries] = Form(entries)
        if isinstance(node.get(words[-1]), dict):
            node[words[-1]][""] = made[entries]
        else:
            node[words[-1]] = made[entries]
    return root


def _norms(form: str, language: Language) -> tuple[str, ...]:
    found = norms(form, language)
    if form[-1] == "'" and found[-1][-1] != "'":
        found[-1] += "'"  # an elided form has its apostrophe also where nothing follows it
    return tuple(found)


def _forms(language: Language) -> Iterator[tuple[str, Entry]]:
    for section in ("nouns", "predicates", "cues"):
        for record in language.section(section):
            yield from record_forms(language.code, section, record, language.section("verbs"))
    for kind, names in (("actor", catalog.actor_names(language.code)), ("place", catalog.place_names(language.code))):
        for name in names:
            rule_id = f"seeds.{kind}_names.{name.id}"
            exact = name.text if name.exact_case else ""
            yield name.text, Entry(kind, name.id, rule_id, name.kind, {"kind": name.kind}, exact)


def record_forms(code: str, section: str, record: dict[str, Any], verbs: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Every form of one record with its reading."""
    rule_id = f"{code}.{section}.{record['id']}"
    kind = record.get("kind", {"nouns": "noun", "predicates": "event_noun"}.get(section, ""))
    if not kind:
        raise RiscontroError(f"{rule_id}: a record of {section}.yaml needs a kind")
    verbal = "verb" if section == "predicates" else kind
    for form in record.get("forms", ()):
        for text in catalog.expand(form):
            exact = text[1:] if text.startswith("=") else ""
            yield text.removeprefix("="), Entry(kind, record["id"], rule_id, "", record, exact)
    for slot, forms in record.get("slots", {}).items():
        for form in forms:
            for text in catalog.expand(form):
                yield text, Entry(verbal, record["id"], rule_id, slot, record)
    for verb in record.get("verbs", ()):
        for slot, text in conjugate(verb, verbs, rule_id):
            yield text, Entry(verbal, record["id"], rule_id, slot, record)


def conjugate(verb: str, verbs: dict[str, Any], rule_id: str) -> Iterator[tuple[str, str]]:
    """`stem+paradigm|participle|participle rest` → (slot, form) for every form of the paradigm."""
    paradigms, strong = verbs["paradigms"], verbs["strong_past"]
    head, _, rest = verb.partition(" ")
    stem, _, model = head.partition("+")
    model, *irregular = model.split("|")
    if model not in paradigms:
        raise RiscontroError(
            f"{rule_id}: verb {verb!r}: expected stem+paradigm, paradigm one of {', '.join(paradigms)}"
        )
    for slot, endings in paradigms[model].items():
        if slot == "participle" and irregular:
            continue
        for ending in endings:
            for form in catalog.expand(f"{stem}{ending} {rest}"):
                yield slot, form
    for participle in irregular:
        for slot, endings in verbs["irregular"].items():
            if slot == "past" and participle[-1] != strong:
                continue
            for ending in endings:
                for form in catalog.expand(f"{participle}{ending} {rest}"):
                    yield slot, form
