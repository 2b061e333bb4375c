"""A language is a folder of YAML: discovered, read and checked here, known nowhere else.

`load("xx").section("numbers")` is the content of `languages/xx/numbers.yaml`. What a section holds is the business of
the one module that compiles it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from riscontro.errors import RiscontroError
from riscontro.paths import LANGUAGES


class _Loader(yaml.SafeLoader):
    """Safe YAML in which only true and false are booleans: "on", "no" and "si" are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, eq=False)
class Language:
    """One language folder. Hashable by identity: compiled forms are cached on it."""

    code: str
    folder: Path
    _sections: dict[str, Any] = field(default_factory=dict, repr=False)

    def section(self, name: str) -> Any:
        """The content of `<name>.yaml`; RiscontroError naming file, place and what to do when it cannot be read."""
        if name not in self._sections:
            path = self.folder / f"{name}.yaml"
            try:
                self._sections[name] = yaml.load(path.read_text(encoding="utf-8"), _Loader)
            except FileNotFoundError as error:
                raise RiscontroError(f"{path}: missing; a language folder needs {name}.yaml") from error
            except yaml.YAMLError as error:
                raise RiscontroError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from error
        return self._sections[name]


@cache
def available() -> tuple[str, ...]:
    """The codes of all languages that have a folder, sorted."""
    return tuple(sorted(p.parent.name for p in LANGUAGES.glob("*/language.yaml")))


@cache
def load(code: str) -> Language:
    """The language with this ISO 639-1 code; RiscontroError when there is no such folder."""
    if code not in available():
        raise RiscontroError(f"language {code!r}: no folder languages/{code}; known: {', '.join(available())}")
    return Language(code, LANGUAGES / code)
