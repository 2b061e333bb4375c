"""A folder of gold files → their content, checked; and the rows to score against it, extracted or read from a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from riscontro.errors import Problem, RiscontroError
from riscontro.model import Document
from riscontro.readers import record
from riscontro.readers.source import SetAside

Gold = Mapping[str, Any]

_ONE = {
    "metric": (str,),
    "modifier": (str,),
    "status": (str,),
    "quote": (str,),
    "actor": (str, list),
    "claimant": (list,),
    "low": (int, float, type(None)),
    "high": (int, float, type(None)),
    "date": (str, type(None)),
    "date_end": (str, type(None)),
}
_NAMES = {str: "a string", list: "a list", int: "a number", float: "a number", type(None): "null"}


def load(folder: Path) -> list[Gold]:
    """All gold documents of the folder and below, in order of their paths; RiscontroError for the first bad file."""
    if not folder.is_dir():
        raise RiscontroError(f"{folder}: expected a folder of gold files, found none; check the path")
    documents = [_document(path, folder) for path in sorted(folder.rglob("*.json"))]
    if not documents:
        raise RiscontroError(f"{folder}: expected .json files in it, found none; check the path")
    met: dict[str, str] = {}
    for gold in documents:
        other = met.setdefault(gold["id"], gold["origin"])
        if other != gold["origin"]:
            raise RiscontroError(
                f"{folder / gold['origin']}: expected an id of its own, found that of {other}; change one"
            )
    return documents


def documents(gold: Sequence[Gold], *, on_problem: Callable[[Problem], None]) -> Iterator[Document]:
    """The gold documents as the extractors take them; `on_problem` hears of those that cannot be (another language)."""
    for item in gold:
        try:
            yield record.document(item, origin=item["origin"], place=item["origin"])
        except SetAside as aside:
            on_problem(aside.problem)


def predictions(path: Path) -> list[dict[str, Any]]:
    """Fact rows, one JSON object a line; RiscontroError naming the line that is not."""
    rows = []
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if line.strip():
            row = _parse(line, f"{path}:{number}")
            for key in ("document_id", "metric"):
                _check(isinstance(row.get(key), str), f"{path}:{number}", f"{key} to be a string", row.get(key))
            rows.append(row)
    return rows


def _document(path: Path, folder: Path) -> Gold:
    gold = _parse(_read(path), str(path))
    for key, kind in (("id", str), ("text", str), ("facts", list)):
        _check(isinstance(gold.get(key), kind), str(path), f"{key} to be {_NAMES[kind]}", gold.get(key))
    for number, fact in enumerate(gold["facts"]):
        place = f"{path}: facts[{number}]"
        _check(isinstance(fact, dict), place, "an object", fact)
        for key, kinds in _ONE.items():
            wanted = " or ".join(dict.fromkeys(_NAMES[kind] for kind in kinds))
            found = fact.get(key, "nothing")
            _check(key in fact and isinstance(found, kinds), place, f"{key} to be {wanted}", found)
    return {**gold, "origin": path.relative_to(folder).as_posix()}


def _check(fine: bool, place: str, expected: str, found: Any) -> None:
    if not fine:
        raise RiscontroError(f"{place}: expected {expected}, found {found!r:.60}; correct it")


def _parse(text: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise RiscontroError(f"{place}: expected JSON, found: {error}; repair it") from error
    _check(isinstance(value, dict), place, "a JSON object", value)
    return dict(value)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RiscontroError(f"{path}: expected a readable file, found: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise RiscontroError(f"{path}: expected UTF-8 text; convert it (iconv -t UTF-8)") from error
