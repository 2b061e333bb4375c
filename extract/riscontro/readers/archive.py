"""A .zip or .tar file (also .tar.gz, .tgz, .tar.zst) → every file in it that can be read. No member becomes a file."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from riscontro.model import Document
from riscontro.readers import formats, metadata
from riscontro.readers.compressed import ALLOWANCE, RATIO
from riscontro.readers.source import LARGEST, OnProblem, Options, SetAside, Source

SUFFIXES = (".zip", ".tar")
MOST = 200_000  # files in one archive
_ZIP, _TAR_MAGIC, _TAR_OFFSET = b"PK\x03\x04", b"ustar", 257
_KIND_OF_FILE, _LINK = 0o170000, 0o120000  # of the Unix mode that a zip may keep
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class _Member:
    """One file of an archive."""

    name: str
    open: Callable[[], io.BufferedReader]
    plain: bool = True  # neither a link nor a device


def recognises(head: bytes, options: Options) -> bool:
    """Whether a stream that starts like this is an archive (and no office document, which is a zip as well)."""
    return (head.startswith(_ZIP) and b"[Content_Types].xml" not in head) or head[_TAR_OFFSET:].startswith(_TAR_MAGIC)


def read(source: Source, *, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    """Place and document of each file that can be read; an archive in the archive and a path out of it are reported."""
    found = False
    try:
        with source.seekable() as file:
            tables = _tables(file, source, on_problem)
            for member in _members(file, source):
                if _is_furniture(member.name):
                    continue
                inner = _inner(source, member, tables, on_problem)
                found = found or bool(formats.kind(member.name)[0])
                if inner is not None:
                    yield from _documents(inner, on_problem)
    except _BROKEN as error:
        raise _broken(source.place, error) from error
    if not found:
        expected = f"expected a file in it that ends in {formats.described()}, found none"
        raise SetAside(source.place, "empty_archive", expected, "check the archive")


def _documents(inner: Source, on_problem: OnProblem) -> Iterator[tuple[str, Document | None]]:
    try:
        yield from formats.documents(inner, on_problem)
    except _BROKEN as error:
        on_problem(_broken(inner.place, error).problem)


def _broken(place: str, error: Exception) -> SetAside:
    said = " ".join(str(error).split()).lower().rstrip(".") or type(error).__name__
    return SetAside(place, "archive", f"expected a whole archive, found: {said}", "pack it again")


def _inner(source: Source, member: _Member, tables: dict[str, metadata.Table], on_problem: OnProblem) -> Source | None:
    """The file as a source of its own; None where it cannot be one."""
    place = f"{source.place}/{member.name}"
    suffix, _ = formats.kind(member.name)
    path = PurePosixPath(member.name)
    row = _row(path, tables)
    if path.is_absolute() or ".." in path.parts or "\\" in member.name or not member.plain:
        expected = "expected a plain file inside the archive, found a path or a link that leads out of it"
        on_problem(SetAside(place, "path", expected, "pack it again without").problem)
    elif suffix in SUFFIXES:
        expected = "expected articles, found an archive in the archive"
        on_problem(SetAside(place, "nested", expected, "unpack the outer one first").problem)
    elif row and row.fault:
        on_problem(row.fault)
    elif not suffix:
        source.options.on_skip(place, "suffix")
    else:
        said = {"metadata": row.fields, "metadata_place": row.place} if row else {"metadata": source.metadata}
        origin = f"{source.origin}/{member.name}"
        return replace(source, place=place, origin=origin, open=member.open, format="", **said)  # type: ignore[arg-type]
    return None


def _is_furniture(name: str) -> bool:
    """What systems and this program keep beside the articles."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return name.endswith("/") or hidden or "__MACOSX" in parts or parts[-1:] == (metadata.NAME,)


def _row(path: PurePosixPath, tables: dict[str, metadata.Table]) -> metadata.Row | None:
    """What the nearest metadata.csv says of a file."""
    for folder in path.parents:
        table = tables.get(str(folder))
        if table and (row := table.rows.get(path.relative_to(folder).as_posix())):
            return row
    return None


def _tables(file: BinaryIO, source: Source, on_problem: OnProblem) -> dict[str, metadata.Table]:
    """Every metadata.csv by its folder; its faults are reported."""
    found: dict[str, bytes] = {}
    names = set()
    for member in _members(file, source):
        names.add(str(PurePosixPath(member.name)))
        if PurePosixPath(member.name).name == metadata.NAME and member.plain:
            found[str(PurePosixPath(member.name).parent)] = member.open().read(LARGEST)
        if len(names) > MOST:
            expected = f"expected at most {MOST:,} files in an archive, found more"
            raise SetAside(source.place, "bomb", expected, "split it, or check where it comes from")
    tables = {}
    for folder, data in found.items():
        place = f"{source.place}/{PurePosixPath(folder, metadata.NAME)}"
        there = lambda name, folder=folder: str(PurePosixPath(folder, name)) in names  # noqa: E731
        tables[folder] = metadata.parse(data, place, there=there)
        for problem in (*tables[folder].problems, *tables[folder].missing):
            on_problem(problem)
    return tables


def _members(file: BinaryIO, source: Source) -> Iterator[_Member]:
    file.seek(0)
    is_zip = file.read(4).startswith(_ZIP[:2])
    file.seek(0)
    return _of_zip(file, source) if is_zip else _of_tar(file)


def _of_zip(file: BinaryIO, source: Source) -> Iterator[_Member]:
    most = RATIO * max(file.seek(0, io.SEEK_END), ALLOWANCE)
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            most -= info.file_size
            if most < 0 or (info.file_size > ALLOWANCE and info.file_size > RATIO * max(info.compress_size, 1)):
                expected = f"expected compressed news, found {RATIO} times as much inside as outside"
                raise SetAside(f"{source.place}/{info.filename}", "bomb", expected, "check where it comes from")
            is_link = (info.external_attr >> 16) & _KIND_OF_FILE == _LINK
            yield _Member(info.filename, partial(_opened, archive, info), not is_link)


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> io.BufferedReader:
    stream: Any = archive.open(info)
    return io.BufferedReader(stream)


def _of_tar(file: BinaryIO) -> Iterator[_Member]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep all that it has seen
            if not info.isdir():
                stream: Any = partial(archive.extractfile, info)
                yield _Member(info.name, stream, info.isreg())
