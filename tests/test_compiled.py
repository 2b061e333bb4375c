"""What `make install` compiles: used where it belongs to the sources as they are, plain Python everywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from riscontro import compiled
from riscontro.paths import PACKAGE, ROOT

ASK = "import riscontro; from riscontro import pipeline; print(riscontro.COMPILED, pipeline.answer())"
SOURCE = """from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Said:
    what: str = "first"
    parts: list[str] = field(default_factory=list)


def answer() -> str:
    made = __file__.endswith(".py")
    return f"{Said().what} {Said(what='given').what} {Said().parts} {made}"
"""
FIRST = "True first given [] False"
PLAIN = "False first given [] True"


def python(checkout: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process that has the package of this checkout, and its own compiled folder."""
    known = {name: value for name, value in os.environ.items() if name != "RISCONTRO_PLAIN"}
    known |= {"PYTHONPATH": str(checkout / "extract"), "PYTHONUTF8": "1", **environment}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=known, capture_output=True, text=True, encoding="utf-8", check=True)


def build(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `make install` does."""
    return python(checkout, checkout / "tools" / "compile.py", checkout / "compiled", **environment)


def ask(checkout: Path, **environment: str) -> str:
    """What the package answers, and whether it is compiled."""
    return python(checkout, "-c", ASK, **environment).stdout.strip()


def small(root: Path) -> Path:
    """A checkout in which reading articles is one small module."""
    package = root / "extract" / "riscontro"
    package.mkdir(parents=True)
    for name in ("__init__.py", "compiled.py"):
        shutil.copy(PACKAGE / name, package)
    (package / "pipeline.py").write_text(SOURCE, encoding="utf-8")
    place = 'Path(sys.prefix) / "compiled"'
    text = (package / "compiled.py").read_text(encoding="utf-8")
    assert place in text
    (package / "compiled.py").write_text(text.replace(place, f"Path({str(root / 'compiled')!r})"), encoding="utf-8")
    shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout, compiled."""
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        pytest.skip("no Python.h")
    root = small(tmp_path_factory.mktemp("compiled"))
    assert ask(root) == PLAIN
    done = build(root)
    assert "compiled in" in done.stdout, done.stderr
    return root


@pytest.mark.xdist_group("compiled")
def test_what_is_compiled_is_used(checkout: Path) -> None:
    assert ask(checkout) == FIRST
    assert ask(checkout, RISCONTRO_PLAIN="1") == PLAIN


@pytest.mark.xdist_group("compiled")
def test_it_is_compiled_once(checkout: Path) -> None:
    done = build(checkout)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.xdist_group("compiled")
def test_changed_sources_run_as_plain_python(checkout: Path) -> None:
    path = checkout / "extract" / "riscontro" / "pipeline.py"
    path.write_text(SOURCE.replace("first", "second"), encoding="utf-8")
    try:
        assert ask(checkout) == PLAIN.replace("first", "second")
    finally:
        path.write_text(SOURCE, encoding="utf-8")
    assert ask(checkout) == FIRST


@pytest.mark.xdist_group("compiled")
def test_a_library_that_cannot_be_loaded_is_left_alone(checkout: Path) -> None:
    library = next((checkout / "compiled").rglob(f"{compiled.LIBRARY}*"))
    content = library.read_bytes()
    library.unlink()  # it may be mapped
    library.write_bytes(b"of another machine")
    try:
        assert ask(checkout) == PLAIN
    finally:
        library.write_bytes(content)


def test_without_a_working_compiler_the_set_up_goes_on(tmp_path: Path) -> None:
    root = small(tmp_path)
    done = build(root, CC="false")
    assert done.stderr.startswith("not compiled, riscontro runs as plain Python")
    assert len(done.stderr.splitlines()) == 1
    assert list((root / "compiled").iterdir()) == []
    assert ask(root) == PLAIN


COMMANDS = {
    "extract": ["extract", "articles"],
    "mentions": ["mentions", "articles"],
    "explain": ["explain", "--text", "Seul: inviati 11.000 soldati nordcoreani in Russia.", "--language", "it"],
}
HERE = (compiled.FOLDER / compiled.key(PACKAGE)).exists()


@pytest.mark.skipif(not HERE, reason="the package is not compiled as it is: make install")
@pytest.mark.parametrize("name", COMMANDS)
def test_compiled_the_package_says_the_same(name: str) -> None:
    command = [PACKAGE / "samples" / a if a == "articles" else a for a in COMMANDS[name]]
    call = "import riscontro; from riscontro import cli; assert riscontro.COMPILED == {}; cli.main()"
    said = [
        python(ROOT, "-c", call.format(True), *command).stdout,
        python(ROOT, "-c", call.format(False), *command, RISCONTRO_PLAIN="1").stdout,
    ]
    assert said[0] == said[1] != ""


@pytest.mark.skipif(not HERE, reason="the package is not compiled as it is: make install")
def test_what_is_extracted_goes_from_process_to_process() -> None:
    ask_all = """if True:
        import pickle
        from riscontro import COMPILED, pipeline, readers
        from riscontro.paths import SAMPLES
        found = list(pipeline.extract_all(readers.read([SAMPLES / "articles"], on_problem=print)))
        print(COMPILED, len(found) > 0, pickle.loads(pickle.dumps(found)) == found)
    """
    assert python(ROOT, "-c", ask_all).stdout == "True True True\n"
