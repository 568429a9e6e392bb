"""The demonstration accounts at work in a browser."""

from playwright.sync_api import Page, expect

from performance.management.commands.demo_accounts import DOMAIN, PASSWORD

WAIT_FOR_A_GRADE = 60  # seconds


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
