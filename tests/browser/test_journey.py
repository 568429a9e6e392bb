"""The whole path, once: a figure entered, submitted, checked, approved, regraded and shown.

On the system's own processes: a real worker, no eager tasks. Three people of the force and one
of the oversight body, each in a browser of their own.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.people import (
    WAIT_FOR_A_GRADE,
    heading,
    notice,
    open_task,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.processes]

INDICATOR = "Non-emergency demand (101 and online)"
TASK = f"{INDICATOR}, July 2021"
NARRATIVE = (
    "Demand passed 6,000 contacts a day in July. 38% of 101 calls were answered within three "
    "minutes (<50% again), because 999 calls come first. Twenty call takers start in September."
)
SENTENCE = (
    "38% in July 2021; the middle of the last 3 is 40%. "
    "The path expected 90% (50 points behind); the floor is 66%."
)
SCORECARD = "/scorecards/force-2021/"


def row_of(page):
    """The scorecard's row of the indicator."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=INDICATOR))


def test_the_whole_path_from_a_figure_to_its_grade_on_the_scorecard(open_page, picture):
    board = sign_in(open_page(), "board-member")
    picture(board, "home-board-member")
    board.goto(SCORECARD)
    expect(row_of(board)).to_contain_text("June 2021")

    contributor = sign_in(open_page(), "contributor")
    picture(contributor, "home-contributor")
    open_task(contributor, TASK)
    figure = contributor.get_by_role("group", name=re.compile("^101 calls answered"))
    figure.get_by_label(re.compile("^Figure")).fill("38%")
    contributor.get_by_label("Commentary", exact=True).fill(NARRATIVE)
    picture(contributor, "submission-edit")
    contributor.get_by_role("button", name="Save and continue").click()
    expect(contributor.get_by_role("main")).to_contain_text("38%")
    picture(contributor, "submission-answers-contributor")
    expect(contributor.get_by_role("button", name="Submit")).to_have_count(0)

    lead = sign_in(open_page(), "lead")
    picture(lead, "home-lead")
    open_task(lead, TASK)
    lead.get_by_role("button", name="Save and continue").click()
    expect(lead.get_by_role("main")).to_contain_text(SENTENCE)
    picture(lead, "submission-answers")
    lead.get_by_role("button", name="Submit").click()
    expect(notice(lead)).to_contain_text("is submitted")

    analyst = sign_in(open_page(), "analyst")
    picture(analyst, "home-analyst")
    analyst.goto("/queues/check/")
    picture(analyst, "check-queue")
    open_task(analyst, INDICATOR)
    picture(analyst, "submission-to-check")
    analyst.get_by_role("button", name="Check").click()
    expect(notice(analyst)).to_contain_text("is checked")

    reviewer = sign_in(open_page(), "reviewer")
    picture(reviewer, "home-reviewer")
    reviewer.goto("/queues/review/")
    picture(reviewer, "review-queue")
    open_task(reviewer, INDICATOR)
    picture(reviewer, "submission-to-decide")
    reviewer.get_by_role("button", name="Approve").click()
    approved = time.monotonic()
    expect(notice(reviewer)).to_contain_text("is approved")

    while True:
        board.goto(SCORECARD)
        words = row_of(board).inner_text()
        if SENTENCE in words or time.monotonic() - approved > WAIT_FOR_A_GRADE:
            break
    took = time.monotonic() - approved
    print(f"the scorecard showed the new grade {took:.1f} s after the approval")
    expect(row_of(board)).to_contain_text(SENTENCE)
    expect(row_of(board)).to_contain_text("Poor")
    expect(row_of(board)).to_contain_text("July 2021")
    picture(board, "scorecard-force-2021")

    row_of(board).get_by_role("link", name=INDICATOR).click()
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
        expect(trail).to_contain_text(re.compile(rf"{who}\b[\s\S]*?{what}", re.IGNORECASE))
    picture(board, "indicator-audit")


def test_the_reading_pages_are_complete_for_each_role(open_page, picture):
    """Every role opens every page it is offered, and nothing complains."""
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
    picture(page, "scorecard", full_page=False)
    picture(page, "scorecard-plan-2021-25")
