"""One published file, one page and one browser for all tests of the report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sample

from riscontro.report import page as report

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
QUIET = ("--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.build(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def page_file(published: Path) -> Path:
    report.write(published, report.beside(published))
    return report.beside(published)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser of the machine: RISCONTRO_CHROMIUM, else the one that is installed."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("RISCONTRO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium) or set RISCONTRO_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *QUIET])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, page_file: Path) -> Iterator[Callable[..., Any]]:
    """`opened(width=360, scheme="dark", locale="it-IT")`: a page, drawn; at the end it has had no trouble."""
    contexts, trouble = [], []

    def open_(*, width: int = 1280, scheme: str = "light", locale: str = "en-GB", file: Path = page_file) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: trouble.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:,")) or trouble.append(asked.url))
        page.on("dialog", lambda dialog: trouble.append(f"dialog: {dialog.message}"))
        page.goto(file.as_uri())
        page.wait_for_selector("#chart[data-question] svg")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert trouble == []
