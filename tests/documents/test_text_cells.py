"""Text in cells comes back exactly, and no program computes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.documents.text_cells import escaped, guarded, unescaped, unguarded

AWKWARD = st.text(alphabet="'=+-@\t\r\n_x0123dDaA 9", max_size=20) | st.text(max_size=20)


@given(AWKWARD)
def test_a_guarded_text_comes_back(text):
    assert unguarded(guarded(text)) == text


@given(AWKWARD)
def test_an_escaped_text_comes_back(text):
    assert unescaped(escaped(text)) == text


@given(AWKWARD)
def test_no_guarded_text_begins_like_a_formula(text):
    assert guarded(text)[:1] not in set("=+-@\t\r")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("'=1+1", "''=1+1"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_only_what_looks_like_a_formula_is_prefixed(text, cell):
    assert guarded(text) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\r\nb", "a_x000D_\nb"),
        ("_x000D_", "_x005F_x000D_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("file_x1", "file_x1"),
    ],
)
def test_a_workbook_escapes_what_xml_would_lose(text, cell):
    assert escaped(text) == cell
