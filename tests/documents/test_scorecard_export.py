"""The exported file: no program computes its words, and its figures stay as printed."""

import pytest

from performance.documents.scorecard_export import COLUMNS, WORDS, guarded_row


def row(**cells):
    return dict.fromkeys(COLUMNS, "") | cells


@pytest.mark.parametrize("column", WORDS)
@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", "\t=1", "- 5"])
def test_words_that_would_be_computed_get_an_apostrophe(column, words):
    assert guarded_row(row(**{column: words}))[column] == f"'{words}"


@pytest.mark.parametrize("printed", ["-", "-5", "+19500", "+19,500", "-3.2%", "38%", "'tis"])
def test_a_dash_and_signed_numbers_stay_as_the_paper_prints_them(printed):
    assert guarded_row(row(printed=printed))["printed"] == printed


def test_numbers_are_left_alone():
    assert guarded_row(row(value="-5", value_high="-2"))["value"] == "-5"
