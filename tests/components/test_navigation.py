"""The menu offers what this person may open."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse


def menu(path="/", **may):
    person = SimpleNamespace(is_staff=may.pop("is_staff", False))
    return render_to_string("components/navigation.html", {"user": person, "path": path, **may})


def words(page):
    return re.findall(r"<a[^>]*>(?:<strong[^>]*>)?([^<]+)", page)


@pytest.mark.parametrize(
    ("may", "more"),
    [
        ({}, []),
        ({"may_check": True}, ["To check"]),
        ({"may_review": True}, ["To decide"]),
    ],
)
def test_the_queues_are_offered_to_those_who_work_them(may, more):
    assert words(menu(**may)) == ["Home", "Scorecards", *more, "Indicators"]


def test_the_page_one_is_on_is_marked():
    home, scorecards = reverse("performance:home"), reverse("performance:scorecards")
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu(home)) == [home]
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu(scorecards)) == [scorecards]


def test_a_page_beneath_marks_the_part_it_belongs_to():
    scorecards = reverse("performance:scorecards")
    marked = re.findall(r'href="([^"]+)" aria-current="true"', menu(f"{scorecards}plan-2021-25/"))
    assert marked == [scorecards]
