"""The administration site in Chromium: it works under the service's own strict policy."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import heading, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.processes]

FILE = {
    "name": "portfolios.csv",
    "mimeType": "text/csv",
    "buffer": b"code,name\r\nforensics,Forensics\r\n",
}


@pytest.fixture
def administrator(page):
    """The administrator's page; whatever Chromium complains of on it fails the test."""
    return sign_in(page, "administrator")


def message(page):
    return page.locator(".messagelist")


def test_lists_pickers_and_calendars_work(administrator, picture):
    page = administrator
    page.goto("/admin/")
    picture(page, "admin")
    page.goto("/admin/performance/series/")
    page.get_by_role("link", name="Lower is better").click()
    page.locator("#result_list tbody th a").first.click()
    expect(heading(page)).to_have_text("Change series")
    page.locator(".field-unit .select2-selection").click()
    page.locator(".select2-search__field").fill("days")
    page.locator(".select2-results__option", has_text=re.compile("^days$")).click()
    expect(page.locator("#select2-id_unit-container")).to_contain_text("days")
    page.goto("/admin/performance/cycle/add/")
    page.locator(".field-opens_on .date-icon").click()
    page.locator(".calendarbox:visible td a").first.click()
    expect(page.locator("#id_opens_on")).to_have_value(re.compile(r"^\d\d/\d\d/\d{4}$"))
    page.goto("/admin/performance/framework/")
    page.locator("#result_list tbody th a").first.click()
    expect(heading(page)).to_have_text("Change framework")
    rows = page.locator("#objectives-group tbody tr.form-row:not(.empty-form)")
    before = rows.count()
    page.locator("#objectives-group .add-row a").click()
    expect(rows).to_have_count(before + 1)


def test_a_file_is_previewed_confirmed_exported_and_its_row_deleted(administrator, picture):
    page = administrator
    page.goto("/admin/performance/portfolio/import/")
    page.get_by_label("File to import").set_input_files(FILE)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".import-preview tbody tr")).to_have_count(1)
    picture(page, "import-preview")
    page.get_by_role("button", name="Confirm import").click()
    expect(message(page)).to_have_text("Portfolios: 1 added, 0 changed, 0 as they were.")
    page.get_by_role("link", name="Forensics").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator("#change-history tbody tr")).to_have_count(1)
    expect(page.locator("#change-history")).to_contain_text("Imported from portfolios.csv")
    page.goto("/admin/performance/portfolio/export/?q=forensics")
    page.get_by_label("Format").select_option("CSV")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.path().read_text("utf-8-sig").splitlines() == [
        "code,name,is_demonstration",
        "forensics,Forensics,no",
    ]
    page.goto("/admin/performance/portfolio/?q=forensics")
    page.get_by_role("link", name="Forensics").click()
    page.get_by_role("link", name="Delete").first.click()
    page.get_by_role("button", name="Yes").click()
    expect(message(page)).to_contain_text("was deleted successfully")


def test_signing_out_is_the_service_s_own(administrator):
    page = administrator
    page.goto("/admin/performance/observation/")
    page.locator("#result_list tbody th a").first.click()
    expect(heading(page)).to_have_text("View observation")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/sign-in/$"))
    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/sign-in/\?next=/admin/$"))
