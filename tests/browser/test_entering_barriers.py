"""The pages of entering in all their states: no barrier that axe-core knows, on a wide screen and
at 320 pixels, where nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser import ten
from tests.browser.barriers import overflow, violations
from tests.browser.people import heading, sign_in
from tests.browser.ten import figures

pytestmark = [pytest.mark.browser, pytest.mark.processes]

WIDTHS = (1280, 320)


@pytest.fixture(scope="module")
def due(installation):
    ten.make(installation, *(f"access-{width}" for width in WIDTHS))


def check(page, state: str) -> None:
    assert (state, violations(page), overflow(page)) == (state, [], 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_state_of_entering_has_a_barrier(due, open_page, complaints, width):
    code = f"access-{width}"
    viewport = {"width": width, "height": 900}
    page = sign_in(open_page(viewport=viewport), code)
    check(page, "home")
    page.goto(f"/cycles/2021-07/portfolios/{code}/")
    check(page, "nothing entered")
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    page.get_by_label("Commentary", exact=True).first.fill("It **rains** (<50%).\n\n- one\n- two")
    page.get_by_role("button", name="Preview").first.click()
    expect(page.locator("[data-preview]").first).to_contain_text("How it will read")
    check(page, "all open, with a preview")

    shown = page.locator("[data-entering-shown]")
    figures(page).first.fill("about thirty")
    figures(page).nth(1).fill("51%")
    figures(page).nth(2).fill("150%")
    figures(page).nth(4).fill("n/a")
    expect(shown).to_contain_text("Saved at ")
    expect(page.locator("[data-warnings] textarea").first).to_be_visible()
    check(page, "with a fault and warnings")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    check(page, "saved with a fault")
    page.goto(f"/cycles/2021-07/portfolios/{code}/answers/")
    check(page, "answers with gaps and warnings")

    page.goto(f"/cycles/2021-07/portfolios/{code}/")
    other = sign_in(open_page(viewport=viewport), code)
    other.goto(f"/cycles/2021-07/portfolios/{code}/")
    figures(other).nth(3).fill("44%")
    expect(other.locator("[data-entering-shown]")).to_contain_text("Saved at ")
    figures(page).nth(3).fill("45%")
    expect(shown).to_contain_text("Not saved: see the message")
    check(page, "somebody else was faster")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Some changes are not saved")
    check(page, "both versions side by side")
    complaints[:] = [each for each in complaints if "409" not in each]

    page.goto(f"/cycles/2021-07/portfolios/{code}/")
    for at in range(10):
        figures(page).nth(at).fill(f"{60 + at}%")
    ten.save_and_continue(page).click()
    expect(heading(page)).to_have_text("Check the answers")
    check(page, "complete answers")
    ten.submit(page).click()
    ten.expect_all_submitted(page)
    check(page, "all submitted")
