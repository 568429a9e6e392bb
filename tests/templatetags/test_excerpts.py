"""The beginning of a longer text."""

import pytest

from performance.templatetags.excerpts import excerpt


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("Look again.", 160, "Look again."),
        ("One two three", 13, "One two three"),
        ("One two three", 12, "One two…"),
        ("One two three", 7, "One two…"),
        ("One two three", 6, "One…"),
        ("Look again.\n101 calls: counted twice", 12, "Look again.…"),
        ("Look again.\n101 calls: counted twice", 16, "Look again.\n101…"),
        ("abcdefgh", 4, "abcd…"),
    ],
)
def test_whole_words_are_kept_and_lines_stay_apart(words, most, shown):
    assert excerpt(words, most) == shown
