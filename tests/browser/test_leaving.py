"""A page with several forms asks before one is sent while words are typed in another."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import INDICATOR, notice, open_task, sign_in

pytestmark = pytest.mark.browser
HALF = "Please look at the note of (<50%"


def test_words_typed_in_one_form_are_not_lost_by_sending_another(open_page):
    page = sign_in(open_page(), "lead")
    page.goto("/submissions/?state=draft")
    open_task(page, INDICATOR)
    page.get_by_text("Add a private note").first.click()
    page.get_by_text("Say something on the record").first.click()
    record, note = page.locator("#id_record-text"), page.locator("#id_private-text")
    record.fill(HALF)
    note.fill("The note stands alone.")
    asked, answers = [], ["stay", "leave"]

    def answer(dialog):
        asked.append(dialog.type)
        dialog.dismiss() if answers.pop(0) == "stay" else dialog.accept()

    page.on("dialog", answer)
    button = page.get_by_role("button", name="Add the note")
    button.click()
    expect(record).to_have_value(HALF)
    assert asked == ["beforeunload"]
    # The button takes no second click at once.
    page.wait_for_timeout(1500)
    button.click()
    expect(notice(page)).to_contain_text("Your note is kept.")
    assert asked == ["beforeunload"] * 2
    # What is typed in the form itself is on its way: nothing is asked.
    page.get_by_text("Add a private note").first.click()
    note.fill("And another.")
    button.click()
    expect(page.locator("#private").locator("xpath=..")).to_contain_text("And another.")
    assert asked == ["beforeunload"] * 2
