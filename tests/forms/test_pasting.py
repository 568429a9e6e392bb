"""A column, a row or a block from a spreadsheet, given out to the fields of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import Form, Unit, UnreadableQuantity, parse_quantity
from performance.forms.pasted_html import percents_in
from performance.forms.pasting import MOST_CHARACTERS, Target, distribute

PERCENT = Unit("percent", Form.PERCENT)
COUNT = Unit("count", Form.COUNT)
CLOCK = Unit("minutes and seconds", Form.CLOCK)
PLAIN = Unit("ratio", Form.PLAIN)
CALLS = [
    Target("a", "999 calls", "Within ten seconds", PERCENT),
    Target("b", "999 calls", "Average seconds", CLOCK),
    Target("c", "Burglary", "Burglary", COUNT),
    Target("d", "Robbery", "Recorded", COUNT),
    Target("e", "Knife crime", "Recorded", COUNT),
]
NO_NAMES = (
    "Several columns without names could mean anything. Paste one column, one row, or names with "
    "the figures beside them."
)


def columns(count, unit=COUNT):
    return [Target(f"f{at}", f"Indicator {at}", f"Series {at}", unit) for at in range(count)]


def got(found):
    return {each.field: each.text for each in found.placed}, list(found.left)


@pytest.mark.parametrize(
    "block",
    [
        "1\r\n2\r\n3",
        "1\r\n2\r\n3\r\n",
        "1\n2\n3\n\n",
        "1\t2\t3",
        "1\t2\t3\r\n",
        "\t1\r\n\t2\r\n\t3",
    ],
)
def test_a_column_and_a_row_fill_the_fields_one_by_one(block):
    assert got(distribute(block, columns(3))) == ({"f0": "1", "f1": "2", "f2": "3"}, [])


def test_it_begins_at_the_field_in_which_it_is_pasted():
    assert got(distribute("1\n2", columns(3), start=1)) == ({"f1": "1", "f2": "2"}, [])


def test_an_empty_cell_leaves_its_field_as_it_is():
    assert got(distribute("1\r\n\r\n3\r\n", columns(3))) == ({"f0": "1", "f2": "3"}, [])
    assert got(distribute("\r\n2\r\n", columns(3))) == ({"f1": "2"}, [])
    assert got(distribute("1\t\t3", columns(3))) == ({"f0": "1", "f2": "3"}, [])


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ("9", "1 value was left out: there are no more fields to put them in."),
        ("8\n9", "2 values were left out: there are no more fields to put them in."),
    ],
)
def test_more_values_than_fields_are_said(over, said):
    assert got(distribute(f"1\n2\n{over}\n", columns(2))) == ({"f0": "1", "f1": "2"}, [said])


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("1,234", COUNT), ("(12)", COUNT), ("56%", PERCENT), ("0.56", PERCENT)),
        *(("12m27s", CLOCK), ("12:27", CLOCK), ("0.56", PLAIN), ("0", COUNT)),
    ],
)
def test_what_can_be_read_is_placed_as_it_was_copied(text, unit):
    (placed,) = distribute(f"{text}\r\n", columns(1, unit)).placed
    assert (placed.text, placed.fault) == (text, "")


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N/A", "NaN", ".."])
def test_what_stands_for_nothing_asks_for_the_reason_and_is_no_zero(text):
    (placed,) = distribute(text, columns(1)).placed
    assert placed.text == text
    assert placed.fault == (
        f"“{text}” is not a figure. Give a reason why there is no figure instead."
    )


def test_what_cannot_be_read_is_placed_with_the_readers_words():
    found = distribute("1.234,5\n2", columns(2))
    assert got(found) == ({"f0": "1.234,5", "f1": "2"}, [])
    assert found.placed[0].fault.startswith("“1.234,5” cannot be read: ")
    assert found.said == (
        "2 figures are filled in. 1 of them cannot be read: see what stands at the field."
    )


def test_a_quoted_cell_keeps_its_line_break_together():
    block = '"1,234\n(final)"\r\n"say ""5"""\r\n7\r\n'
    assert got(distribute(block, columns(3)))[0] == {
        "f0": "1,234 (final)",
        "f1": 'say "5"',
        "f2": "7",
    }


def test_a_quotation_mark_that_closes_nothing_is_a_character():
    assert got(distribute('"1\n2', columns(2)))[0] == {"f0": '"1', "f1": "2"}


def test_values_with_names_go_where_the_names_say():
    block = "burglary\t12\r\n  WITHIN   ten seconds:\t56%\r\nRobbery, recorded\t7\r\n"
    assert got(distribute(block, CALLS, start=3)) == ({"c": "12", "a": "56%", "d": "7"}, [])


def test_an_indicator_and_its_series_may_stand_in_two_columns():
    block = "999 calls\tAverage seconds\t8s\r\nKnife crime\tRecorded\t3\r\n"
    assert got(distribute(block, CALLS)) == ({"b": "8s", "e": "3"}, [])


def test_an_unknown_or_ambiguous_name_is_told_and_never_guessed():
    block = "Indicator\tJuly\n999 calls\t5\nRecorded\t7\nBurglery\t12\nKnife crime\t3\n\t4\n"
    assert got(distribute(block, CALLS)) == (
        {"e": "3"},
        [
            "“Indicator” is no figure on this page.",
            "“999 calls” could be 2 figures on this page.",
            "“Recorded” could be 2 figures on this page.",
            "“Burglery” is no figure on this page.",
            "“4” has no name beside it.",
        ],
    )


def test_a_name_that_stands_twice_is_not_used():
    assert got(distribute("Burglary\t1\nburglary\t2\nKnife crime\t3", CALLS)) == (
        {"e": "3"},
        [
            "“Burglary” stands there more than once, so none of it is used.",
            "“burglary” stands there more than once, so none of it is used.",
        ],
    )


def test_a_name_without_a_value_leaves_its_field_as_it_is():
    assert got(distribute("Burglary\t\nKnife crime\t3", CALLS)) == ({"e": "3"}, [])


@pytest.mark.parametrize(
    "block", ["1\t2\n3\t4", "n/a\t1\n-\t2", "12m27s\t1\n5s\t2", "a\tb\tc\td\n1\t2\t3\t4"]
)
def test_several_columns_without_names_fill_nothing(block):
    assert got(distribute(block, CALLS)) == ({}, [NO_NAMES])


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("1\t2\n3\t4", f"Nothing is filled in. {NO_NAMES}"),
        ("\n", "Nothing is filled in. There was nothing in what was pasted."),
    ],
)
def test_that_nothing_is_filled_in_is_said_once(block, said):
    assert distribute(block, CALLS).said == said


@pytest.mark.parametrize("heading", ["July 2021", "Figure", "Share (%)", "Jul-21"])
def test_a_heading_above_a_column_takes_no_field_and_is_told(heading):
    found = distribute(f"{heading}\r\n1\r\n\r\nn/a\r\n4", columns(5))
    assert got(found) == ({"f0": "1", "f2": "n/a", "f3": "4"}, [])
    assert found.said == (
        "3 figures are filled in. 1 of them cannot be read: see what stands at the field. "
        "The first line was taken for a heading."
    )


@pytest.mark.parametrize(
    "block",
    [
        *("lots\nfew\n3", "n/a\n2\n3", "lots", "12 o\nn/a", "Series 0\n2\n3", "2021\n2\n3", "~\n2"),
        *("1,204 (p)\n5\n6", "1O5\n5\n6", "1204r\n5\n6", "12 crimes\n5\n6", "£12 est\n5\n6"),
    ],
)
def test_what_may_be_a_figure_is_no_heading(block):
    found = distribute(block, columns(3))
    assert (found.placed[0].field, found.placed[0].text) == ("f0", block.split("\n")[0])
    assert found.passed == ()


@pytest.mark.parametrize("block", ["", "\r\n", " \t \r\n\t\r\n"])
def test_nothing_is_said_to_be_nothing(block):
    assert got(distribute(block, CALLS)) == ({}, ["There was nothing in what was pasted."])


def test_a_whole_workbook_is_too_much():
    assert got(distribute("1\n" * MOST_CHARACTERS, CALLS))[1] == [
        "That is too much to paste at once: copy the figures only."
    ]


# What the spreadsheet's HTML says

EXCEL = (
    "<style>\n.xl65\n\t{mso-number-format:Percent;}\n.xl66 {mso-number-format:0\\.00;}</style>"
    "<table><tr><td class=xl65>0.56</td></tr><tr><td class=xl66>0.56</td></tr>"
    "<tr><td style='mso-number-format:\"0%\"'>0.075</td></tr></table>"
)
LIBRE = (
    '<table><tr><td sdval="0.56" sdnum="2057;0;0%">0.56</td></tr>'
    '<tr><td sdval="0.56" sdnum="2057;">0.56</td></tr>'
    '<tr><td data-sheets-numberformat=\'{"1":3,"2":"0.0%"}\'>0.075</td></tr></table>'
)


@pytest.mark.parametrize("html", [EXCEL, LIBRE])
def test_a_cell_that_shows_a_percentage_is_one_where_the_series_is(html):
    assert percents_in(html) == [[True], [False], [True]]
    block, percents = "0.56\r\n0.56\r\n0.075\r\n", percents_in(html)
    found = distribute(block, columns(3, PERCENT), percents=percents)
    assert got(found)[0] == {"f0": "56%", "f1": "0.56", "f2": "7.5%"}
    counted = distribute(block, columns(3, PLAIN), percents=percents)
    assert got(counted)[0] == {"f0": "0.56", "f1": "0.56", "f2": "0.075"}


def test_a_cell_that_is_worn_as_a_percentage_already_stays_as_it_is():
    found = distribute("56%\nn/a", columns(2, PERCENT), percents=[[True], [True]])
    assert got(found)[0] == {"f0": "56%", "f1": "n/a"}


def test_html_of_another_shape_is_not_heeded():
    found = distribute("0.56\n0.57", columns(2, PERCENT), percents=[[True]])
    assert got(found)[0] == {"f0": "0.56", "f1": "0.57"}


@pytest.mark.parametrize("html", ["", "<p>56%</p>", "<td>1</td>", "<table", "x" * 1_000_001])
def test_html_without_a_table_says_nothing(html):
    assert percents_in(html) == []


# Whatever is pasted

cells = st.one_of(
    st.sampled_from(["", "-", "n/a", "56%", "1,234", "(12)", "12m27s", "0.56", "Burglary"]),
    st.text(max_size=12),
)
grids = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6)


def as_copied(rows) -> str:
    def worn(cell):
        if any(each in cell for each in '\t\n\r"'):
            return '"{}"'.format(cell.replace('"', '""'))
        return cell

    return "".join("\t".join(worn(cell) for cell in row) + "\r\n" for row in rows)


@given(grids, st.integers(0, 5))
def test_every_field_is_filled_at_most_once_and_with_a_cell_of_the_block(rows, start):
    found = distribute(as_copied(rows), CALLS, start=start)
    fields = [each.field for each in found.placed]
    assert len(fields) == len(set(fields))
    held = {" ".join(cell.split()) for row in rows for cell in row}
    assert {each.text for each in found.placed} <= held


@given(st.text(max_size=200), st.text(max_size=50))
def test_no_text_and_no_html_breaks_it(block, html):
    distribute(block, CALLS, percents=percents_in(f"<table><tr><td {html}>{html}"))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.integers(0, 8))
def test_a_column_of_numbers_arrives_whole_or_its_rest_is_counted(numbers, fields):
    block = "".join(f"{number:,}\r\n" for number in numbers)
    found = distribute(block, columns(fields))
    assert [parse_quantity(each.text, COUNT).value for each in found.placed] == numbers[:fields]
    assert bool(found.left) == (len(numbers) > fields)


@given(st.lists(cells, min_size=1, max_size=5), st.sampled_from([PERCENT, COUNT, CLOCK]))
def test_a_fault_is_told_exactly_where_the_reader_finds_one(column, unit):
    for each in distribute(as_copied([[cell] for cell in column]), columns(5, unit)).placed:
        try:
            parse_quantity(each.text, unit)
        except UnreadableQuantity as fault:
            assert each.fault == str(fault)
        else:
            assert each.fault == ""
