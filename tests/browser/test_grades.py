"""A grade explained in a browser: one click from the scorecard, narrow, printed, and the method."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import INDICATOR, SCORECARD, heading, row_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.processes]

NARROW = {"width": 320, "height": 800}
# How far a page reaches beyond its window.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def why(page):
    return row_of(page).get_by_role("link", name=re.compile(r"^Why\?"))


def test_one_click_leads_from_the_scorecard_to_why(open_page, picture):
    page = sign_in(open_page(), "board-member")
    page.goto(SCORECARD)
    why(page).click()

    expect(heading(page)).to_have_text(
        "Non-emergency Demand (101 and Online): the grade for June 2021"
    )
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        "40% in June 2021; the worse of the last 2 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%."
    )
    expect(main.get_by_role("img")).to_be_visible()
    row = main.get_by_role("row").filter(has_text="June 2021").last
    expect(row).to_contain_text("Compared")
    expect(main).to_contain_text("What changed it")
    picture(page, "grade")


def test_the_parts_of_a_grade_open_by_keyboard_and_print_open(open_page, picture):
    page = sign_in(open_page(), "analyst")
    page.goto(SCORECARD)
    row = page.get_by_role("row").filter(has_text="Increasing under represented colleagues")
    row.get_by_role("link", name=re.compile(r"^Why\?")).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("9 parts: 4 Good, 4 Needs Improvement, 1 Poor.")
    chart = main.get_by_role("img").first
    expect(chart).to_be_hidden()
    page.emulate_media(media="print")
    expect(chart).to_be_visible()
    page.emulate_media(media="screen")
    picture(page, "grade-of-parts", full_page=False)
    summary = main.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(chart).to_be_visible()


def test_no_page_of_a_grade_goes_sideways_on_a_narrow_screen(open_page):
    page = sign_in(open_page(viewport=NARROW), "contributor")
    page.goto(SCORECARD)
    assert page.evaluate(SIDEWAYS) == 0
    page.goto(why(page).get_attribute("href"))
    expect(heading(page)).to_contain_text("the grade for")
    assert page.evaluate(SIDEWAYS) == 0
    page.get_by_role("main").get_by_role("link", name="How grades are worked out").click()
    expect(heading(page)).to_have_text("How grades are worked out")
    assert page.evaluate(SIDEWAYS) == 0


def test_the_method_is_explained_with_the_papers_own_cases(open_page, picture):
    page = sign_in(open_page(), "publisher")
    page.get_by_role("contentinfo").get_by_role("link", name="How grades are worked out").click()
    main = page.get_by_role("main")
    table = main.get_by_role("table", name="Cases whose figures are printed in a paper")
    paper = table.get_by_role("row").filter(has_text=INDICATOR)
    expect(paper.get_by_role("cell").first).to_have_text("Poor")
    expect(paper.locator(".app-grade__word")).to_have_text("Poor")
    expect(main.get_by_text("Inferred case: not from approved figures.")).to_have_count(6)
    picture(page, "help-grading", full_page=False)
