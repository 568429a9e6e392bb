"""The whole path, once: a figure entered, submitted, checked, approved, regraded and shown.

On the system's own processes: a real worker, no eager tasks. Three people of the force and two
of the oversight body, each in a browser of their own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.people import INDICATOR, SCORECARD, heading, row_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def test_the_whole_path_from_a_figure_to_its_grade_on_the_scorecard(open_page, picture):
    board = sign_in(open_page(), "board-member")
    picture(board, "home-board-member")
    board.goto(SCORECARD)
    expect(row_of(board)).to_contain_text("June 2021")

    contributor = sign_in(open_page(), "contributor")
    people.enter(contributor, picture)
    expect(contributor.get_by_role("button", name="Submit")).to_have_count(0)
    people.submit(sign_in(open_page(), "lead"), picture)
    people.check(sign_in(open_page(), "analyst"), picture)
    people.approve(sign_in(open_page(), "reviewer"), picture)

    took = people.wait_for_the_grade(board, within=60)
    print(f"the scorecard showed the new grade {took:.1f} s after the approval")
    expect(row_of(board)).to_contain_text("Poor")
    expect(row_of(board)).to_contain_text("July 2021")
    picture(board, "scorecard-force-2021")

    row_of(board).get_by_role("link", name=INDICATOR).first.click()
    expect(heading(board)).to_have_text(INDICATOR)
    expect(board.get_by_role("main")).to_contain_text("(<50% again)")
    picture(board, "indicator")
    board.get_by_role("link", name="Audit trail").click()
    trail = board.get_by_role("main")
    for who, what in (
        ("Contributor", "saved"),
        ("Lead", "submitted"),
        ("Analyst", "checked"),
        ("Reviewer", "approved"),
    ):
        line = board.get_by_role("row").filter(
            has_text=re.compile(rf"{who}\b.*{what}", re.I | re.S)
        )
        expect(line.first).to_be_visible()
    expect(trail).to_contain_text("Nothing here can be changed or removed")
    picture(board, "indicator-audit")


def test_every_role_can_open_what_its_menu_offers(open_page, picture):
    for name in (
        "contributor",
        "lead",
        "analyst",
        "panel-chair",
        "reviewer",
        "publisher",
        "board-member",
        "administrator",
    ):
        page = sign_in(open_page(), name)
        offered = page.get_by_role("navigation", name="Menu").get_by_role("link")
        addresses = [each.get_attribute("href") for each in offered.all()]
        assert "/scorecards/" in addresses
        for address in addresses:
            answer = page.goto(address)
            assert answer.status == 200, f"{name} at {address}"
    page = sign_in(open_page(), "board-member")
    page.goto("/scorecards/plan-2021-25/?as_at=2024-02-27")
    expect(heading(page)).to_contain_text("Police and Crime Plan")
    picture(page, "scorecard-plan-2021-25")
    page.evaluate("document.querySelector('table').scrollIntoView()")
    picture(page, "scorecard", full_page=False)
