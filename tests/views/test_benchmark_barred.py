"""Where nothing can be proposed, the editor says so before anything is typed."""

from datetime import date

import pytest
from django.urls import reverse

from performance.models import Benchmark
from tests import factories
from tests.views.test_benchmark_editor import TYPED, YEAR, edit, new, preview, proposal, words


@pytest.fixture
def analyst(client, scene):
    client.force_login(scene.people.analyst)
    return client


def test_who_has_a_version_under_way_is_led_to_it_before_anything_is_typed(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    answer = analyst.get(new(scene), follow=True)
    assert answer.redirect_chain == [(edit(held), 302)]
    assert "Version 1, which you proposed, is proposed: change that one here." in words(answer)


def test_anothers_version_under_way_is_in_nobodys_way(analyst, scene):
    proposal(scene, scene.people.second_analyst)
    assert analyst.get(new(scene)).status_code == 200
    assert analyst.post(preview(scene), TYPED).context["faults"] == []


def test_the_picture_says_that_a_version_is_under_way_unless_it_is_the_one_changed(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    assert analyst.post(preview(scene), TYPED).context["faults"] == [
        {
            "href": edit(held),
            "text": "Version 1, which you proposed, is proposed: change that one instead.",
        }
    ]
    address = f"{preview(scene)}?version=1"
    assert f'data-preview="{address}"' in analyst.get(edit(held)).text
    assert analyst.post(address, TYPED).context["faults"] == []


def test_a_framework_that_ended_before_the_year_takes_no_benchmark_and_says_so(analyst, scene):
    scene.framework.ends = date(YEAR, 3, 31)
    scene.framework.save()
    said = (
        f"{scene.framework} ended on 31 March {YEAR}: it takes no benchmark for "
        f"{YEAR}/{(YEAR + 1) % 100:02}, since it grades no later year."
    )
    answer = analyst.get(new(scene), follow=True)
    assert answer.redirect_chain == [
        (reverse("performance:indicator", args=[scene.indicator.pk]), 302)
    ]
    assert [str(each) for each in answer.context["messages"]] == [said]
    assert analyst.post(preview(scene), TYPED).context["faults"] == [{"href": "", "text": said}]
    refused = analyst.post(new(scene), TYPED)
    assert (refused.status_code, refused.context["faults"]) == (409, [{"href": "", "text": said}])
    assert refused.context["form"]["expected-value"].value() == "90%"


def test_a_framework_that_ends_within_the_year_takes_one(analyst, scene):
    scene.framework.ends = date(YEAR, 4, 2)
    scene.framework.save()
    assert analyst.get(new(scene)).status_code == 200
    assert analyst.post(new(scene), TYPED).status_code == 302


def test_a_monitored_series_takes_none_and_says_so(analyst, scene):
    scene.series.direction = "monitor"
    scene.series.save()
    answer = analyst.get(new(scene), follow=True)
    assert answer.redirect_chain == [
        (reverse("performance:indicator", args=[scene.indicator.pk]), 302)
    ]
    assert "is monitored only, so it takes no benchmark." in words(answer)


def test_a_picture_of_a_monitored_series_says_that_it_takes_none(analyst, scene):
    scene.series.direction = "monitor"
    scene.series.save()
    answer = analyst.post(preview(scene), TYPED)
    assert "This series is monitored only, with no wanted direction: it takes no benchmark." in (
        words(answer)
    )


def test_an_overtaken_version_stands_in_nobodys_way(analyst, scene):
    mine = proposal(scene, scene.people.analyst)
    factories.approve_benchmark(proposal(scene, scene.people.second_analyst))
    assert analyst.get(new(scene)).status_code == 200
    answer = analyst.post(new(scene), TYPED)
    assert answer.status_code == 302
    assert Benchmark.objects.filter(proposed_by=scene.people.analyst).count() == 2
    assert mine.version == 1
