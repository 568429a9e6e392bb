"""A grade as word, shape and colour."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

GRADES = ["Outstanding", "Good", "Needs Improvement", "Poor", None]
NAMES = ["outstanding", "good", "needs-improvement", "poor", "none"]


def badge(grade, **more):
    return render_to_string("components/grade_badge.html", {"grade": grade, **more})


@pytest.mark.parametrize("grade", GRADES)
def test_the_word_is_always_there(grade):
    (word,) = re.findall(r'__word">([^<]+)<', badge(grade))
    assert word == (grade or "Not graded")


def test_no_two_grades_share_a_shape_or_a_colour():
    shapes = {re.search(r"<svg[^>]*>(.*?)</svg>", badge(grade)).group(1) for grade in GRADES}
    dresses = {re.search(r'class="([^"]*)"', badge(grade)).group(1) for grade in GRADES}
    assert (len(shapes), len(dresses)) == (5, 5)


def test_the_shape_is_not_read_aloud():
    assert badge("Good").count('aria-hidden="true"') == badge("Good").count("<svg") == 1


def test_a_note_follows_the_grade():
    assert (
        badge("Good", note="moderated by the panel")
        .rstrip()
        .endswith('<span class="app-grade__note">moderated by the panel</span>')
    )


def luminance(colour):
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", NAMES)
def test_a_grade_is_read_at_seven_to_one(name):
    style = Path(finders.find("performance/app.css")).read_text()
    colours = dict(re.findall(r"--app-([a-z-]+): (#[0-9a-f]{6});", style))
    dark, tint = luminance(colours[name]), luminance(colours[f"{name}-tint"])
    assert (tint + 0.05) / (dark + 0.05) >= 7
