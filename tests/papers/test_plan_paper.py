"""The scorecard of February 2024: every row that the paper prints, and nothing else."""

import re
from itertools import groupby

import pytest

from performance.figures import parse_quantity
from performance.models import Framework, Observation, Series, Statement, Unit
from performance.queries.scorecards.scorecards import scorecard
from performance.states import PrintRole
from tests.papers.loaded import PLAN_PAPER, exported, paper_text, seed_rows, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

COLUMN_ORDER = {"KPI text": 0, "Current": 1, "Historical": 2}
COMPARED = (
    "objective",
    "sub_objective",
    "indicator",
    "series",
    "organisation",
    "period_kind",
    "period_start",
    "period_end",
    "period_label",
    "value",
    "value_high",
    "qualifier",
    "unit",
    "role",
)
LABEL = re.compile(r"\[[^]]*\]|\(2018/19\)")
NO_HEADING = "(no heading in source: violence)"
# Where the paper leaves its own dress: the printed text beside what the paper has.
OTHER_DRESS = {
    "84": ("1,051", "1051"),  # every other number of four digits in the row has its comma
    "345": ("3,424", "3424"),  # the same
    "255": (">8", "> 8"),  # "<1" on the same row, ">6%" elsewhere
    "321": ("19.41kg", "19.41 kg"),  # "15.4kg" beside it
    "322": ("27.73kg", "27.73 kg"),
    "324": ("218g", "218 g"),  # "230g" beside it
}


def paper_order(row):
    return int(row["indicator_no"]), COLUMN_ORDER[row["printed_column"]], int(row["row_id"])


def by_hand() -> list[dict[str, str]]:
    """The rows read by hand, in the order of the page, in the columns of the export."""
    return [
        row
        | {
            "objective": "" if row["section"] == NO_HEADING else row["section"],
            "value": row["value"] or row["value_min"],
            "value_high": row["value_max"],
        }
        for row in sorted(seed_rows("2024"), key=paper_order)
    ]


def differences() -> dict[tuple[str, str], str]:
    return {
        (want["row_id"], column): got[column]
        for want, got in zip(by_hand(), exported("plan-2021-25", PLAN_PAPER), strict=True)
        for column in COMPARED
        if got[column] != want[column]
    }


def test_all_406_rows_are_exported_field_by_field():
    assert len(by_hand()) == 406
    assert differences() == {}


def test_the_words_and_figures_are_printed_as_the_paper_has_them():
    other = {
        want["row_id"]: (got["printed"], want["raw"])
        for want, got in zip(by_hand(), exported("plan-2021-25", PLAN_PAPER), strict=True)
        if got["printed"] != want["raw"]
    }

    assert other == OTHER_DRESS


def test_what_is_printed_reads_back_to_the_same_quantity_as_the_paper():
    units = {unit.name: unit.dress for unit in Unit.objects.all()}
    compared = 0
    for want, got in zip(by_hand(), exported("plan-2021-25", PLAN_PAPER), strict=True):
        if want["unit"] == "text":
            continue
        unit = units[want["unit"]]
        assert parse_quantity(got["printed"], unit) == parse_quantity(want["raw"], unit)
        compared += 1
    assert compared == 378


def test_an_exported_value_needs_no_reading_of_what_is_printed():
    rows = exported("plan-2021-25", PLAN_PAPER)

    [ratio] = [row for row in rows if row["printed"] == "2.0"]
    [wait] = [row for row in rows if row["printed"] == "1h44m30s"]
    [share] = [row for row in rows if row["printed"] == "92%-95%"]
    assert (ratio["value"], wait["value"]) == ("2.0", "6270")
    assert (share["value"], share["value_high"], share["qualifier"]) == ("92", "95", "range")


def test_a_dash_is_printed_for_nothing_and_stored_nowhere():
    dashes = [row for row in exported("plan-2021-25", PLAN_PAPER) if row["printed"] == "-"]

    assert len(dashes) == 18
    assert {(row["value"], row["unit"], row["role"]) for row in dashes} == {("", "text", "text")}
    assert not Statement.objects.filter(text__startswith="-").exists()
    assert not Observation.objects.filter(text="-").exists()


def test_a_dash_a_true_zero_and_two_reasons_for_no_figure_are_four_things():
    lines = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines

    poor_units = next(each for each in lines[46].historical if each.lead_in == "Poor")
    assert lines[0].historical == ()
    assert poor_units.printed == "0"
    assert [(each.printed, each.missing) for each in lines[4].current] == [
        ("Awaiting data from WMP.", "awaiting")
    ]
    assert [(each.printed, each.missing) for each in lines[26].current] == [
        ("Monitored as part of the Disproportionality Committee", "monitored_elsewhere")
    ]


def test_77_indicators_are_numbered_as_on_the_page():
    lines = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines

    assert [line.number for line in lines] == list(range(1, 78))


def test_workforce_recruitment_attrition_and_progression_stand_under_one_indicator():
    lines = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines[35:39]

    assert len({line.wording for line in lines}) == 1
    assert [line.under_number for line in lines] == [None, 36, 36, 36]
    assert [line.sub_row for line in lines] == [
        "Workforce",
        "Recruitment (Proportion of joiners over past 12 months)",
        "Attrition (Proportion of leavers over past 12 months)",
        "Progression (Success rate over past 2 years)",
    ]


def test_the_page_has_eight_priorities_of_which_one_has_no_heading_and_two_have_the_same():
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)

    assert [(each.title, len(each.groups)) for each in card.sections] == [
        ("Rebuilding community policing", 1),
        ("Preventing and Reducing Crime", 6),
        ("Increased Confidence in West Midlands Police", 6),
        ("Supporting the workforce, organisational change and new technology", 2),
        ("An efficient and effective criminal justice system", 1),
        ("Supporting victims and witnesses", 1),
        ("", 1),
        ("Supporting the workforce, organisational change and new technology", 2),
    ]


def test_column_headings_are_those_of_each_section():
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)
    printed = [
        line.split("\t")[2:4]
        for line in paper_text("2024-02-27-scorecard-appendix.txt")
        if line.startswith("Sub-Objective")
    ]

    shown = [[each.current_heading, each.historical_heading] for each in card.sections]
    assert shown == printed


def test_footnotes_stand_where_the_paper_marks_them():
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)

    marked = {line.number: line.footnote_numbers for line in card.lines if line.footnote_numbers}
    assert marked == {1: (1,), 2: (2,), 25: (3,), 30: (4,), 35: (5,), 36: (6,), 41: (7, 8)}
    assert [note.number for note in card.footnotes] == list(range(1, 9))
    assert [bool(note.address) for note in card.footnotes] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
        False,
    ]


def test_footnotes_have_the_words_of_the_paper():
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)
    printed = [
        re.sub(r"\]\([^)]*\)$", "", line[1:].strip().lstrip("[")).replace("\\", "").rstrip("]")
        for line in paper_text("2024-02-27-scorecard-appendix.txt")
        if line[:1] in "¹²³⁴⁵⁶⁷⁸" and line[:1]
    ]

    assert [note.text for note in card.footnotes] == printed


def test_each_cell_reads_as_the_paper_prints_it():
    """Figures and the words around them, in order; blanks apart."""
    cells = cells_of_the_paper()
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)
    other = []
    for line in card.lines:
        for items, cell in zip((line.current, line.historical), cells[line.number], strict=True):
            ours = squeezed(" ".join(f"{each.lead_in}{each.printed}{each.tail}" for each in items))
            legends = squeezed("".join(each.legend for each in items))
            theirs = squeezed(LABEL.sub("", cell).replace("> 8", ">8"))
            if LABEL.sub("", ours + legends) != (theirs if theirs != "-" else ""):
                other.append((line.number, ours + legends, theirs))
    assert other == []


def test_each_cell_has_the_papers_labels_in_order():
    """A label that the paper repeats after each figure of a run counts once."""
    cells = cells_of_the_paper()
    card = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER)
    for line in card.lines:
        for items, cell in zip((line.current, line.historical), cells[line.number], strict=True):
            ours = [text for each in items for text in (each.label, each.legend) if text]
            wanted = [label for label, _ in groupby(LABEL.findall(cell))]
            assert [label for label, _ in groupby(ours) if LABEL.match(label)] == wanted


def cells_of_the_paper() -> dict[int, tuple[str, str]]:
    """By indicator: the current and the historical cell of its row."""
    lines = [line.split("\t") for line in paper_text("2024-02-27-scorecard-appendix.txt")]
    found = {}
    for row in seed_rows("2024"):
        number, at = int(row["indicator_no"]), int(row["source_line"]) - 1
        found.setdefault(number, (lines[at][2], lines[at][3]))
    # Two rows are split by a page break.
    found[25] = (found[25][0], f"{found[25][1]} {lines[79][3]}")
    found[72] = tuple(
        f"{cell} {rest}" for cell, rest in zip(found[72], lines[162][2:4], strict=True)
    )
    return found


def test_peers_are_marked_and_carry_the_papers_abbreviation():
    line = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines[40]

    assert [(each.lead_in, each.printed, each.is_peer) for each in line.current] == [
        ("WMP", "61%", False),
        ("GM", "60", True),
        ("M", "70", True),
        ("WY", "66", True),
        ("E&W", "68", True),
    ]


def test_every_figure_names_the_paper_it_is_from():
    lines = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines
    figures = [each for line in lines for each in line.current if each.kind == "figure"]

    assert {(each.source_title, each.known_on, each.standing) for each in figures} == {
        (
            "Strategic Policing and Crime Board: Police and Crime Plan Scorecard, 27 February 2024",
            PLAN_PAPER,
            "final",
        )
    }


def test_the_role_belongs_to_the_print_not_to_the_column():
    """Older values stand in the current column of three rows."""
    lines = scorecard(Framework.objects.get(code="plan-2021-25"), as_at=PLAN_PAPER).lines
    older = [
        line.number
        for line in lines
        if any(each.role == PrintRole.HISTORICAL for each in line.current)
    ]

    assert older == [2, 7, 52, 53]


def test_before_the_paper_was_published_it_knew_nothing():
    rows = exported("plan-2021-25", PLAN_PAPER.replace(day=26))

    # What other papers had brought by then is not in this one's list, save one shared series.
    assert {row["printed"] for row in rows} == {"-"}


def test_the_share_attended_in_time_hangs_on_the_median_of_the_same_times():
    hung = Series.objects.filter(median__isnull=False).order_by("code")
    assert list(hung.values_list("code", "median__code", "within")) == [
        ("incident-attendance-p1-within-15m", "incident-attendance-p1-median", 15 * 60),
        ("incident-attendance-p2-within-60m", "incident-attendance-p2-median", 60 * 60),
    ]
