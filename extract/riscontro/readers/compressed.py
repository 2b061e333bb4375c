"""A .gz or .zst file → the stream inside it; a bomb or a broken end is said where it shows."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from riscontro.readers.source import SetAside

SUFFIXES = (".gz", ".zst")
ALIASES = {".tgz": ".tar.gz", ".tzst": ".tar.zst"}
MAGIC = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}
_STEP = 4096  # compressed bytes at a time: what they can swell to fits in memory
RATIO, ALLOWANCE = 200, 64 * 1024 * 1024  # news shrinks to a fifth or a tenth; a bomb to a thousandth


class Inflated(io.RawIOBase):
    """The decompressed stream; SetAside where it breaks off or swells."""

    def __init__(self, raw: BinaryIO, suffix: str, place: str) -> None:
        self._raw, self._place = raw, place
        self._stream = _stream(raw, suffix)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read1(len(buffer))
        except (EOFError, OSError, zlib.error, ValueError) as error:
            raise self._broken(error) from error
        except Exception as error:
            if type(error).__name__ != "ZstdError":
                raise
            raise self._broken(error) from error
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > ALLOWANCE and self._given > RATIO * max(self._raw.tell(), 1):
            expected = f"expected compressed news, found {RATIO} times as much inside as outside"
            raise SetAside(self._place, "bomb", expected, "check where it comes from")
        return len(data)

    def close(self) -> None:
        self._raw.close()
        super().close()

    def _broken(self, error: Exception) -> SetAside:
        found = " ".join(str(error).split()).lower().rstrip(".") or "bytes of another kind"
        expected = f"expected a whole compressed file, found: {found}"
        return SetAside(self._place, "truncated", expected, "download or copy it again; what came before is kept")


def opener(open_raw: Callable[[], BinaryIO], suffix: str, place: str) -> Callable[[], io.BufferedReader]:
    """Opens what is inside a compressed file."""
    return lambda: io.BufferedReader(Inflated(open_raw(), suffix, place), 1 << 16)


class _Zstandard:
    """Decompressed frames; EOFError where the last one breaks off, of which the library's own reader says nothing."""

    def __init__(self, raw: BinaryIO) -> None:
        from zstandard import ZstdDecompressor

        self._raw = raw
        self._new = ZstdDecompressor(max_window_size=1 << 27).decompressobj
        self._frame, self._rest, self._ready = self._new(), b"", b""
        self._inside = False

    def read1(self, size: int) -> bytes:
        while not self._ready:
            data = self._rest or self._raw.read(_STEP)
            if not data:
                if self._inside:
                    raise EOFError("the file ends inside a frame")
                break
            self._ready, self._rest, self._inside = self._frame.decompress(data), b"", True
            if self._frame.eof:
                self._rest, self._frame, self._inside = self._frame.unused_data, self._new(), False
        given, self._ready = self._ready[:size], self._ready[size:]
        return given


def _stream(raw: BinaryIO, suffix: str) -> Any:
    return gzip.GzipFile(fileobj=raw) if suffix == ".gz" else _Zstandard(raw)
