"""The icons of a control chart: a shape and a word each, told apart in grey."""

import re

import pytest
from django.template.loader import render_to_string

from performance.charts import assurance_sentence, variation_sentence
from performance.grading import Assurance, Variation

VARIATIONS = {
    Variation.COMMON_CAUSE: "Common cause",
    Variation.IMPROVEMENT_HIGH: "Improvement, high",
    Variation.IMPROVEMENT_LOW: "Improvement, low",
    Variation.CONCERN_HIGH: "Concern, high",
    Variation.CONCERN_LOW: "Concern, low",
    Variation.NEUTRAL_HIGH: "Special cause, high",
    Variation.NEUTRAL_LOW: "Special cause, low",
    Variation.NOT_ENOUGH_VARIATION: "Not enough variation",
}
ASSURANCES = {
    Assurance.PASS: "Consistently met",
    Assurance.FAIL: "Consistently missed",
    Assurance.HIT_AND_MISS: "Hit and miss",
}


def variation_icon(variation, **more):
    return render_to_string(
        "components/variation_icon.html", {"variation": variation, **more}
    ).strip()


def assurance_icon(assurance, **more):
    return render_to_string(
        "components/assurance_icon.html", {"assurance": assurance, **more}
    ).strip()


ICONS = [variation_icon(each) for each in Variation] + [assurance_icon(each) for each in Assurance]


@pytest.mark.parametrize("variation", Variation)
def test_a_variation_always_has_its_word(variation):
    assert re.findall("<strong>([^<]+)<", variation_icon(variation)) == [VARIATIONS[variation]]


@pytest.mark.parametrize("assurance", Assurance)
def test_an_assurance_always_has_its_word(assurance):
    assert re.findall("<strong>([^<]+)<", assurance_icon(assurance)) == [ASSURANCES[assurance]]


def test_no_two_icons_share_a_shape():
    assert len({re.search(r"<svg[^>]*>(.*?)</svg>", icon).group(1) for icon in ICONS}) == 11


def test_improvements_and_concerns_of_one_letter_differ_in_outline():
    for letter in ("high", "low"):
        good, bad = (
            variation_icon(Variation(f"{kind}_{letter}")) for kind in ("improvement", "concern")
        )
        assert ("<circle" in good, "<circle" in bad) == (True, False)


def test_the_shapes_are_not_read_aloud_and_bear_no_style():
    assert [icon.count('aria-hidden="true"') for icon in ICONS] == [1] * 11
    assert [icon for icon in ICONS if "style=" in icon] == []


def test_every_icon_has_a_sentence_of_its_own():
    sentences = [variation_sentence(each) for each in Variation]
    sentences += [assurance_sentence(each) for each in Assurance]
    assert len(set(sentences)) == 11
    assert [each for each in sentences if not each.endswith(".")] == []


def test_the_sentence_follows_the_word():
    icon = variation_icon(Variation.CONCERN_LOW, sentence="Lower than <usual>.")
    assert icon.endswith(
        '<span class="app-icon__sentence">Lower than &lt;usual&gt;.</span></span></span>'
    )


def test_without_an_icon_there_is_nothing():
    assert (variation_icon(None), assurance_icon(None)) == ("", "")
    assert (variation_sentence(None), assurance_sentence(None)) == ("", "")
