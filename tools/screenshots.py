"""The pictures of docs/: the report on the sample articles at two widths, light and dark, and a figure.

python tools/screenshots.py [--published FILE]   # without FILE the samples are run first
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from riscontro.paths import ROOT, SAMPLES
from riscontro.report import figure, page
from riscontro.run import run

DOCS = ROOT / "docs"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PICTURES = {  # width, height, colours, language
    "report-wide-light": (1600, 1180, "light", "en-GB"),
    "report-wide-dark": (1600, 1180, "dark", "it-IT"),
    "report-narrow-light": (360, 1180, "light", "it-IT"),
    "report-narrow-dark": (360, 1180, "dark", "en-GB"),
}
QUESTION = ("PRK", "troops_deployed")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0."""
    parser = argparse.ArgumentParser(description="the pictures of docs/")
    parser.add_argument("--published", type=Path, help="a published file; default: the samples are run")
    published = parser.parse_args(arguments).published
    with tempfile.TemporaryDirectory() as folder:
        if published is None:
            run([SAMPLES], Path(folder) / "samples.duckdb")
            published = Path(folder) / "samples_published.duckdb"
        html = Path(folder) / "report.html"
        page.write(published, html)
        take(html)
        print(figure.draw(published, *QUESTION, DOCS / "report-figure.svg"))
    return 0


def take(html: Path) -> None:
    """Each picture of the page."""
    path = os.environ.get("RISCONTRO_CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.exit("no Chromium here: install it (Debian: apt-get install chromium) or set RISCONTRO_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, how in PICTURES.items():
            picture(browser, html, DOCS / f"{name}.png", how)
            print(DOCS / f"{name}.png")
        browser.close()


def picture(browser: Browser, html: Path, output: Path, how: tuple[int, int, str, str]) -> None:
    """The upper part of the page, with a claim opened where there is room for it."""
    width, height, scheme, locale = how
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale)
    opened = context.new_page()
    opened.goto(html.as_uri())
    opened.wait_for_selector("#chart[data-question] svg")
    if width > 1000:
        opened.locator("#chart .claims_marks path").nth(6).hover()
    opened.screenshot(path=output)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
