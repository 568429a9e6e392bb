"""How printed figures stand side by side."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from performance.figures import Qualifier, Quantity
from performance.templatetags.printed import runs, unsaid


def item(printed, label="", *, lead_in="", tail="", kind="figure", **facts):
    defaults = {"quantity": None, "qualified": printed, "bare": False, "is_later": False}
    return SimpleNamespace(
        printed=printed,
        label=label,
        lead_in=lead_in,
        tail=tail,
        kind=kind,
        **(defaults | {"legend": ""} | facts),
    )


def words(items):
    """What a reader sees, run by run."""
    return [
        " ".join(
            f"{piece['lead_in']}{piece['joint']}{piece['printed']}".strip()
            + ("" if piece["glued"] or not piece["item"].tail else " ")
            + piece["item"].tail
            + piece["after"]
            for piece in run["pieces"]
        )
        + (f" {run['label']}" if run["label"] else "")
        for run in runs(items)
    ]


def test_figures_under_one_label_share_it():
    items = [
        item("41%", "[Jan 24]", tail="retirement,"),
        item("15%", "[Jan 24]", tail="left"),
        item("9%", "[Jan 23]"),
    ]
    assert words(items) == ["41% retirement, 15% left [Jan 24]", "9% [Jan 23]"]


def test_the_papers_own_separators_are_not_doubled():
    items = [
        item("19%", lead_in="Perception: WMP"),
        item("7", lead_in="GM", tail=";"),
        item("9", lead_in="WY"),
    ]
    assert words(items) == ["Perception: WMP 19% GM 7; WY 9"]


def test_figures_without_words_between_them_are_parted():
    assert words([item("214"), item("114", lead_in="Met SLA:"), item("3")]) == [
        "214; Met SLA: 114; 3"
    ]


def test_a_run_does_not_begin_with_a_semicolon():
    assert words([item("34%", "[2020/21]"), item("54%", "[2019/20]", lead_in=";")]) == [
        "34% [2020/21]",
        "54% [2019/20]",
    ]


def test_a_note_stands_by_itself_without_a_label():
    items = [item("20,294", "[2022/23]"), item("*N.B. crimed", "[2022/23]", kind="note")]
    assert words(items) == ["20,294 [2022/23]", "*N.B. crimed"]


def test_nothing_printed_is_no_run():
    assert runs(()) == []


def test_a_slash_parts_peers_by_itself():
    assert words([item("7.8", lead_in="{GMP:"), item("401", lead_in="/ Merseyside:")]) == [
        "{GMP: 7.8 / Merseyside: 401"
    ]


def test_words_after_a_colon_do_not_run_into_the_figure_before():
    assert words([item("22", lead_in="Deployable:"), item("4", lead_in="Failed: last")]) == [
        "Deployable: 22; Failed: last 4"
    ]


@pytest.mark.parametrize(
    ("lead_in", "tail", "printed"),
    [
        ("Calls for service:", "a day", "Calls for service: >6,000 a day"),
        ("More than", "a day", "More than 6,000 a day"),
        ("DA>", "", "DA>6,000"),
    ],
)
def test_a_qualifier_is_printed_where_no_word_carries_it(lead_in, tail, printed):
    figure = item(
        "6,000",
        lead_in=lead_in,
        tail=tail,
        qualified=">6,000",
        quantity=Quantity(Decimal(6000), qualifier=Qualifier.MORE_THAN),
    )
    assert words([figure]) == [printed]


def test_a_legend_belongs_to_its_run():
    items = [item("1.9", "[2021/22]", lead_in="S&S"), item("2.9", "[2021/22]", legend="Asian")]
    assert [run["legend"] for run in runs(items)] == ["Asian"]


def test_a_figure_later_than_the_papers_list_stands_by_itself():
    found = runs([item("38%", "[Jun 21]", is_later=True), item("40%", "[Jun 21]")])
    assert [(len(run["pieces"]), run["is_later"]) for run in found] == [(1, True), (1, False)]


def test_what_the_badge_says_is_not_said_again():
    assert unsaid("Not graded: no benchmark.", "Not graded") == "No benchmark."
    assert unsaid("Assumed: one. Assumed: two.", "Assumed") == "One. Two."
