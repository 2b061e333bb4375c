"""Compiles what reads the articles to machine code, with mypyc: the same rows in about half the time.

    python tools/compile.py FOLDER

FOLDER holds an installed copy of the package (`make compiled` puts it there). The compiled modules are laid beside its
Python files; whoever has FOLDER on PYTHONPATH runs them. The C compiler is the machine's (CC, or cc) or, where it has
none, zig from the package index. Ends with the compiler's own words and exit code 1 where it fails.
"""

from __future__ import annotations

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
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    use_compiler()
    extensions = mypycify(["--config-file", str(PYPROJECT), *modules(folder)], opt_level=LEVEL, debug_level="0")
    for extension in extensions:
        extension.extra_compile_args += QUIET
    command = ["--quiet", "build_ext", "--inplace", "--parallel", str(os.cpu_count())]
    setup(name="riscontro", packages=[], ext_modules=extensions, script_args=command)
    shutil.rmtree("build")
    return 0


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
