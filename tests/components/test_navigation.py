"""The menu offers what this person may open."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse


def menu(path="/", **may):
    return render_to_string("components/navigation.html", {"path": path, **may})


def words(page):
    return re.findall(r"<a[^>]*>(?:<strong[^>]*>)?([^<]+)", page)


@pytest.mark.parametrize(
    ("may", "more"),
    [
        ({}, []),
        ({"may_read": True}, ["Scorecards", "Indicators"]),
        ({"may_read": True, "may_check": True}, ["Scorecards", "To check", "Indicators"]),
        ({"may_read": True, "may_review": True}, ["Scorecards", "To decide", "Indicators"]),
        ({"may_administer": True}, ["Administration"]),
    ],
)
def test_the_menu_offers_what_somebody_may_open(may, more):
    assert words(menu(**may)) == ["Home", *more]


def test_the_page_one_is_on_is_marked():
    home, scorecards = reverse("performance:home"), reverse("performance:scorecards")
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu(home, may_read=True)) == [home]
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu(scorecards, may_read=True)) == [
        scorecards
    ]


def test_a_page_beneath_marks_the_part_it_belongs_to():
    scorecards = reverse("performance:scorecards")
    marked = re.findall(
        r'href="([^"]+)" aria-current="true"', menu(f"{scorecards}plan-2021-25/", may_read=True)
    )
    assert marked == [scorecards]
