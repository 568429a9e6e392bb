"""An explanation as plain text: every part of it, readable without colour."""

import json
from pathlib import Path

from performance.documents.explanation_text import as_text
from performance.queries.explanations.explained_cases import cases_of, explained_case

VECTORS = Path(__file__).parents[1] / "grading" / "data" / "grading_vectors.json"
CASES = {case["id"]: case for case in cases_of(json.loads(VECTORS.read_text()))}


def lines_of(case: str) -> list[str]:
    return as_text(explained_case(CASES[case])).splitlines()


def section(case: str, title: str) -> list[str]:
    """The lines under a heading, up to the next blank one."""
    lines = lines_of(case)
    below = lines[lines.index(title) + 1 :]
    return below[: below.index("")] if "" in below else below


def test_where_it_stands_gives_trend_projection_step_margin_and_share():
    assert section("g0002", "Where it stands") == [
        "  Position        Needs Improvement, by the worse of the last 2 figures: expected 0.07",
        "                  behind; floor 0.15 ahead; stretch 0.18 behind",
        "  Trend           deteriorating: S = -58, and 26 either way is clear, from 12 figures;",
        "                  slope 0.06 worse a month",
        "  Projection      4.19 in March 2022: Poor",
        "  Step for trend  One grade down",
        "  Margin          Marginal: a line lies within one sigma of the latest figure",
        "  One sigma       0.10",
        "  Path covered    12% of the way from the baseline to the end of the path",
    ]


def test_the_control_chart_is_told_in_words():
    assert section("g0002", "Control chart") == [
        "  Variation  The latest figures run higher than chance explains, and lower would be",
        "             better.",
        "  Cause      It is above the upper limit.",
        "  Assurance  Unless something changes, figures will keep meeting what the path expects:",
        "             it lies outside the limits.",
        "  Limits     December 2019 to May 2021: mean 3.30, limits 3.01 to 3.60.",
    ]


def test_a_benchmark_gives_its_lines_season_approval_and_waiver():
    assert section("g0382", "Benchmark") == [
        "  Year      2021/22",
        "  Expected  a value typed for each month: 12.16 in April 2021 to 12.66 in March 2022",
        "  Floor     10.8 all year",
        "  Stretch   a value typed for each month: 12.24 in April 2021 to 13.29 in March 2022",
        "  Baseline  12",
        "  Season    Taken off for the season: April 2021 0, May 2021 0, June 2021 0, July 2021",
        "            +0.9, August 2021 +0.9, September 2021 -0.3, October 2021 -0.9, November",
        "            2021 -0.9, December 2021 -0.3, January 2022 +0.9, February 2022 -0.6, March",
        "            2022 -0.6",
        "  Approval  Approved on 1 July 2021, after the year had begun",
        "  Waiver    Plan agreed after the election",
    ]
    assert "! Benchmark approved late, by a waiver. Plan agreed after the election" in lines_of(
        "g0382"
    )


def test_a_floor_that_the_method_supplies_says_so():
    assert "  Floor     4 all year, the baseline; not typed, by the method" in lines_of("g0002")


def test_breaks_and_rebasings_are_told():
    assert section("g0065", "Breaks and re-basings") == [
        "  Break on 1 April 2014      no reason is stated",
        "  Re-basing on 1 April 2009  no reason is stated",
    ]


def test_the_parts_stand_in_a_table_with_the_mean_and_the_cap():
    assert section("c0003", "Parts") == [
        "  Part       Grade       Score  Weight  Essential",
        "  ---------  ----------  -----  ------  ---------",
        "  1. Part 1  Poor        1      0.25    essential",
        "  2. Part 2  Good        3      1.5",
        "  3. Part 3  Not graded         1       essential",
        "  Mean score m  2.71 of 4",
        "  Cap           held at Needs Improvement, because an essential part is Poor or not",
        "                graded: Part 1; Part 3",
    ]


def test_no_line_but_a_table_is_longer_than_a_terminal():
    for case in CASES.values():
        text = as_text(explained_case(case))
        for title in ("Figures and lines", "Parts"):
            before, heading, after = text.partition(f"\n{title}\n")
            text = before + after.partition("\n\n")[2] if heading else text
        assert max(map(len, text.splitlines())) <= 88, case["id"]
