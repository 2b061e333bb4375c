"""The folder that fetched pages are kept in: raw bytes, a metadata.csv for the readers, and what the servers said."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from riscontro.errors import RiscontroError
from riscontro.model import stable_id

METADATA, HISTORY = "metadata.csv", ".fetched.jsonl"
_COLUMNS = ("path", "url", "fetched", "charset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One page of the folder, and what its server said of it."""

    url: str  # the address that was asked for
    final_url: str
    path: str  # in the folder
    fetched: str
    digest: str  # of the raw bytes
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Store:
    """Pages by the address that was asked for; the newest counts, the older ones stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._check_metadata()
            self._kept = {kept.url: kept for kept in self._history()}
        except OSError as error:
            said = (error.strerror or str(error)).lower()
            raise RiscontroError(f"{folder}: expected a folder to write to, found: {said}; choose another") from error

    def newest(self, url: str) -> Kept | None:
        """What is kept of an address."""
        return self._kept.get(url)

    def data(self, kept: Kept) -> bytes:
        """The raw page."""
        return (self.folder / kept.path).read_bytes()

    def keep(
        self,
        url: str,
        final_url: str,
        data: bytes,
        suffix: str,
        *,
        fetched: dt.datetime,
        headers: dict[str, str | None],
    ) -> tuple[Kept, bool]:
        """Writes a page and its lines; the second value tells whether it is another one than before."""
        digest = hashlib.sha256(data).hexdigest()
        name = f"{_stem(final_url)}-{fetched:%Y%m%dT%H%M%S}-{stable_id(url, digest, length=10)}{suffix}"
        path = Path(re.sub(r"[^\w.-]", "_", urlsplit(final_url).netloc.lower())) / name
        before = self._kept.get(url)
        fresh = before is None or before.digest != digest
        kept = Kept(
            url=url,
            final_url=final_url,
            path=path.as_posix() if before is None or fresh else before.path,
            fetched=f"{fetched:%Y-%m-%dT%H:%M:%SZ}",
            digest=digest,
            **headers,
        )
        if fresh:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(data)
            self._append_metadata(kept)
        with (self.folder / HISTORY).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(kept), ensure_ascii=False) + "\n")
        self._kept[url] = kept
        return kept, fresh

    def _append_metadata(self, kept: Kept) -> None:
        path = self.folder / METADATA
        new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            if new:
                rows.writerow(_COLUMNS)
            rows.writerow([kept.path, kept.final_url, kept.fetched, kept.charset or ""])

    def _check_metadata(self) -> None:
        path = self.folder / METADATA
        if path.exists():
            with path.open(encoding="utf-8", errors="replace") as file:
                header = file.readline().strip()
            if header != ",".join(_COLUMNS):
                expected = f"expected the columns {', '.join(_COLUMNS)}, found {header!r:.60}"
                raise RiscontroError(f"{path}: {expected}; fetch into a folder of its own")

    def _history(self) -> list[Kept]:
        path = self.folder / HISTORY
        if not path.exists():
            return []
        found = []
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(Kept(**json.loads(line)))
            except (ValueError, TypeError):
                continue  # the last line of a run that was cut off
        return [kept for kept in found if (self.folder / kept.path).is_file()]


def _stem(url: str) -> str:
    """A name that tells a person which page it is."""
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-")[:40] or "page"
