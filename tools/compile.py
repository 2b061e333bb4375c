"""Compiles what reads the articles to machine code, with mypyc: the same rows in about half the time.

    python tools/compile.py FOLDER

FOLDER holds an installed copy of the package (`make compiled` puts it there). The compiled modules are laid beside its
Python files; whoever has FOLDER on PYTHONPATH runs them. The C compiler is the machine's (CC, or cc) or, where it has
none, zig from the package index. Ends with the compiler's own words and exit code 1 where it fails.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
from importlib import import_module
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"  # mypy's settings
START = "riscontro.pipeline"  # it and what it imports is compiled
LEFT = (
    "__init__.py",
    "lexicon.py",
    "paths.py",
)  # run once; files beside them, attributes of a class
LEVEL = "2"  # of optimisation: 3 takes longer and gives nothing
QUIET = ["-w", "-Wno-error"]  # what a compiler warns of in C that mypyc wrote is nobody's to mend here


def main() -> int:
    """The command."""
    folder = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(folder))
    use_compiler()
    names = modules(folder)
    sources = folder / "build"
    shutil.copytree(folder / "riscontro", sources / "riscontro")
    for name in names:  # a copy: what is hashed to tell one version from another stays as it is
        path = sources / name
        path.write_text(with_inits(path.read_text(encoding="utf-8")), encoding="utf-8")
    os.chdir(sources)
    extensions = mypycify(["--config-file", str(PYPROJECT), *names], opt_level=LEVEL, debug_level="0")
    for extension in extensions:
        extension.extra_compile_args += QUIET
    command = ["--quiet", "build_ext", "--inplace", "--parallel", str(os.cpu_count())]
    setup(name="riscontro", packages=[], ext_modules=extensions, script_args=command)
    for built in [*sources.glob("*.so"), *sources.glob("riscontro/**/*.so")]:
        built.replace(folder / built.relative_to(sources))
    os.chdir(folder)
    shutil.rmtree(sources)
    return 0


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


def use_compiler() -> None:
    """zig, where the machine has no C compiler."""
    if "CC" not in os.environ and shutil.which("cc") is None:
        os.environ["CC"] = f"{sys.executable} -m ziglang cc"
        os.environ["LDSHARED"] = f"{os.environ['CC']} -shared"


def modules(folder: Path) -> list[str]:
    """The Python files to compile, relative to the folder."""
    import_module(START)
    files = [Path(m.__file__ or "") for name, m in sys.modules.items() if name.partition(".")[0] == "riscontro"]
    return sorted(str(f.relative_to(folder)) for f in files if f.name not in LEFT)


if __name__ == "__main__":
    sys.exit(main())
