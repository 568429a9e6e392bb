"""The browser tests are strict: what Chromium complains of cannot pass unseen."""

import pytest

from tests.browser.barriers import barriers

pytestmark = pytest.mark.browser


@pytest.fixture
def installation():
    """No service: these pages are made here."""

    class Nowhere:
        url = "http://127.0.0.1:9"

    return Nowhere


def serve(page, body, policy="default-src 'none'; script-src 'self'"):
    page.route(
        "**/page",
        lambda route: route.fulfill(
            body=body, content_type="text/html", headers={"Content-Security-Policy": policy}
        ),
    )
    page.route("**/broken.js", lambda route: route.fulfill(body="throw new Error('broken')"))
    page.goto("/page")


def taken(complaints):
    found = list(complaints)
    complaints.clear()
    return found


def test_a_quiet_page_passes(page, complaints, picture):
    serve(page, "<title>Quiet</title><p>Nothing wrong")
    assert page.title() == "Quiet"
    assert picture(page, "quiet").stat().st_size > 0
    assert complaints == []


def test_a_refused_inline_script_is_a_complaint(page, complaints):
    serve(page, "<title>Inline</title><script>1</script>")
    page.wait_for_function("document.title == 'Inline'")
    assert any("CSP script-src-elem refused inline" in text for text in taken(complaints))


def test_an_uncaught_exception_is_a_complaint(page, complaints):
    serve(page, "<title>Broken</title><script src=/broken.js></script>")
    assert any("broken" in text for text in taken(complaints))


def test_a_missing_file_is_a_complaint(page, complaints):
    page.route("**/missing.js", lambda route: route.fulfill(status=404))
    serve(page, "<title>Missing</title><script src=/missing.js></script>")
    assert any("404" in text for text in taken(complaints))


def test_an_image_without_words_and_a_box_that_scrolls_sideways_are_barriers(page):
    box = "<div style='overflow-x: auto; width: 9em'><p style='width: 90em'>Wide</p></div>"
    body = f"<html lang=en><title>Barred</title><main><img src='data:,'>{box}</main></html>"
    serve(page, body, policy="default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    found = barriers(page)
    assert [each for each in found if "image-alt" in each] == [
        'at 1280 px, image-alt: <img src="data:,">',
        'at 320 px, image-alt: <img src="data:,">',
    ]
    assert [each for each in found if "scrolls" in each] == [
        "at 1280 px, scrolls sideways: div.",
        "at 320 px, scrolls sideways: div.",
    ]
