"""The demonstration accounts at work in a browser: July 2021's 101 calls, from hand to hand."""

import re
import time

from playwright.sync_api import Page, expect

from performance.management.commands.demo_accounts import DOMAIN, PASSWORD

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


def sign_in(page: Page, name: str) -> Page:
    """Sign in as a demonstration account ("lead") and land on its home page."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(f"{name}@{DOMAIN}")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    return page


def open_task(page: Page, name: str) -> None:
    """Open from home, or from a queue, what is called ``name``."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def notice(page: Page):
    return page.locator(".govuk-notification-banner__content")


def row_of(page: Page):
    """The scorecard's row of the indicator."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=INDICATOR))


def nothing(*_) -> None:
    """Takes no picture."""


# The steps. Each starts on its person's home page; ``picture(page, name)`` keeps what they see.


def enter(page: Page, picture=nothing) -> None:
    picture(page, "home-contributor")
    open_task(page, TASK)
    page.get_by_label(re.compile("^101 calls answered")).first.fill("38%")
    page.get_by_label("Commentary", exact=True).fill(NARRATIVE)
    picture(page, "submission-edit")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("main")).to_contain_text("38%")
    picture(page, "submission-answers-contributor")


def submit(page: Page, picture=nothing) -> None:
    picture(page, "home-lead")
    open_task(page, TASK)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("main")).to_contain_text(SENTENCE)
    picture(page, "submission-answers")
    page.get_by_role("button", name="Submit").click()
    expect(notice(page)).to_contain_text("is submitted")


def check(page: Page, picture=nothing) -> None:
    picture(page, "home-analyst")
    page.goto("/queues/check/")
    picture(page, "check-queue")
    open_task(page, INDICATOR)
    picture(page, "submission-to-check")
    page.get_by_role("button", name="Check").click()
    expect(notice(page)).to_contain_text("is checked")


def approve(page: Page, picture=nothing) -> None:
    picture(page, "home-reviewer")
    page.goto("/queues/review/")
    picture(page, "review-queue")
    open_task(page, INDICATOR)
    picture(page, "submission-to-decide")
    page.get_by_role("button", name="Approve").click()
    expect(notice(page)).to_contain_text("is approved")


def wait_for_the_grade(page: Page, *, within: float) -> float:
    """Seconds until the scorecard shows July's grade with its sentence.

    Raises:
        AssertionError: it does not within so many seconds; with what the row says instead.
    """
    began = time.monotonic()
    while True:
        page.goto(SCORECARD)
        words = row_of(page).inner_text()
        took = time.monotonic() - began
        if SENTENCE in words:
            return took
        assert took < within, words
