"""Machine code in place of the modules that read articles, where `make install` has made it (tools/compile.py).

It lies under the hash of the sources it was made from: whoever edits one of them runs plain Python from then on, until
it is made again. The rows are the same. With RISCONTRO_PLAIN set it is never used: a debugger sees Python.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(sys.prefix) / "compiled"  # of this environment
SUFFIX = EXTENSION_SUFFIXES[0]
LIBRARY = "riscontro__mypyc"  # all the machine code; a file for each module only names its part


def key(package: Path) -> str:
    """A hash of all Python sources of the package, and of the Python that runs them."""
    digest = hashlib.sha256(SUFFIX.encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(f"\n{path.relative_to(package).as_posix()} ".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


class _Finder(MetaPathFinder):
    """Finds the compiled file of a module before Python finds its source."""

    def __init__(self, folder: Path) -> None:
        found = sorted(folder.rglob(f"*{SUFFIX}"))
        self.files = {".".join(f.relative_to(folder).parts).removesuffix(SUFFIX): f for f in found}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The compiled file, if this module has one."""
        return spec_from_file_location(fullname, self.files[fullname]) if fullname in self.files else None


def use(package: Path, folder: Path) -> bool:
    """Let the machine code stand in for the package from now on; whether it does."""
    if os.environ.get("RISCONTRO_PLAIN"):
        return False
    finder = _Finder(folder / key(package))
    if LIBRARY not in finder.files:
        return False
    sys.meta_path.insert(0, finder)
    try:
        import_module(LIBRARY)
    except ImportError:  # made on another machine
        sys.meta_path.remove(finder)
        return False
    return True
