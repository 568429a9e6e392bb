"""What shuts people out of a page: axe-core's findings, and pages that scroll two ways."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (rules) => (await axe.run(document, {runOnly: rules})).violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What may scroll by itself at any width: a marked region that the keyboard reaches.
SIDEWAYS = """
() => {
  const marked = (each) => each.matches("textarea, select, [tabindex='0'], [tabindex='0'] *");
  const boxes = [...document.body.querySelectorAll("*")].filter((each) =>
    ["auto", "scroll"].includes(getComputedStyle(each).overflowX) &&
    each.scrollWidth > each.clientWidth + 1);
  return boxes.filter((each) => !marked(each)).map((each) =>
    `${each.tagName.toLowerCase()}.${each.className}`);
}
"""
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}  # 1,280 pixels at 400%


def violations(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA that axe-core finds, each with the elements it names.

    It runs through the browser's own tools, past the content security policy of the page.
    """
    page.evaluate(AXE)
    return page.evaluate(RUN, RULES)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(OVERFLOW)


def barriers(page: Page) -> list[str]:
    """Everything that is wrong with the page that is open, at both widths."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        wrong = violations(page)
        wrong += [f"scrolls sideways: {each}" for each in page.evaluate(SIDEWAYS)]
        wrong += [f"is {wider} pixels too wide" for wider in [overflow(page)] if wider]
        found += [f"at {size['width']} px, {each}" for each in wrong]
    page.set_viewport_size(WIDE)
    return found
