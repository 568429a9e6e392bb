"""A portfolio with ten figures due, a lead of its own, and a hand that counts what it does."""

import re

from playwright.sync_api import Locator, Page, expect

from performance.management.commands.demo_accounts import DOMAIN, PASSWORD

FIGURES = [f"{number}%" for number in range(41, 51)]
MAKE = """
from accounts.models import User
from performance.states import Role
from tests import factories
for code in {codes!r}:
    owed = factories.owed(10, code=code)
    lead = User.objects.create_user(f"{{code}}@{domain}", {password!r}, name=f"Lead of {{code}}")
    factories.appoint(lead, Role.LEAD, portfolio=owed.portfolio)
"""


def make(installation, *codes: str) -> None:
    """Ten figures due in each of these portfolios, each with a lead who signs in by its code."""
    code = MAKE.format(codes=codes, domain=DOMAIN, password=PASSWORD)
    installation.manage("shell", "--no-imports", "-c", code)


class Hand:
    """Does what a person does, and counts it: pages opened, clicks, and keys that are no text."""

    def __init__(self, page: Page):
        self.page = page
        self.pages = self.clicks = self.keys = self.pastes = 0
        page.on("domcontentloaded", self._opened)

    def _opened(self, *_):
        self.pages += 1

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def tab_to(self, target: Locator, most: int = 120) -> None:
        """Press Tab until ``target`` has the focus."""
        for _ in range(most):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def paste(self, text: str, html: str = "") -> None:
        """Put ``text`` on the clipboard, as a spreadsheet does, and press the key that pastes."""
        self.page.evaluate(
            """async ([text, html]) => {
                const kinds = {"text/plain": new Blob([text], {type: "text/plain"})};
                if (html) kinds["text/html"] = new Blob([html], {type: "text/html"});
                await navigator.clipboard.write([new ClipboardItem(kinds)]);
            }""",
            [text, html],
        )
        self.pastes += 1
        self.page.keyboard.press("Control+v")

    def report(self, journey: str) -> None:
        print(
            f"{journey}: {self.pages} pages after home, {self.clicks} clicks, "
            f"{self.pastes} pastes, {self.keys} keys besides text"
        )


def figures(page: Page) -> Locator:
    return page.locator("[data-figure]")


def values(page: Page) -> list[str]:
    return [each.input_value() for each in figures(page).all()]


def way_in(page: Page, code: str) -> Locator:
    """Home's link to the page on which the portfolio's figures are entered."""
    return page.locator(f'main a[href="/cycles/2021-07/portfolios/{code}/"]').first


def save_and_continue(page: Page) -> Locator:
    return page.get_by_role("button", name="Save and continue").last


def submit(page: Page) -> Locator:
    return page.get_by_role("button", name="Submit", exact=True)


def expect_all_submitted(page: Page) -> None:
    notice = page.locator(".govuk-notification-banner__content")
    expect(notice).to_contain_text(re.compile(r"10 are submitted: "))
