"""The page of a benchmark on paper: one column, and nothing to press."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.processes]

A4 = {"width": 800, "height": 1100}


def test_the_page_prints_in_one_column_without_what_can_be_done(open_page):
    page = sign_in(open_page(viewport=A4), "analyst")
    page.goto("/benchmarks/")
    page.locator("tbody a").first.click()
    columns = page.locator(".app-benchmark-page > *")
    expect(columns).to_have_count(2)
    says, picture = (columns.nth(at) for at in range(2))
    decide = page.locator(".app-decide")
    expect(decide).to_be_visible()
    page.emulate_media(media="print")
    expect(decide).to_be_hidden()
    above, below = says.bounding_box(), picture.bounding_box()
    assert below["y"] >= above["y"] + above["height"]
    assert (below["x"], below["width"]) == (above["x"], above["width"])
