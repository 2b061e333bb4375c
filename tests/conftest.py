"""Fixtures for every test: the command line in process, input folders, golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

os.environ["RISCONTRO_PLAIN"] = "1"  # what is tested are the sources, here and in every process that a test starts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files instead of comparing with them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, actual)`: `actual` must equal the file's content; with --regenerate it becomes the content."""

    def compare_or_write(path: Path, actual: str) -> None:
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
            return
        assert path.exists(), f"{path}: no golden file; write it with: make golden"
        with path.open(encoding="utf-8", newline="") as file:
            expected = file.read()
        assert actual == expected, f"{path} differs; if the new output is right: make golden, and read the diff"

    return compare_or_write


@pytest.fixture
def cli() -> Callable[..., Any]:
    """`cli("extract", path, input="…")`: exit_code, stdout, stdout_bytes and stderr of a command."""
    from typer.testing import CliRunner

    from riscontro.cli import app

    return lambda *arguments, **options: CliRunner().invoke(app, [str(a) for a in arguments], **options)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """`folder({"a.txt": "text", "b.txt": b"bytes"})`: a folder with these files."""

    def write(files: dict[str, str | bytes], name: str = "input") -> Path:
        for relative, content in files.items():
            path = tmp_path / name / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / name

    return write
