"""What axe-core and a narrow screen find wrong with a page."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (rules) => (await axe.run(document, {runOnly: rules})).violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`)"""
# Marked tables may scroll by themselves; the page as a whole may not.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA that axe-core finds, each with the elements it names."""
    page.evaluate(AXE)
    return page.evaluate(RUN, RULES)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(OVERFLOW)
