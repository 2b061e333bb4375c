"""How fast a web archive is read into a warehouse, in how much memory, and whether an interrupt changes what comes out.

    python tools/bench_inputs.py [--pages 20000] [--keep FOLDER]

Writes a .warc.gz of made-up pages, loads it in a process of its own, interrupts a second load in the middle with
Ctrl-C's signal, lets a third one go on, and compares the rows of both warehouses. Prints pages/s, MB/s, peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

SIDE = 240  # teasers around an article: what makes a page some 30 kB
COUNTED = (
    "Secondo {who}, Pyongyang ha inviato {a:,} soldati in Russia.",
    "Il ministero ha riferito che {b} soldati ucraini sono stati uccisi a {where}.",
    "L'aviazione ha abbattuto {c} droni russi nella notte, ha detto un portavoce a Kiev.",
    "Altri {d} militari sono rimasti feriti negli scontri di {day}.",
)
PLAIN = "La cooperazione tra i due governi continuerà, ha aggiunto una portavoce senza dare altri particolari ({n})."
WHO, WHERE = ("Seul", "Kiev", "Washington", "Tokyo"), ("Kharkiv", "Bakhmut", "Kherson", "Pokrovsk")
DAYS = ("lunedì", "martedì", "giovedì", "sabato")
TABLES = ("documents", "facts", "rejections", "document_versions")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where the rows differ."""
    options = _options(arguments)
    if options.child:
        return _child(Path(options.child), Path(options.warehouse))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(options.keep or made)
        archive = folder / "crawl.warc.gz"
        raw = write_archive(archive, options.pages)
        print(
            f"{options.pages:,} pages, {raw / 1e6:,.0f} MB of HTML, {archive.stat().st_size / 1e6:,.0f} MB compressed"
        )
        whole = _load(archive, folder / "whole.duckdb")
        _tell("in one go", whole, options.pages, raw)
        _interrupted(archive, folder / "parts.duckdb", whole["seconds"] / 2)
        rest = _load(archive, folder / "parts.duckdb")
        print(f"after an interrupt, the rest: {rest['unchanged']:,.0f} pages known, {rest['new']:,.0f} new")
        _tell("", rest, options.pages, raw)
        same = _rows(folder / "whole.duckdb") == _rows(folder / "parts.duckdb")
        print(f"rows of both warehouses: {'the same' if same else 'DIFFERENT'}")
    return int(not same)


def write_archive(path: Path, pages: int) -> int:
    """A web archive with so many pages, each another article; returns the bytes of HTML in it."""
    size = 0
    with path.open("wb") as file:
        for number in range(pages):
            body = page(number).encode()
            size += len(body)
            file.write(gzip.compress(_record(number, body), 6, mtime=0))
    return size


def page(number: int) -> str:
    """A news page with an article of some 2 kB and the teasers of its site around it."""
    seed = number * 7919
    said = {"who": WHO[seed % 4], "where": WHERE[seed // 4 % 4], "day": DAYS[seed // 16 % 4], "n": number}
    said |= {name: 20 + (seed // step) % 900 for name, step in zip("abcd", (3, 5, 11, 17), strict=True)}
    lines = [text.format(**said).replace(",", ".") if "{a:,}" in text else text.format(**said) for text in COUNTED]
    plain = [PLAIN.format(n=f"{number}-{part}") for part in range(12)]
    paragraphs = "".join(f"<p>{a} {b}</p>" for a, b in zip(plain, [*lines, *plain[::-1]], strict=False))
    teasers = "".join(
        f'<li class="teaser"><a href="/n/{t}">Notizia numero {t} della sezione esteri</a></li>' for t in range(SIDE)
    )
    about = {
        "@type": "NewsArticle",
        "headline": f"Notizia {number}",
        "datePublished": f"2025-0{1 + number % 9}-1{number % 10}",
    }
    return f"""<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Notizia {number}</title>
<script type="application/ld+json">{json.dumps(about)}</script></head><body><nav><ul>{teasers}</ul></nav>
<main><article><h1>Notizia {number}</h1>{paragraphs}</article></main><aside><ul>{teasers}</ul></aside></body></html>"""


def _record(number: int, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n{number % 50}.example/n/{number}.html\r\n"
        f"WARC-Date: 2025-12-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _command(archive: Path, warehouse: Path) -> list[str]:
    return [sys.executable, __file__, "--child", str(archive), "--warehouse", str(warehouse)]


def _load(archive: Path, warehouse: Path) -> dict[str, float]:
    done = subprocess.run(_command(archive, warehouse), check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _interrupted(archive: Path, warehouse: Path, after: float) -> None:
    """A load that is told to stop, as a person would."""
    process = subprocess.Popen(_command(archive, warehouse), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    process.wait()


def _child(archive: Path, warehouse: Path) -> int:
    """Loads the archive as `riscontro run` does, and prints what that took."""
    import datetime as dt

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored
    from riscontro import lexicon, pipeline, readers
    from riscontro.model import Document
    from riscontro.readers.source import Options
    from riscontro.warehouse import load

    def documents(knows: object) -> Iterator[Document]:
        return readers.read([archive], on_problem=lambda p: print(p.line()), options=Options(known=knows))  # type: ignore[arg-type]

    started, cpu = time.monotonic(), time.process_time()
    prints = {code: pipeline.fingerprint(code) for code in lexicon.available()}
    when = dt.datetime(2025, 12, 1)
    found = load(warehouse, documents, extract=pipeline.extract_all, fingerprints=prints, started_at=when)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    figures = {"seconds": time.monotonic() - started, "cpu": time.process_time() - cpu, "peak": peak}
    print(json.dumps(figures | {"new": found.new, "unchanged": found.unchanged, "facts": found.facts}))
    return 0


def _rows(warehouse: Path) -> list[list[tuple[object, ...]]]:
    from riscontro.warehouse import query

    return [query(warehouse, f"select * from raw.{table} order by all") for table in TABLES]


def _tell(name: str, figures: dict[str, float], pages: int, raw: int) -> None:
    cpu, peak = figures["cpu"], figures["peak"]
    print(
        f"{name:<11}{pages / cpu:8,.0f} pages/s {raw / 1e6 / cpu:8.2f} MB/s of HTML (processor time {cpu:,.0f} s,"
        f" {figures['seconds']:,.0f} s by the clock), {figures['facts']:,.0f} facts, peak {peak:,.0f} MB"
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--keep", help="a folder for the archive and the warehouses")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    sys.exit(main())
