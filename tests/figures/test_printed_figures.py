"""Every number, range, inequality, approximation, change and duration of the two papers."""

import pytest

from performance.figures import (
    Form,
    Qualifier,
    Unit,
    UnreadableQuantity,
    parse_quantity,
    print_quantity,
)
from tests.figures.printed import FIGURES, figure_of, has_figure, unit_named

NUMERIC = [row for row in FIGURES if has_figure(row)]
IN_WORDS = [row for row in FIGURES if not has_figure(row)]

# Read by a person from the sentence; no number stands there to be read.
SPELT_OUT = {
    ("three minute", "minutes"): "a number in letters, as an adjective",
    ("five", "units"): "a number in letters",
    ("last 4", "exercises"): "part of “the last 4 exercises”",
}
# The number is printed alone; whoever read the paper took the qualifier from words around it.
QUALIFIED_BY_THE_SENTENCE = {
    ("1,200", "officers", ">="): "a target in the wording of an indicator",
    ("464", "PCSOs", ">="): "“maintain the 464”",
    ("8,000", "officers", ">"): "“over 8,000”",
    ("6%", "%", ">"): "the sign is printed before it: “DA>6%; Rape>5%; S&H>8%”",
    ("5%", "%", ">"): "the sign is printed before it: “DA>6%; Rape>5%; S&H>8%”",
    ("8%", "%", ">"): "the sign is printed before it: “DA>6%; Rape>5%; S&H>8%”",
    ("50%", "%", ">="): "a target in the wording of an indicator",
    ("90%", "%", ">="): "a charter's standard",
    ("55%", "%", "<="): "“our ambition”",
    ("7.3%", "% change", "+"): "“rose by 7.3%”",
    ("49%", "% change", "+"): "an increase over two months",
    ("6000 records a day", "records per day", ">"): "“regularly passed”",
    ("6000", "complaints", ">"): "“over 6000”",
    ("+1000", "subscribers per month", "~"): "“approximately +1000”",
    ("+38.9%", "% change", ""): "the sign says change; the table leaves it to the unit",
    ("+19500", "crimes (change)", ""): "the sign says change; the table leaves it to the unit",
    ("+16000", "crimes (change)", ""): "the sign says change; the table leaves it to the unit",
}
NO_PERCENT_SIGN = {
    *("7", "8", "9", "12", "46", "47", "48", "49", "51", "52"),
    *("60", "66", "68", "70", "72", "74"),
}
NO_COMMA = {"1051", "3424", "1691", "1237", "1323", "6000", "+1000", "+16000", "+19500"}
OTHER_DRESS = {
    **dict.fromkeys(((raw, "%") for raw in NO_PERCENT_SIGN), "the row's heading says percent"),
    ("> 8", "volunteers (average per unit)"): "a space; “<1” and “<50%” have none",
    ("6 Weeks", "weeks"): "a capital; days have none",
    ("2-3 Weeks", "weeks"): "a capital; days have none",
    ("19.41 kg", "kg CO2 per m2"): "a space; “15.4kg” in the same row has none",
    ("27.73 kg", "kg CO2 per m2"): "a space; “15.4kg” in the same row has none",
    ("218 g", "g CO2 per km"): "a space; “230g” in the same row has none",
    ("97", "working days"): "the sentence says the unit",
    ("195", "working days"): "the sentence says the unit",
    ("203", "working days"): "the sentence says the unit",
    ("6000 records a day", "records per day"): "no comma; “1,637” has one",
    ("almost 100 a day", "reports per day"): "elsewhere “nearly”",
}


def key(row):
    return row["raw"], row["unit"], row["qualifier"]


def qualifier_of(quantity):
    return "range" if quantity.high is not None else quantity.qualifier.symbol


READABLE = [row for row in NUMERIC if key(row)[:2] not in SPELT_OUT]


def test_the_table_covers_all_514_figures():
    assert sum(int(row["rows"]) for row in FIGURES) == 514


@pytest.mark.parametrize("row", READABLE, ids=lambda row: f"{row['raw']} {row['unit']}")
def test_every_printed_figure_is_read(row):
    quantity = parse_quantity(row["raw"], unit_named(row["unit"]))
    assert (quantity.value, quantity.high) == figure_of(row)


@pytest.mark.parametrize("row", READABLE, ids=lambda row: f"{row['raw']} {row['unit']}")
def test_every_printed_figure_survives_being_printed_again(row):
    unit = unit_named(row["unit"])
    quantity = parse_quantity(row["raw"], unit)
    assert parse_quantity(print_quantity(quantity, unit), unit) == quantity


def test_the_qualifier_is_the_printed_one_but_where_the_sentence_holds_it():
    different = {
        key(row)
        for row in READABLE
        if qualifier_of(parse_quantity(row["raw"], unit_named(row["unit"]))) != row["qualifier"]
    }
    assert different == set(QUALIFIED_BY_THE_SENTENCE)


@pytest.mark.parametrize(("raw", "unit"), SPELT_OUT)
def test_a_number_in_letters_is_refused(raw, unit):
    with pytest.raises(UnreadableQuantity):
        parse_quantity(raw, unit_named(unit))


def test_the_papers_dress_is_ours_but_for_a_known_few():
    different = set()
    for row in READABLE:
        unit = unit_named(row["unit"])
        if print_quantity(parse_quantity(row["raw"], unit), unit) != row["raw"]:
            different.add((row["raw"], row["unit"]))
    commas = {(raw, unit) for raw, unit in different if raw in NO_COMMA}
    assert {raw for raw, _ in commas} == NO_COMMA
    assert different - commas == set(OTHER_DRESS)


@pytest.mark.parametrize("row", IN_WORDS, ids=lambda row: row["raw"][:40])
def test_what_the_papers_say_in_words_is_not_taken_for_a_figure(row):
    for form in (Form.COUNT, Form.PERCENT, Form.CLOCK, Form.PLAIN):
        with pytest.raises(UnreadableQuantity):
            parse_quantity(row["raw"], Unit("anything", form))


def test_a_sentences_qualifier_prints_and_reads_back():
    for raw, name, symbol in QUALIFIED_BY_THE_SENTENCE:
        unit = unit_named(name)
        read = parse_quantity(raw, unit)
        qualifier = next(each for each in Qualifier if each.symbol == symbol)
        stated = type(read)(read.value, None, qualifier, read.decimals)
        assert parse_quantity(print_quantity(stated, unit), unit) == stated
