"""Figures as people type and paste them; what cannot be read is refused, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from performance.figures import (
    Form,
    Qualifier,
    Quantity,
    Unit,
    UnreadableQuantity,
    parse_quantity,
    print_quantity,
)
from tests.figures.strategies import modest, units

COUNT = Unit("officers", Form.COUNT)
PERCENT = Unit("%", Form.PERCENT)
CLOCK = Unit("seconds", Form.CLOCK)
WEEKS = Unit("weeks", Form.SUFFIXED, " weeks")
KILOS = Unit("kg CO2 per m2", Form.SUFFIXED, "kg")
RATIO = Unit("ratio", Form.PLAIN)


def figure(value, high=None, qualifier=Qualifier.EXACT, decimals=0):
    return Quantity(Decimal(value), None if high is None else Decimal(high), qualifier, decimals)


READ = [
    ("1,234", COUNT, figure("1234")),
    ("1234", COUNT, figure("1234")),
    ("111,000", COUNT, figure("111000")),
    ("1,234.50", COUNT, figure("1234.5", decimals=2)),
    ("0", COUNT, figure("0")),
    (" 12\r\n", COUNT, figure("12")),
    ("\u00a012\u202f", COUNT, figure("12")),
    ("(12)", COUNT, figure("-12")),
    ("(1,200)", COUNT, figure("-1200")),
    ("+3.1", COUNT, figure("3.1", qualifier=Qualifier.CHANGE, decimals=1)),
    ("-7.5", COUNT, figure("-7.5", qualifier=Qualifier.CHANGE, decimals=1)),
    ("−7.5", COUNT, figure("-7.5", qualifier=Qualifier.CHANGE, decimals=1)),
    ("approximately +1000", COUNT, figure("1000", qualifier=Qualifier.ABOUT)),
    ("about 1,000", COUNT, figure("1000", qualifier=Qualifier.ABOUT)),
    ("c. 200", COUNT, figure("200", qualifier=Qualifier.ABOUT)),
    ("~200", COUNT, figure("200", qualifier=Qualifier.ABOUT)),
    ("nearly 200", COUNT, figure("200", qualifier=Qualifier.ABOUT_BUT_LESS)),
    ("~<200", COUNT, figure("200", qualifier=Qualifier.ABOUT_BUT_LESS)),
    ("over 6000", COUNT, figure("6000", qualifier=Qualifier.MORE_THAN)),
    ("Over 6000", COUNT, figure("6000", qualifier=Qualifier.MORE_THAN)),
    ("> 8", COUNT, figure("8", qualifier=Qualifier.MORE_THAN)),
    ("<1", COUNT, figure("1", qualifier=Qualifier.LESS_THAN)),
    ("at least 464", COUNT, figure("464", qualifier=Qualifier.AT_LEAST)),
    (">=464", COUNT, figure("464", qualifier=Qualifier.AT_LEAST)),
    ("≥ 464", COUNT, figure("464", qualifier=Qualifier.AT_LEAST)),
    ("up to 55", COUNT, figure("55", qualifier=Qualifier.AT_MOST)),
    ("≤55", COUNT, figure("55", qualifier=Qualifier.AT_MOST)),
    ("5-7", COUNT, figure("5", "7")),
    ("5 – 7", COUNT, figure("5", "7")),
    ("5 to 7", COUNT, figure("5", "7")),
    ("-5 to +3", COUNT, figure("-5", "3")),
    ("about 5-7", COUNT, figure("5", "7", Qualifier.ABOUT)),
    ("56%", PERCENT, figure("56")),
    ("56", PERCENT, figure("56")),
    (" 90 % ", PERCENT, figure("90")),
    ("90 per cent", PERCENT, figure("90")),
    ("<50%", PERCENT, figure("50", qualifier=Qualifier.LESS_THAN)),
    ("(2.5%)", PERCENT, figure("-2.5", decimals=1)),
    ("92%–95%", PERCENT, figure("92", "95")),
    ("92-95%", PERCENT, figure("92", "95")),
    ("12m27s", CLOCK, figure("747")),
    ("12:27", CLOCK, figure("747")),
    ("1h44m30s", CLOCK, figure("6270")),
    ("1:44:30", CLOCK, figure("6270")),
    ("14m00s", CLOCK, figure("840")),
    ("14m", CLOCK, figure("840")),
    ("90s", CLOCK, figure("90")),
    ("75:00", CLOCK, figure("4500")),
    ("7.5s", CLOCK, figure("7.5", decimals=1)),
    ("12 min 27 sec", CLOCK, figure("747")),
    ("1 hour 5 minutes", CLOCK, figure("3900")),
    ("<1m", CLOCK, figure("60", qualifier=Qualifier.LESS_THAN)),
    ("-30s", CLOCK, figure("-30", qualifier=Qualifier.CHANGE)),
    ("2m18s-3m00s", CLOCK, figure("138", "180")),
    ("6 Weeks", WEEKS, figure("6")),
    ("6weeks", WEEKS, figure("6")),
    ("1 week", WEEKS, figure("1")),
    ("6", WEEKS, figure("6")),
    ("2-3 Weeks", WEEKS, figure("2", "3")),
    ("2 weeks to 3 weeks", WEEKS, figure("2", "3")),
    ("19.41 kg", KILOS, figure("19.41", decimals=2)),
    ("2.0", RATIO, figure("2", decimals=1)),
    (".5", RATIO, figure("0.5", decimals=1)),
]
ASK_FOR_A_REASON = ["-", "–", "n/a", "N/A", "NaN", "tbc", "none", "[x]"]
REFUSED = [
    ("1,23", COUNT, "a comma parts thousands only, and decimals follow a point."),
    ("1.234,5", COUNT, "a comma parts thousands only, and decimals follow a point."),
    ("0,123", COUNT, "a comma parts thousands only, and decimals follow a point."),
    ("12 34", COUNT, "there is a space inside the number; thousands are parted by a comma, "
     "or not at all."),
    ("12/07", COUNT, "it looks like a date or a fraction."),
    ("1e3", COUNT, "write the number out in full."),
    ("56%", COUNT, "it is a percentage, and this is counted in officers."),
    ("12m27s", COUNT, "it is a time, and this is counted in officers."),
    ("007", COUNT, "it is not a figure in officers."),
    ("1,376²", COUNT, "it is not a figure in officers."),
    ("٣", COUNT, "it is not a figure in officers."),
    ("8+", COUNT, "it is not a figure in officers."),
    ("- 5", COUNT, "it is not a figure in officers."),
    ("+2-3", COUNT, "it is not a figure in officers."),
    ("about (3)", COUNT, "it is not a figure in officers."),
    ("just over 200", COUNT, "it is not a figure in officers."),
    ("6 Weeks", COUNT, "it is not a figure in officers."),
    ("6 Weeks", PERCENT, "it is not a percentage."),
    ("6 days", WEEKS, "it is not a figure in weeks."),
    ("747", CLOCK, "a time must say whether it is hours, minutes or seconds."),
    ("12:75", CLOCK, "it is not a figure in seconds."),
    ("3-2", COUNT, "A range runs upwards, and 3 to 2 does not: give the lower figure first."),
    (">2-3", COUNT, "A range is exact or about, not “more than”: give one figure, or leave the "
     "qualifier out."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "quantity"), READ)
def test_what_people_paste_is_read(text, unit, quantity):
    assert parse_quantity(text, unit) == quantity


@pytest.mark.parametrize(("text", "unit", "fault"), REFUSED)
def test_what_could_be_misread_is_refused_with_words(text, unit, fault):
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity(text, unit)
    message = str(refusal.value)
    assert message.partition(" cannot be read: ")[2].partition(" Write one figure,")[0] == fault


def test_a_refusal_quotes_the_text_and_shows_what_to_write():
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity("1,23", WEEKS)
    assert str(refusal.value) == (
        "“1,23” cannot be read: a comma parts thousands only, and decimals follow a point. "
        "Write one figure, such as 16 weeks."
    )


@pytest.mark.parametrize("text", ASK_FOR_A_REASON)
def test_no_figure_asks_for_the_reason(text):
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity(text, COUNT)
    assert str(refusal.value) == (
        f"“{text}” is not a figure. Give a reason why there is no figure instead."
    )


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b"])
def test_an_empty_cell_asks_for_a_figure_or_the_reason(text):
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity(text, COUNT)
    assert str(refusal.value) == (
        "There is no figure here. Write one, or give a reason why there is no figure."
    )


@pytest.mark.parametrize("text", ["1m75s", "0m75s", "1h75m", "1h75s"])
def test_the_smaller_part_of_a_time_stays_under_sixty(text):
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity(text, CLOCK)
    assert str(refusal.value) == (
        f"“{text}” is not a time: after hours or minutes, the next part runs from 0 to 59. "
        "Write one figure, such as 12m27s."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0.1234567", "“0.1234567” has more than 6 decimals: round it to how it is reported."),
        (
            "100000000000000",
            "“100000000000000” has more than 14 digits before the point: check it.",
        ),
        ("9" * 300, f"“{'9' * 59}…” is too long for one figure. Write one figure, such as 1,234."),
    ],
)
def test_a_figure_beyond_what_can_be_kept_is_refused(text, message):
    with pytest.raises(UnreadableQuantity) as refusal:
        parse_quantity(text, COUNT)
    assert str(refusal.value) == message


FIGURE_LIKE = st.lists(
    st.sampled_from(
        ["0", "1", "12", "345", ",", ".", " ", "-", "–", "+", "(", ")", "%", "m", "s", "h", ":",
         "/", "e", "<", ">", "~", "about ", "to", " to ", "weeks", "٣", "²", "\u00a0"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@modest
@given(st.one_of(st.text(max_size=20), FIGURE_LIKE), units)
@example("٣", COUNT)
def test_any_text_is_read_or_refused(text, unit):
    try:
        quantity = parse_quantity(text, unit)
    except UnreadableQuantity:
        return
    assert parse_quantity(print_quantity(quantity, unit), unit) == quantity
