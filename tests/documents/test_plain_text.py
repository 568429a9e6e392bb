"""Plain text for a terminal: wrapped, aligned, nothing cut."""

from performance.documents.plain_text import headed, labelled, paragraph, table


def test_a_paragraph_is_wrapped_and_hangs_below_its_first_line():
    text = " ".join(["word"] * 20)

    assert paragraph(text, "  ", "    ") == [
        "  " + " ".join(["word"] * 17),
        "    word word word",
    ]


def test_a_word_longer_than_a_line_is_not_cut():
    assert paragraph("x" * 100) == ["x" * 100]


def test_labels_stand_aligned_and_those_without_words_are_left_out():
    assert labelled([("Year", "2021/22"), ("Baseline", "5"), ("Waiver", "")]) == [
        "  Year      2021/22",
        "  Baseline  5",
    ]


def test_a_table_is_as_broad_as_what_it_holds_and_leaves_out_empty_columns():
    assert table(("Period", "Floor", "Figure"), [("May 2021", "", "5"), ("June", "", "1,234")]) == [
        "  Period    Figure",
        "  --------  ------",
        "  May 2021  5",
        "  June      1,234",
    ]


def test_a_table_without_rows_and_a_heading_over_nothing_are_nothing():
    assert table(("Period", "Figure"), []) == []
    assert headed("Figures", []) == []
    assert headed("Figures", ["  5"]) == ["", "Figures", "  5"]
