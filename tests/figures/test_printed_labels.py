"""Every period label of the two board papers."""

import pytest

from performance.figures import LabelStyle, UnreadablePeriod, parse_period
from tests.figures.printed import LABELS, UNTIMED, hint_of

TIMED = [row for row in LABELS if row["label"] and row["kind"] not in UNTIMED]
REFERENCES = [row for row in LABELS if row["kind"] == "named_reference"]

# The papers are not of one mind about names of months, dashes, brackets or "year ending"; the
# label as printed is kept with the figure that it stands beside.
OTHER_DRESS = {
    ("[Sept 23]", "as_at"): "four letters; elsewhere three",
    ("[July 23]", "month"): "the month's whole name",
    ("[2021/ 22]", "financial_year"): "a space slipped in",
    ("(2018/19)", "financial_year"): "round brackets",
    ("[Jan – Dec 22]", "calendar_year"): "a calendar year by its months",
    ("[Jan – Dec 20]", "calendar_year"): "a calendar year by its months",
    ("[Year ending June 19]", "rolling_12m"): "elsewhere “12 months to”",
    ("[Last 2 years – Jan 24]", "rolling_24m"): "elsewhere “months to”",
    ("[Jan 24]", "rolling_12m"): "the wording of the indicator says how many months",
    ("[Jan 24]", "rolling_24m"): "the wording of the indicator says how many months",
}


def test_the_table_covers_all_514_figures():
    assert sum(int(row["rows"]) for row in LABELS) == 514


@pytest.mark.parametrize("row", TIMED, ids=lambda row: f"{row['label']} {row['kind']}")
def test_every_printed_label_is_read_with_its_series_kind(row):
    kind, months = hint_of(row["kind"])
    period = parse_period(row["label"], kind, months)
    read = (period.export_kind, period.start.isoformat(), period.end.isoformat())
    assert read == (row["kind"], row["start"] or row["end"], row["end"])


@pytest.mark.parametrize("row", REFERENCES, ids=lambda row: row["label"])
def test_a_named_reference_is_refused_as_a_label(row):
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period(row["label"])
    assert str(refusal.value) == (
        f"“{row['label']}” is a named reference: it is a label, not a period. Record the figure "
        "as a reference with this label, or write the period that it belongs to."
    )


def test_the_2024_papers_dress_is_ours_but_for_a_known_few():
    bracketed = [row for row in TIMED if row["label"][0] in "[("]
    different = {
        (row["label"], row["kind"])
        for row in bracketed
        if parse_period(row["label"], *hint_of(row["kind"])).label(LabelStyle.PAPER) != row["label"]
    }
    assert different == set(OTHER_DRESS)
