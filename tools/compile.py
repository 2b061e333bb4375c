"""Compiles what reads the articles to machine code, with mypyc: the same rows in half the time.

    python tools/compile.py [FOLDER]

`make install` calls it. The compiled modules go into FOLDER (that of the environment), under the hash of the sources
they belong to (riscontro/compiled.py); where they are there already, nothing is done. The C compiler is the machine's
(CC, that of Python, cc) or, where it has none, zig from the package index. Without it all works too, as plain Python:
where something is missing or fails, one line says what, and the exit code is 0 all the same.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

os.environ["RISCONTRO_PLAIN"] = "1"  # what is compiled are the sources
from riscontro import compiled

TOOLS = Path(__file__).resolve().parent
PYPROJECT = TOOLS.parent / "pyproject.toml"  # mypy's settings
PACKAGE = Path(compiled.__file__).parent
START = "riscontro.pipeline"  # it and what it imports is compiled
LEFT = (
    "__init__.py",
    "compiled.py",
    "lexicon.py",  # runs once
    "model.py",  # what callers make and get: as Python they can be pickled, and take what they always took
    "paths.py",  # data lies beside it
)
LEVEL = "-O1"  # of optimisation: -O2 takes nearly twice as long and is hardly faster
FLAGS = (LEVEL, "-fwrapv", "-fPIC", "-fvisibility=hidden", "-DNDEBUG", "-w", "-pipe")
SHARED = ("-bundle", "-undefined", "dynamic_lookup") if sys.platform == "darwin" else ("-shared",)


class CannotCompileError(Exception):
    """What is missing, in one line."""


def main(arguments: Sequence[str]) -> int:
    """The command."""
    folder = Path(arguments[0]).resolve() if arguments else compiled.FOLDER
    if (folder / compiled.key(PACKAGE)).exists():
        return 0
    print("compiling what reads the articles: about a minute", flush=True)
    begin = monotonic()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch, contextlib.chdir(scratch):
            compile_into(folder, Path(scratch))
    except (Exception, SystemExit) as error:  # mypyc exits; whatever it is, the set-up goes on
        said = (str(error).strip() or type(error).__name__).splitlines()[-1]
        print(f"not compiled, riscontro runs as plain Python, half as fast: {said}", file=sys.stderr)
        return 0
    print(f"compiled in {monotonic() - begin:.0f} s")
    return 0


def compile_into(folder: Path, scratch: Path) -> None:
    """Everything, made in the scratch folder and put in its place by a rename: never half of it."""
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        raise CannotCompileError("Python.h is missing (Debian: apt-get install python3-dev)")
    compiler = compiler_command()
    shutil.copytree(PACKAGE, scratch / "riscontro", ignore=_no_python)
    target = folder / compiled.key(scratch / "riscontro")
    names = modules()
    for name in names:
        path = scratch / name
        path.write_text(with_inits(path.read_text(encoding="utf-8")), encoding="utf-8")
    _build([*compiler, *FLAGS], _translated(names), scratch / "made")
    for old in folder.iterdir():
        if old != scratch:
            shutil.rmtree(old)
    (scratch / "made").rename(target)


def _no_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def _translated(names: Sequence[str]) -> list[Any]:
    """The C of the modules, a file each so that all cores have work: as extensions with name, sources, folders."""
    fetch("compile-requirements.txt")
    from mypyc.build import mypycify

    options = ["--config-file", str(PYPROJECT), *names]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            return mypycify(options, multi_file=True, group_name=compiled.LIBRARY.removesuffix("__mypyc"))
        except SystemExit as error:
            raise CannotCompileError(said.getvalue()) from error


def _build(command: Sequence[str], extensions: Sequence[Any], made: Path) -> None:
    """Compiles each file once, links each extension."""
    folders = {"-I" + path for e in extensions for path in [*e.include_dirs, sysconfig.get_path("include")]}
    sources = sorted({s for e in extensions for s in e.sources}, key=os.path.getsize, reverse=True)
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(lambda s: run([*command, *folders, "-c", s, "-o", f"{s}.o"]), sources))
        list(pool.map(lambda e: _link(command, e, made), extensions))


def _link(command: Sequence[str], extension: Any, made: Path) -> None:
    file = made / (extension.name.replace(".", "/") + compiled.SUFFIX)
    file.parent.mkdir(parents=True, exist_ok=True)
    run([*command, *SHARED, *(f"{s}.o" for s in extension.sources), "-o", str(file)])


def run(command: Sequence[str]) -> None:
    """One command, silent; CannotCompileError with its first error where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        said = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise CannotCompileError(f"{Path(command[0]).name}: {said}")


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def compiler_command() -> list[str]:
    """The C compiler of the machine; zig, where it has none."""
    for said in (os.environ.get("CC"), sysconfig.get_config_var("CC"), "cc"):
        if said and shutil.which(shlex.split(said)[0]):
            return shlex.split(said)
    fetch("zig-requirements.txt")
    import ziglang

    return [str(Path(ziglang.__file__).with_name("zig")), "cc"]


def fetch(requirements: str) -> None:
    """What only compiling needs, from the package index, beside the environment's packages."""
    beside = Path(sys.prefix) / "mypyc"
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", sys.executable, "--target", str(beside)]
    run([*uv, "--requirements", str(TOOLS / requirements)])
    if str(beside) not in sys.path:
        sys.path.insert(0, str(beside))


def modules() -> list[str]:
    """The Python files to compile, relative to the folder above the package."""
    import_module(START)
    files = [Path(m.__file__ or "") for name, m in sys.modules.items() if name.partition(".")[0] == "riscontro"]
    return sorted(str(f.relative_to(PACKAGE.parent)) for f in files if f.name not in LEFT)


def with_inits(source: str) -> str:
    """The source with the `__init__` of each dataclass written out. mypyc leaves it to Python, which takes six times as
    long as machine code; hundreds of small objects are made for each article."""
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if not isinstance(node, ast.ClassDef) or not node.decorator_list:
            continue
        options = node.decorator_list[0]
        if not isinstance(options, ast.Call) or ast.unparse(options.func) != "dataclass":
            continue
        given = {option.arg: ast.unparse(option.value) for option in options.keywords}
        if "frozen" in given or "init" in given:
            continue
        lines[node.end_lineno : node.end_lineno] = _init(node, keywords_only="kw_only" in given)
        begin = options.lineno - 1
        lines[begin] = lines[begin].replace("dataclass(", "dataclass(init=False, ", 1)
    return "\n".join(lines)


def _init(node: ast.ClassDef, *, keywords_only: bool) -> list[str]:
    parameters, body = ["self", "*"] if keywords_only else ["self"], []
    for field in node.body:
        if not isinstance(field, ast.AnnAssign):
            continue
        name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
        default, made = _default(field.value)
        if made:
            parameters.append(f"{name}: {kind} | None = None")
            body.append(f"        self.{name} = {made}() if {name} is None else {name}")
        else:
            parameters.append(f"{name}: {kind}" + (f" = {default}" if default else ""))
            body.append(f"        self.{name} = {name}")
    return ["", f"    def __init__({', '.join(parameters)}) -> None:", *body]


def _default(value: ast.expr | None) -> tuple[str, str]:
    """The default of a field, and what makes it where each object has its own."""
    if not isinstance(value, ast.Call) or ast.unparse(value.func) != "field":
        return (ast.unparse(value) if value else "", "")
    given = {option.arg: ast.unparse(option.value) for option in value.keywords}
    return given.get("default", ""), given.get("default_factory", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
