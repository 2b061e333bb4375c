"""The tools of whoever writes rules: what changed between two revisions, and how fast it all is."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from riscontro.paths import PACKAGE, SEEDS

TOOLS = Path(__file__).resolve().parents[1] / "tools"


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(f"tools_{name}", TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(**changes: Any) -> dict[str, Any]:
    """A fact row as `regress` compares it."""
    base = {"fact_id": "1", "char_start": 3, "char_end": 8, "metric": "m", "actor": "A", "date": "2025-01-01"}
    return {**base, **changes}


COMPARISONS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]] = {
    "the same": ([row()], [row()], []),
    "only ids and rules differ": ([row(rule_id="x")], [row(fact_id="2", rule_id="y")], []),
    "gained": ([], [row()], ["gained"]),
    "lost": ([row()], [], ["lost"]),
    "another actor": ([row()], [row(actor="B")], ["changed"]),
    "another metric": ([row()], [row(metric="n")], ["lost", "gained"]),
    "another span": ([row()], [row(char_end=9)], ["lost", "gained"]),
    "one of two sides": ([row(), row(actor="B")], [row(actor="B")], ["lost"]),
    "the sides in another order": ([row(), row(actor="B")], [row(actor="B"), row()], []),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_what_differs(name: str) -> None:
    before, now, expected = COMPARISONS[name]
    assert [kind for kind, _, _ in tool("regress").compare(before, now)] == expected


def test_a_changed_row_stands_beside_the_one_it_resembles_most() -> None:
    before = [row(), row(actor="B", date="2025-02-02")]
    now = [row(actor="B", date="2025-03-03"), row(date="2025-04-04")]
    found = tool("regress").compare(before, now)
    assert [(a["actor"], b["actor"]) for _, a, b in found] == [("A", "A"), ("B", "B")]


def _few_articles(folder: Path) -> None:
    for path in folder.iterdir():
        if not path.name.startswith(("flash", "metadata")):
            path.unlink()
    header, *rows = (folder / "metadata.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [row for row in rows if row.startswith("flash")]
    (folder / "metadata.csv").write_text("".join([header, *rows]), encoding="utf-8")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of one commit: package, seeds, tools; after it the unit of one metric is changed."""
    root = tmp_path_factory.mktemp("repository")
    without = shutil.ignore_patterns("__pycache__")
    for source, name in ((PACKAGE, "extract/riscontro"), (SEEDS, "seeds"), (TOOLS, "tools")):
        shutil.copytree(source, root / name, ignore=without)
    _few_articles(root / "extract/riscontro/samples/articles")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "--no-verify", "-m", "first"]):
        subprocess.run(["git", "-C", root, *arguments], check=True)
    metrics = root / "seeds" / "metrics.csv"
    text = metrics.read_text(encoding="utf-8")
    metrics.write_text(re.sub(r"(?m)^(troops_deployed,.*?),person,", r"\1,head,", text), encoding="utf-8")
    return root


def run(root: Path, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A tool of that checkout, run with its own package."""
    environment = {**os.environ, "PYTHONPATH": str(root / "extract"), "PYTHONUTF8": "1"}
    command = [sys.executable, str(root / "tools" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_regress_tells_what_the_working_tree_changes(repository: Path) -> None:
    done = run(repository, "regress.py")
    assert done.returncode == 0, done.stderr
    *shown, last = done.stdout.splitlines()
    changed = sum(line.strip() == "unit: person → head" for line in shown)
    assert re.search(r"gained 0, lost 0, changed (\d+)$", last)[1] == str(changed) != "0"  # type: ignore[index]
    assert any(line.strip().startswith("“") for line in shown)
    assert len(list((repository / ".git" / "worktrees").glob("*"))) == 0


def test_regress_reads_gold_and_says_how_far_a_row_agrees(repository: Path, folder: Any) -> None:
    text = "Seul, 10 luglio 2025. La Corea del Nord ha inviato 11.000 soldati in Russia."
    gold = f'{{"id": "g", "language": "it", "published": "2025-07-10", "text": "{text}", "facts": []}}'
    done = run(repository, "regress.py", "HEAD", "--folder", folder({"g.json": gold}))
    assert "[gold: wrong → wrong]" in done.stdout


@pytest.mark.parametrize("arguments", [["no-such-revision"], ["--folder", "no-such-folder"]])
def test_regress_ends_in_one_line_where_it_cannot_compare(repository: Path, arguments: list[str]) -> None:
    done = run(repository, "regress.py", *arguments)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert arguments[-1] in done.stderr


def test_bench_prints_every_figure(repository: Path) -> None:
    done = run(repository, "bench.py", "--documents", 8, "--memory-documents", 8)
    assert done.returncode == 0, done.stderr
    for part in ("documents/s", "extraction  ", "tokenize", "8 documents", "one text of 20 kB", "peak after all 8"):
        assert part in done.stdout


def test_bench_finds_every_stage_and_puts_it_back() -> None:
    bench = tool("bench")
    names = [name for stage in bench.STAGES.values() for name in stage]
    before = [bench.located(name) for name in names]
    with bench.staged():
        assert all(bench.located(name) is not function for name, function in zip(names, before, strict=True))
    assert [bench.located(name) for name in names] == before


def test_bench_stages_sum_to_the_whole() -> None:
    bench = tool("bench")
    documents = bench.repeated(list(bench.altered(bench.sample_documents(), 5)), 5)
    with bench.staged() as (spent, calls):
        total = bench.seconds(bench.extracted, documents)
    assert calls["the rest"] == 5
    assert sum(spent.values()) == pytest.approx(total, rel=0.05)


def test_altered_copies_differ_and_keep_their_length() -> None:
    bench = tool("bench")
    samples = bench.sample_documents()
    texts = [d.text for d in bench.altered(samples, 3 * len(samples))][:: len(samples)]
    assert len(set(texts)) == 3
    assert len({len(text) for text in texts}) == 1
