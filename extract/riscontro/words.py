"""What the vocabulary says of the words of a sentence: readings, forms, and which form stands where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a form: its kind, the record it belongs to, and the slot of the form in its paradigm."""

    kind: str  # noun, verb, event_noun, institution, actor, place, or a class of function words
    id: str
    rule_id: str
    slot: str = ""
    record: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)
    exact: str = ""  # the only spelling that counts, where case makes the meaning

    get: Callable[..., Any] = field(init=False, compare=False, hash=False, repr=False)  # a value of the record

    def __post_init__(self) -> None:
        object.__setattr__(self, "get", self.record.get)


# What it costs to reach over a token: a clause holds together, a sentence much less.
_WALLS = {",": 1.0, ";": 9.0, ":": 4.0, "(": 2.5, ")": 2.5, '"': 0.7, "-": 1.5, "—": 2.0, "[": 2.5, "]": 2.5, "|": 5.0}
TOKEN = 0.25
UNLISTED = frozenset({"article", "prep", "and", "filler"})  # met at every step: never looked for by kind


class Form:
    """All readings of one form; the first of each kind is looked up by kind. `spelled`: as these readings want it."""

    __slots__ = ("_plain", "_written", "by_kind", "entries", "exact", "listed", "nominal", "verbal")

    def __init__(self, entries: tuple[Entry, ...], *, spelled: bool = False) -> None:
        self.entries = entries
        self.by_kind: dict[str, Entry] = {}
        for entry in entries:
            self.by_kind.setdefault(entry.kind, entry)
        self.verbal = tuple(e for e in entries if e.kind == "verb" and e.get("event"))
        self.nominal = tuple(e for e in entries if e.kind == "event_noun")
        self.listed = tuple(kind for kind in self.by_kind if kind not in UNLISTED)
        self.exact = not spelled and any(e.exact for e in entries)
        if self.exact:
            plain = tuple(e for e in entries if not e.exact)
            self._plain = Form(plain) if plain else None
            self._written = {
                e.exact: Form(tuple(o for o in entries if o.exact in ("", e.exact)), spelled=True)
                for e in entries
                if e.exact
            }

    def allowed(self, written: str) -> Form | None:
        """The form without the readings that want another spelling; None when none is left."""
        return self._written.get(written, self._plain)


class Term:
    """A word of a language, wherever it is met, with what the vocabulary says of it."""

    __slots__ = ("form", "longer", "norm", "open", "sure", "wall")

    def __init__(self, norm: str) -> None:
        self.norm = norm
        self.wall = _WALLS.get(norm, TOKEN)
        self.form: Form | None = None
        self.longer: dict[str, Any] = {}  # what may follow it in a longer form
        self.sure = True  # whether `form` holds wherever it stands alone, however it is written
        self.open = False  # whether there is more to ask, for it is not sure or may begin a longer form


class Word:
    """What the vocabulary found on tokens `first` to `last` (exclusive)."""

    __slots__ = ("first", "form", "last")

    def __init__(self, first: int, last: int, form: Form) -> None:
        self.first = first
        self.last = last
        self.form = form

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All readings of the form."""
        return self.form.entries

    def reading(self, *kinds: str) -> Entry | None:
        """The reading of the first of these kinds that the form has."""
        by_kind = self.form.by_kind
        for kind in kinds:
            if kind in by_kind:
                return by_kind[kind]
        return None


class Words:
    """Which form stands on each token. `words[i]` is the Word on token i, or None; it is made when it is asked for."""

    __slots__ = ("_made", "forms")

    def __init__(self, forms: list[Form | None], longer: dict[int, Word]) -> None:
        self.forms = forms
        self._made = longer  # by each of its tokens; at first the words that are longer than one

    def __len__(self) -> int:
        return len(self.forms)

    def __getitem__(self, i: int) -> Word | None:
        form = self.forms[i]
        if form is None:
            return None
        word = self._made.get(i)
        if word is None:
            word = self._made[i] = Word(i, i + 1, form)
        return word

    def all(self) -> list[Word]:
        """The words in text order."""
        return [word for i, form in enumerate(self.forms) if form and (word := self[i]) and word.first == i]

    def by_kind(self) -> dict[str, list[Word]]:
        """The words in text order, by each listed kind of their readings."""
        found: dict[str, list[Word]] = {}
        made = self._made
        for i, form in enumerate(self.forms):
            if form is None or not form.listed:
                continue
            word = made.get(i)
            if word is None:
                word = made[i] = Word(i, i + 1, form)
            elif word.first != i:
                continue
            for kind in form.listed:
                if kind in found:
                    found[kind].append(word)
                else:
                    found[kind] = [word]
        return found
