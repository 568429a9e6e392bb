"""Commentary comes out as it went in, and nothing in it runs."""

import pytest

from performance.templatetags.prose import prose


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("(<50% good)", "<p>(&lt;50% good)</p>\n"),
        ("DA>6%", "<p>DA&gt;6%</p>\n"),
        ("Poor <1", "<p>Poor &lt;1</p>\n"),
        ("x<y and DA>6%", "<p>x&lt;y and DA&gt;6%</p>\n"),
        (">6% of calls", "<p>&gt;6% of calls</p>\n"),
        ("# of calls", "<p># of calls</p>\n"),
        ("[1]: https://example.org", "<p>[1]: https://example.org</p>\n"),
        ("    set in", "<p>set in</p>\n"),
        ("AT&amp;T", "<p>AT&amp;amp;T</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("", ""),
    ],
)
def test_ordinary_prose_loses_nothing(typed, shown):
    assert prose(typed) == shown


def test_markdown_makes_lists_and_emphasis():
    assert prose("**Fewer** calls:\n\n- by night") == (
        "<p><strong>Fewer</strong> calls:</p>\n<ul>\n<li>by night</li>\n</ul>\n"
    )


def test_markup_that_somebody_typed_is_text():
    assert prose('<script>alert(1)</script><img src=x onerror="x()">') == (
        '<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror="x()"&gt;</p>\n'
    )


def test_a_link_goes_to_the_web_and_nowhere_else():
    assert prose("[paper](https://example.org/a) [x](javascript:x())") == (
        '<p><a href="https://example.org/a" rel="noopener noreferrer nofollow">paper</a> '
        "[x](javascript:x())</p>\n"
    )


def test_a_picture_is_not_fetched_from_elsewhere():
    assert "<img" not in prose("![tracker](https://example.org/t.png)")
