"""How fast the extraction is: one process, one core, the sample articles again and again; beside it, four yardsticks.

    python tools/bench.py [--documents 2000] [--memory-documents 20000] [--no-memory]

Prints documents/s, MB/s and the ratio to dateparser's search; where the time goes; how the cost grows; peak memory.
This process runs plain Python; what is compiled (tools/compile.py) is timed in one of its own, and the memory is its.
A yardstick that is not installed is named and left out (`make bench` installs them beside).
"""

from __future__ import annotations

import argparse
import os
import sys

if __name__ == "__main__" and hasattr(os, "sched_setaffinity"):  # before any library counts the cores
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ.setdefault("POLARS_MAX_THREADS", "1")
if __name__ == "__main__" and not {"--compiled-child", "--child"} & set(sys.argv):
    os.environ["RISCONTRO_PLAIN"] = "1"

import functools
import hashlib
import json
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Any

from riscontro import COMPILED, pipeline, readers
from riscontro.lexicon import load
from riscontro.model import Document
from riscontro.paths import SAMPLES
from riscontro.sentences import split

# Stage → the functions whose own time it is (what they call in another stage is that stage's).
STAGES = {
    "sentences": ("sentences.split",),
    "tokenize": ("tokens.Cutter.cut",),
    "vocabulary": ("vocabulary.Vocabulary.find",),
    "quantities": ("mentions.quantity.find_quantities",),
    "times": ("mentions.time_find.find_times",),
    "parse, the rest": ("assemble.parse.parse_all",),
    "claims": (
        "assemble.claims.of_sentence",
        "assemble.occurrences.of_sentence",
        "assemble.unquantified.of_sentence",
        "assemble.claimant.speakers",
    ),
    "document": ("assemble.document.read",),
    "facts": ("assemble.facts.facts", "assemble.facts.rejections"),
    "the rest": ("pipeline.extract",),
}
SLOW, YARDSTICK = 220, "dateparser search_dates"  # documents for a yardstick that takes 20 ms for each
TURNS = 5
LENGTHS = (2_000, 20_000, 200_000)  # characters of one text
PACKAGE = "riscontro."
Run = Callable[[Sequence[Document]], object]
Rate = tuple[float, float, int]  # documents/s, MB/s, documents


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 whatever the figures are, 1 if the compiled extraction gives other rows."""
    options = _options(arguments)
    if options.child:
        return _child(options.child)
    samples = sample_documents()
    documents = repeated(samples, options.documents)
    if options.compiled_child:
        print(json.dumps(_extraction(samples, documents, {YARDSTICK: _dateparser}) if COMPILED else None))
        return 0
    size = sum(len(d.text.encode()) for d in documents)
    print(f"{len(samples)} sample articles, repeated to {len(documents):,} documents, {size / 1e6:.2f} MB, one core\n")
    differ = _speeds(samples, documents)
    _profile(documents[: options.documents // 4 or 1])
    _growth(samples, options.documents)
    if not options.no_memory:
        _memory(samples, options.memory_documents)
    if differ:
        print("\nThe compiled extraction gives other rows", file=sys.stderr)
    return int(differ)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="speed and memory of the extraction")
    parser.add_argument("--documents", type=int, default=2_000, help="how many documents to time (2000)")
    parser.add_argument(
        "--memory-documents", type=int, default=20_000, help="how many to stream for peak memory (20000)"
    )
    parser.add_argument("--no-memory", action="store_true", help="leave the memory run out")
    parser.add_argument("--compiled-child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def sample_documents() -> list[Document]:
    """The sample articles."""
    return list(readers.read([SAMPLES / "articles"], on_problem=lambda p: print(p.line(), file=sys.stderr)))


def repeated(samples: Sequence[Document], count: int) -> list[Document]:
    """The samples again and again, each with an id of its own."""
    return [replace(d, id=f"{n}-{d.id}") for n, d in enumerate(islice(cycle(samples), count))]


def altered(samples: Sequence[Document], count: int) -> Iterator[Document]:
    """`repeated`, every number of two digits or more another one each time round: no memory of a sentence helps."""
    for n, document in enumerate(islice(cycle(samples), count)):
        turn = n // len(samples)
        yield replace(document, id=f"{n}-{document.id}", text=_altered(document.text, turn))


def _altered(text: str, turn: int) -> str:
    def other(match: re.Match[str]) -> str:
        first, rest = match.group()[0], match.group()[1:]
        return first + str((int(rest) + turn * 7919) % 10 ** len(rest)).zfill(len(rest))

    return re.sub(r"\d\d+", other, text)


# Speed --------------------------------------------------------------------------------------------------------------


def _speeds(samples: Sequence[Document], documents: Sequence[Document]) -> bool:
    """Prints the rates; whether the compiled extraction gives other rows."""
    rates, rows = _extraction(samples, documents, OTHERS)
    table = [(name, rate, rates.get(YARDSTICK)) for name, rate in rates.items()]
    told = _child_process("--compiled-child", "--documents", str(len(documents)), stdout=subprocess.PIPE)
    compiled, compiled_rows = json.loads(told.stdout) or ({}, rows)
    if not compiled:
        print("extraction, compiled: left out, it is not; make install says why", file=sys.stderr)
    base = compiled.pop(YARDSTICK, None)
    table[2:2] = [(f"{name}, compiled", rate, base) for name, rate in compiled.items()]
    print(f"{'':38}{'documents':>10}{'documents/s':>13}{'MB/s':>9}{'x dateparser':>14}")
    for name, (per_second, megabytes, count), base in table:
        ratio = f"{megabytes / base[1]:.1f}" if base else "?"
        print(f"{name:38}{count:10,}{per_second:13,.0f}{megabytes:9.3f}{ratio:>14}")
    return compiled_rows != rows


def _extraction(
    samples: Sequence[Document], documents: Sequence[Document], others: dict[str, Callable[[], Run]]
) -> tuple[dict[str, Rate], str]:
    """Rates of the whole extraction and of the yardsticks that are installed, and a hash of the samples' rows.

    In turns, a part of the documents each: what else the machine does hits them all alike."""
    rows = "\n".join(repr(row) for e in map(pipeline.extract, samples) for row in (*e.facts, *e.rejected))
    runs: dict[str, tuple[Sequence[Document], Run]] = {
        "extraction": (documents, extracted),
        "extraction, figures altered": (list(altered(samples, len(documents))), extracted),
    }
    for name, found in others.items():
        try:
            runs[name] = (documents[: SLOW if name == YARDSTICK else None], found())
            runs[name][1](samples[:1])
        except ImportError as error:
            print(f"{name}: left out, {error.name or error} is not installed", file=sys.stderr)
    took = dict.fromkeys(runs, 0.0)
    for turn in range(TURNS):
        for name, (batch, run) in runs.items():
            took[name] += seconds(run, batch[turn::TURNS])
    rates = {name: _rate(batch, took[name]) for name, (batch, _) in runs.items()}
    return rates, hashlib.sha256(rows.encode()).hexdigest()


def extracted(batch: Sequence[Document]) -> None:
    """What the commands do with their documents, nothing kept."""
    for _ in pipeline.extract_all(batch):
        pass


def each(function: Callable[[Any], Any]) -> Run:
    def run(batch: Sequence[Document]) -> None:
        for document in batch:
            function(document)

    return run


def _dateparser() -> Run:
    from dateparser.search import search_dates

    return each(lambda d: search_dates(d.text, languages=[d.language]))


def _text2num() -> Run:
    from text_to_num import alpha2digit

    return each(lambda d: alpha2digit(d.text, d.language))


def _spacy() -> Run:
    import spacy

    blank = functools.cache(spacy.blank)
    return each(lambda d: blank(d.language).tokenizer(d.text))


def _polars() -> Run:
    import polars as pl

    return lambda batch: pl.Series([d.text for d in batch]).str.count_matches("[0-9]+").sum()


def _rate(batch: Sequence[Document], took: float) -> Rate:
    return len(batch) / took, sum(len(d.text.encode()) for d in batch) / 1e6 / took, len(batch)


def seconds(run: Callable[..., Any], *arguments: Any) -> float:
    """How long one call takes."""
    begin = process_time()
    run(*arguments)
    return process_time() - begin


OTHERS: dict[str, Callable[[], Run]] = {
    YARDSTICK: _dateparser,
    "text2num alpha2digit": _text2num,
    "spaCy blank tokenizer": _spacy,
    "polars scan for digits": _polars,
}


def _child_process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """This script in a process that uses what is compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "RISCONTRO_PLAIN"}
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    return subprocess.run(command, check=True, env=environment, **options)


# Profile ------------------------------------------------------------------------------------------------------------


def _profile(documents: Sequence[Document]) -> None:
    with staged() as (spent, calls):
        total = seconds(extracted, documents)
    print(f"\nWhere the time goes ({len(documents):,} documents, measuring included)")
    print(f"{'':30}{'ms/document':>13}{'share':>8}{'calls/document':>16}")
    for stage in STAGES:
        cost, share = 1000 * spent[stage] / len(documents), spent[stage] / total
        print(f"{stage:30}{cost:13.3f}{share:8.1%}{calls[stage] / len(documents):16.1f}")


@contextmanager
def staged() -> Iterator[tuple[dict[str, float], dict[str, int]]]:
    """Own time and calls by stage, of everything that runs inside: the stages' functions are wrapped, then restored."""
    spent: dict[str, float] = defaultdict(float)
    calls: dict[str, int] = defaultdict(int)
    inner = [0.0]  # time of the stages that each running stage called

    def wrapped(function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            inner.append(0.0)
            begin = process_time()
            try:
                return function(*arguments, **options)
            finally:
                took = process_time() - begin
                spent[stage] += took - inner.pop()
                inner[-1] += took
                calls[stage] += 1

        return timed

    restore = []
    for stage, names in STAGES.items():
        for name in names:
            function = located(name)
            for owner, attribute in _places(function):
                restore.append((owner, attribute, function))
                setattr(owner, attribute, wrapped(function, stage))
    try:
        yield spent, calls
    finally:
        for owner, attribute, function in restore:
            setattr(owner, attribute, function)


def located(name: str) -> Callable[..., Any]:
    """The function that a name of STAGES stands for; an error that says what to correct when it is gone."""
    import importlib

    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(PACKAGE + ".".join(parts[:cut]))
            for part in parts[cut:]:
                found = getattr(found, part)
        except (ModuleNotFoundError, AttributeError):
            continue
        return found  # type: ignore[no-any-return]
    raise SystemExit(f"tools/bench.py: STAGES: no function {PACKAGE}{name}; name the one that does its work now")


def _places(function: Callable[..., Any]) -> list[tuple[Any, str]]:
    """Every module and class of the package that holds the function under some name."""
    modules = [m for name, m in list(sys.modules.items()) if name.startswith(PACKAGE)]
    classes = [c for m in modules for c in vars(m).values() if isinstance(c, type) and c.__module__ == m.__name__]
    return [(owner, key) for owner in (*modules, *classes) for key, value in vars(owner).items() if value is function]


# Growth -------------------------------------------------------------------------------------------------------------


def _growth(samples: Sequence[Document], count: int) -> None:
    print("\nGrowth")
    few, many = repeated(samples, max(1, count // 4)), repeated(samples, count)
    for batch in (few, many):
        took = seconds(extracted, batch)
        print(f"{f'{len(batch):,} documents':30}{1000 * took / len(batch):13.3f} ms/document")
    for shape, joint in (("many lines", "\n"), ("one line", " ")):
        for length in LENGTHS if count >= SLOW else LENGTHS[:-1]:
            document = long_text(samples, length, joint)
            took = min(seconds(extracted, [document]) for _ in range(5 if length < 100_000 else 1))
            kilobytes = len(document.text.encode()) / 1000
            print(f"{f'one text of {kilobytes:.0f} kB, {shape}':30}{1000 * took / kilobytes:13.3f} ms/kB")


def long_text(samples: Sequence[Document], length: int, joint: str) -> Document:
    """One text of that many characters: the sentences of the samples, with `joint` between them."""
    pieces: list[str] = []
    size = 0
    for document in cycle(samples):
        told = [s for s in split(document.text, load(document.language)) if not s.chrome]
        pieces += [document.text[s.start : s.end] for s in told]
        size += sum(s.end - s.start + len(joint) for s in told)
        if size >= length:
            break
    return replace(samples[0], id="long", title=None, text=joint.join(pieces)[:length])


# Memory -------------------------------------------------------------------------------------------------------------


def _memory(samples: Sequence[Document], count: int) -> None:
    """Peak memory of a process that streams a .jsonl of `count` documents, all different."""
    print(f"\nMemory ({count:,} documents streamed from one .jsonl file)")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "documents.jsonl"
        documents = enumerate(altered(samples, count))  # a line of its own, for altered figures come round again
        write_jsonl(path, (replace(d, text=f"{d.text}\n\n{n}\n") for n, d in documents))
        _child_process("--child", str(path))


def write_jsonl(path: Path, documents: Iterable[Document]) -> None:
    """One record a line, as the reader takes it."""
    with path.open("w", encoding="utf-8") as file:
        for d in documents:
            record = {"id": d.id, "text": d.text, "title": d.title, "publisher": d.publisher, "language": d.language}
            file.write(json.dumps({**record, "published": d.published and str(d.published)}, ensure_ascii=False) + "\n")


def _child(path: Path) -> int:
    done = facts = 0
    begin, mark = process_time(), 100
    for extraction in pipeline.extract_all(readers.read([path], on_problem=lambda p: print(p.line()))):
        done, facts = done + 1, facts + len(extraction.facts)
        if done == mark:
            print(f"{f'peak after {done:,}':30}{peak_megabytes():13.0f} MB", flush=True)
            mark *= 10
    took = process_time() - begin
    print(f"{f'peak after all {done:,}':30}{peak_megabytes():13.0f} MB")
    how = "compiled" if COMPILED else "plain Python"
    print(f"{facts:,} facts, {done / took:,.0f} documents/s, reading included, {how}")
    return 0


def peak_megabytes() -> float:
    """The most memory that this process has held; NaN where the system does not tell."""
    status = Path("/proc/self/status")  # not getrusage where this exists: there it begins with the peak of the parent
    if status.exists() and (found := re.search(r"VmHWM:\s*(\d+) kB", status.read_text())):
        return int(found[1]) / 1_000
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


if __name__ == "__main__":
    sys.exit(main())
