"""The page in a browser: what a reader does with it, what a hostile article does not, and who can read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sample

from riscontro.report import page as report
from riscontro.report.board import Room

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


def choose(page: Any, text: str) -> None:
    """Another question, by keyboard alone; waits for its chart."""
    before = page.get_attribute("#chart", "data-question")
    page.focus("#pick")
    page.fill("#pick", text)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chart[data-question] svg")
    assert page.get_attribute("#chart", "data-question") != before


def drawn(page: Any) -> list[dict[str, Any]]:
    """The marks of the chart as the picture has them."""
    read = "all => all.map(one => Object.fromEntries(['d', 'fill', 'stroke'].map(k => [k, one.getAttribute(k)])))"
    found: list[dict[str, Any]] = page.eval_on_selector_all("#chart .claims_marks path", read)
    return found


def test_it_opens_on_the_most_claimed_question_without_trouble(opened: Opened) -> None:
    page = opened()
    assert page.inner_text("h1") == "North Korea: soldiers killed"
    assert len(drawn(page)) == 5


def test_another_question_changes_the_chart(opened: Opened) -> None:
    page = opened()
    before = drawn(page)
    choose(page, "north stationed")
    assert "sent or stationed" in page.inner_text("h1")
    assert len(drawn(page)) == 3 != len(before)
    assert "q/PRK/troops_deployed/RUS/person" in page.url


def test_a_link_to_a_question_opens_it(opened: Opened, page_file: Path) -> None:
    page = opened()
    page.goto(f"{page_file.as_uri()}#q/PRK/troops_deployed/RUS/person")
    page.wait_for_function("document.querySelector('h1').textContent.includes('stationed')")


def test_marks_are_hollow_when_hedged_and_have_another_shape_when_planned(opened: Opened) -> None:
    page = opened()
    choose(page, "stationed")
    hedged, planned, plain = drawn(page)
    assert hedged["fill"] != hedged["stroke"]
    assert plain["fill"] == plain["stroke"]
    assert "A" in plain["d"]
    assert "A" not in planned["d"]
    assert page.locator("#chart .down_layer_1_marks path").count() == 1


def test_the_keyboard_reads_the_marks_and_opens_the_evidence(opened: Opened) -> None:
    page = opened()
    page.focus("#chart")
    page.keyboard.press("ArrowRight")
    assert "Secondo Seul i caduti sono 300." in page.inner_text("#card")
    page.keyboard.press("Enter")
    assert page.inner_text("#found").startswith("1 fact of 1")
    assert page.inner_text("#facts mark") == "300"


def test_pointing_at_a_mark_shows_the_sentence_and_a_click_its_evidence(opened: Opened) -> None:
    page = opened()
    page.locator("#chart .claims_marks path").nth(1).hover()
    assert "Fonti parlano di oltre" in page.inner_text("#card")
    page.locator("#chart .claims_marks path").nth(1).click()
    assert page.inner_text("#facts mark") == "mille"


def test_search_narrows_the_table_and_all_questions_widens_it(opened: Opened) -> None:
    page = opened()
    assert page.locator("#facts tbody tr").count() == 6
    page.fill("#search", "seul CADUTI")
    assert page.locator("#facts tbody tr").count() == 2
    page.fill("#search", "")
    page.check("#all")
    assert page.locator("#facts tbody tr").count() == 9


def test_a_table_is_sorted_by_its_heads(opened: Opened) -> None:
    page = opened()
    head = page.locator("#facts thead th").nth(3)
    head.locator("button").click()
    assert page.locator("#facts thead th").nth(3).get_attribute("aria-sort") == "descending"
    assert page.locator("#facts tbody tr").first.locator("mark").inner_text() == "3.000"
    page.locator("#facts thead th").nth(3).locator("button").click()
    assert page.locator("#facts tbody tr").first.locator("mark").inner_text() == "77"


def test_both_sides_of_a_contradiction_have_their_number_marked(opened: Opened) -> None:
    page = opened()
    marks = page.locator("#contradictions .pair").first.locator("mark").all_inner_texts()
    assert len(marks) == 2
    assert set(marks) <= {"300", "mille", "600", "77", "3.000"}


def test_a_change_of_figure_is_told(opened: Opened) -> None:
    row = opened().locator("#revisions tbody tr").first.inner_text()
    assert [part in row for part in ("South Korea", "300", "600", "up")] == [True] * 4


def test_health_and_checks_say_what_was_set_aside(opened: Opened) -> None:
    page = opened()
    assert "6" in page.inner_text("#rejections")
    assert "d5f0" in page.inner_text("#quarantine")
    assert "1 of 10 facts failed a check" in page.inner_text("#checks")


@pytest.mark.parametrize(("locale", "said"), [("it-IT", "1.000"), ("en-GB", "1,000"), ("fr-FR", "1,000")])
def test_language_and_numbers_follow_the_browser(opened: Opened, locale: str, said: str) -> None:
    page = opened(locale=locale)
    assert page.get_attribute("html", "lang") == ("it" if locale == "it-IT" else "en")
    assert said in page.inner_text("#compare")
    page.click("[data-value=it]")
    assert "Corea del Nord: soldati uccisi" in page.inner_text("h1")
    assert page.inner_text("#evidence h2") == "Prove"


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    red = page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert red < 60 if scheme == "dark" else red > 200


def test_the_switch_wins_over_the_device(opened: Opened) -> None:
    page = opened(scheme="light")
    page.click("#theme [data-value=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 26, 32)"


def test_it_prints_the_question_and_no_controls(opened: Opened) -> None:
    page = opened(scheme="dark")
    page.emulate_media(media="print")
    assert page.is_visible("h1")
    assert [page.is_visible(one) for one in (".switches", "#pick", "#search")] == [False] * 3


def test_a_hostile_article_is_shown_and_does_nothing(opened: Opened) -> None:
    page = opened()
    page.check("#all")
    row = page.locator("#facts tbody tr", has_text="evil.example")
    assert sample.SCRIPT in row.inner_text()
    assert row.locator("mark").inner_text() == "77"
    assert row.locator("a, script, img").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert page.evaluate("window.hacked") is None
    assert sample.SCRIPT in page.inner_text("#coverage")


def test_only_addresses_of_the_web_are_links(opened: Opened) -> None:
    page = opened()
    links = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href'))")
    assert "https://example.org/0" in links
    assert [link for link in links if not link.startswith(("https://", "#"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing_serious(opened: Opened, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(width=360 if scheme == "dark" else 1280, scheme=scheme)
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []


def test_past_its_room_the_page_says_so_and_draws_the_band(opened: Opened, published: Path, tmp_path: Path) -> None:
    report.write(published, tmp_path / "r.html", room=Room(facts=4, facts_of_one=3))
    page = opened(file=tmp_path / "r.html")
    assert "9 facts; the page shows 3 of them" in page.inner_text("#left-out")
    assert drawn(page) == []
    assert page.locator("#chart .band_marks path").count() == 1
    assert "find no room on this page" in page.inner_text("figcaption")
    assert "1 is in the published file" in page.inner_text("#revisions")
    assert page.inner_text("#facts").startswith("This page has no single facts")
    choose(page, "stationed")
    assert len(drawn(page)) == 3


def test_no_claims_at_all_is_said(browser: Any, published: Path, tmp_path: Path) -> None:
    report.write(published, tmp_path / "r.html", room=Room(questions=0))
    page = browser.new_page()
    page.goto((tmp_path / "r.html").as_uri())
    assert page.inner_text("h1") == "Nothing to compare yet"
    assert page.is_visible("#health h2")
    page.close()
