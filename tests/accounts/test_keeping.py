"""What is kept of a form that could not be saved."""

from accounts.keeping import Kept


def test_the_texts_to_copy_are_those_that_somebody_wrote():
    fields = {
        "version": "3",
        "began": '{"narrative": "41ab09c2f1d09e77", "why": "0aa1"}',
        "into": "figure-ee0f24a4-9aea-4d98-8a3f-27d22f78ebf3.wmp",
        "figure": "38%",
        "narrative": "<50% of calls",
        "why": "Two\r\nlines",
    }
    assert Kept("/", tuple(fields.items()), ()).texts == ["<50% of calls", "Two\r\nlines"]
