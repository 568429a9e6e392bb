"""Setting a benchmark in a browser: the picture follows the typing, and nothing needs scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import sign_in

pytestmark = pytest.mark.browser
# Over the figures of May, June and July 2021.
NEW = "/benchmarks/calls-101-within-3-minutes/plan-2021-25/2022/new/"
LATE = "/benchmarks/calls-101-within-3-minutes/force-2021/2021/new/?from=2021.1"
SENTENCE = "56% in May 2021. The path expected 50% (6 points ahead); the floor is 45%."


def shape(page, line):
    return page.get_by_role("group", name=f"What shape has the {line}?")


def status(page):
    return page.locator("[data-status]")


def shown_picture(page):
    return page.locator("[data-picture]")


def paste(field, text):
    field.evaluate(
        """(field, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }""",
        text,
    )


def typed_in(periods):
    return [each.input_value() for each in periods.get_by_role("textbox").all()]


def sideways(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_the_picture_follows_the_typing(page, picture):
    sign_in(page, "analyst").goto(NEW)
    value = page.get_by_label("The expected value all year")
    expect(value).to_be_hidden()
    shape(page, "expected line").get_by_label("One value all year").check()
    expect(value).to_be_visible()
    value.fill("50%")
    expect(status(page)).to_have_text("The picture is up to date. 1 thing to put right.")
    shape(page, "floor").get_by_label("One value all year").check()
    floor = page.get_by_label("The floor all year")
    floor.fill("55%")
    wrong = page.get_by_role("link", name="The floor for April 2022 is not worse")
    expect(wrong).to_be_visible()
    wrong.click()
    expect(floor).to_be_focused()
    floor.fill("45%")
    expect(status(page)).to_have_text(
        "The picture is up to date. Nothing is wrong with what is typed."
    )
    expect(shown_picture(page)).to_contain_text(SENTENCE)
    expect(page.get_by_role("img", name="2022/23 over the figures of 2021/22")).to_contain_text(
        "With the benchmark's lines: expected, floor."
    )
    expect(page.get_by_role("button", name="Show the picture")).to_be_hidden()
    picture(page, "benchmark-edit", full_page=False)


def test_a_line_that_is_chosen_away_is_not_sent(page):
    sign_in(page, "analyst").goto(LATE)
    stretch = page.get_by_label("The stretch value all year")
    expect(stretch).to_have_value("95%")
    shape(page, "stretch line").get_by_label("No stretch line").check()
    expect(status(page)).to_have_text(
        "The picture is up to date. Nothing is wrong with what is typed."
    )
    drawing = page.get_by_role("img", name="2021/22 over the figures of 2020/21")
    expect(drawing).to_contain_text("With the benchmark's lines: expected, floor.")
    shape(page, "stretch line").get_by_label("One value all year").check()
    expect(stretch).to_have_value("95%")
    expect(drawing).to_contain_text("With the benchmark's lines: expected, floor, stretch.")


def test_a_table_that_was_opened_stays_open_while_one_types(page):
    sign_in(page, "analyst").goto(LATE)
    page.get_by_text("The lines as a table").click()
    page.get_by_label("The expected value all year").fill("85%")
    table = page.get_by_role("table", name="2021/22 over the figures of 2020/21")
    expect(table).to_contain_text("85%")
    expect(table).to_be_visible()


def test_a_row_of_a_spreadsheet_fills_the_periods(page):
    sign_in(page, "analyst").goto(NEW)
    shape(page, "expected line").get_by_label("A value typed for each month").check()
    periods = page.get_by_role("group", name="The expected value of each month")
    paste(periods.get_by_label("May 2022"), "51%\t52%\r\n53%\r\n")
    assert typed_in(periods)[:5] == ["", "51%", "52%", "53%", ""]
    expect(shown_picture(page)).to_contain_text("The expected line has no value for April 2022")


def test_an_empty_cell_empties_its_period_and_shifts_no_other(page):
    sign_in(page, "analyst").goto(NEW)
    shape(page, "expected line").get_by_label("A value typed for each month").check()
    periods = page.get_by_role("group", name="The expected value of each month")
    periods.get_by_label("May 2022").fill("99%")
    paste(periods.get_by_label("April 2022"), "51%\r\n\r\n53%\r\n")
    assert typed_in(periods)[:4] == ["51%", "", "53%", ""]


def test_values_beyond_the_year_are_counted_aloud(page):
    sign_in(page, "analyst").goto(NEW)
    shape(page, "expected line").get_by_label("A value typed for each month").check()
    periods = page.get_by_role("group", name="The expected value of each month")
    paste(periods.get_by_label("February 2023"), "51%\t52%\t53%\t54%")
    assert typed_in(periods)[9:] == ["", "51%", "52%"]
    expect(status(page)).to_have_text(
        "2 values were left out: there are no more periods to put them in. "
        "The picture is up to date. 1 thing to put right."
    )
    periods.get_by_label("April 2022").fill("50%")
    expect(status(page)).to_have_text("The picture is up to date. 1 thing to put right.")


def test_a_link_and_back_keep_what_was_typed_and_redraw_it(page):
    sign_in(page, "analyst").goto(NEW)
    shape(page, "expected line").get_by_label("One value all year").check()
    page.get_by_label("The expected value all year").fill("50%")
    expect(status(page)).to_have_text("The picture is up to date. 1 thing to put right.")
    page.get_by_role("link", name="Back to the indicator").click()
    expect(page).not_to_have_url(re.compile("/new/"))
    page.go_back()
    expect(page.get_by_label("The expected value all year")).to_have_value("50%")
    expect(status(page)).to_have_text("The picture is up to date. 1 thing to put right.")


def test_a_page_on_which_nothing_is_typed_names_no_fault(page):
    sign_in(page, "analyst").goto(NEW)
    page.wait_for_timeout(1500)
    expect(status(page)).to_have_text("")
    expect(page.get_by_role("heading", name="To put right")).to_have_count(0)


def test_bands_are_drawn_as_intervals_while_one_types(page, picture):
    sign_in(page, "analyst").goto(NEW)
    page.get_by_label("Bands of values").check()
    for number, (low, high) in enumerate(
        [("80%", ""), ("60%", "75%"), ("50%", "62%"), ("", "45%")], start=1
    ):
        band = page.get_by_role("group", name=f"Band {number}")
        band.get_by_label("Lowest value").fill(low)
        band.get_by_label("Highest value").fill(high)
    drawing = page.get_by_role("img", name="the bands for 2022/23")
    expect(drawing).to_contain_text("Gap: more than 75%, less than 80%")
    expect(drawing).to_contain_text("Gap: more than 45%, less than 50%")
    expect(drawing).to_contain_text("Overlap: 60% or more, up to 62%")
    expect(status(page)).to_have_text("The picture is up to date. 3 things to put right.")
    picture(page, "benchmark-bands", full_page=False)


def test_a_session_that_ended_keeps_what_is_typed(page, complaints):
    sign_in(page, "analyst").goto(LATE)
    page.context.clear_cookies()
    value = page.get_by_label("The expected value all year")
    value.fill("85%")
    expect(status(page)).to_have_text(
        "The picture could not be brought up to date. What you typed is still here."
    )
    expect(value).to_have_value("85%")
    assert [each for each in complaints if "403" not in each] == []
    complaints.clear()


def test_on_a_narrow_screen_nothing_runs_off_sideways(open_page):
    page = sign_in(open_page(viewport={"width": 320, "height": 700}), "analyst")
    for address in (NEW, LATE):
        page.goto(address)
        assert sideways(page) == 0
        page.get_by_label("Bands of values").check()
        assert sideways(page) == 0


def test_without_scripts_every_field_shows_and_a_button_shows_the_picture(open_page, complaints):
    page = sign_in(open_page(java_script_enabled=False), "second-analyst")
    page.goto(NEW)
    shape(page, "expected line").get_by_label("One value all year").check()
    page.get_by_label("The expected value all year").fill("50%")
    shape(page, "floor").get_by_label("One value all year").check()
    page.get_by_label("The floor all year").fill("45%")
    page.get_by_role("button", name="Show the picture").click()
    expect(shown_picture(page)).to_contain_text(SENTENCE)
    assert page.url.endswith("/new/#picture")
    page.get_by_role("button", name="Add another band").click()
    expect(page.get_by_role("group", name="Band 5")).to_be_visible()
    expect(page.get_by_label("The expected value all year")).to_have_value("50%")
    # A browser without scripts says of each that it was not run.
    assert [each for each in complaints if not re.search(r"\.js: csp$", each)] == []
    complaints.clear()


def test_a_proposal_is_made_and_waits_for_the_panel_chair(page, installation):
    sign_in(page, "analyst").goto(LATE)
    page.get_by_label("The expected value all year").fill("85%")
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator(".govuk-notification-banner__content")).to_have_text(
        re.compile("Version 2 is proposed. The panel chair approves it or sends it back.")
    )
    assert page.url.endswith("/benchmarks/calls-101-within-3-minutes/force-2021/2021/2/")


def test_where_last_years_figure_is_missing_one_estimates_it(page, picture):
    sign_in(page, "analyst").goto(NEW)
    estimates = page.get_by_role("group", name="Last year’s figures that are not approved")
    expect(estimates).to_have_count(0)
    shape(page, "expected line").get_by_label("The same month last year").check()
    page.get_by_label("How much more or less than last year the expected value is").fill("5% more")
    expect(estimates.get_by_label("May 2021, estimated")).to_have_count(0)
    wrong = page.get_by_role("link", name="The expected line for April 2022 rests on the same")
    wrong.click()
    expect(estimates.get_by_label("April 2021, estimated")).to_be_focused()
    for field in estimates.get_by_role("textbox").all():
        field.fill("60%")
    expect(status(page)).to_have_text(
        "The picture is up to date. Nothing is wrong with what is typed."
    )
    expect(shown_picture(page)).to_contain_text("60% (estimated)")
    picture(page, "benchmark-estimates", full_page=False)
