"""Benchmarks in the admin: read, and led to the editor where one may be proposed or changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from performance.models import Benchmark, BenchmarkBand
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import LineKind, LineShape
from performance.workflow import benchmarks
from tests import factories
from tests.admin.models import address

pytestmark = pytest.mark.django_db
YEAR, IN_TIME = date(2022, 4, 1), date(2022, 3, 1)


def flat(value):
    return LineTerms(shape=LineShape.FLAT, value=Decimal(value))


TERMS = Terms(lines={LineKind.EXPECTED: flat("90"), LineKind.FLOOR: flat("66")})


@pytest.fixture
def pages(client, scene):
    client.force_login(scene.people.administrator)
    return client


def proposed(scene, by):
    return benchmarks.propose(scene.series, scene.framework, YEAR, terms=TERMS, by=by, on=IN_TIME)


def change(row):
    return reverse(address(Benchmark, "change"), args=[row.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_adding_one_leads_to_the_series_that_have_none(pages, scene, method):
    answer = getattr(pages, method)(reverse(address(Benchmark, "add")))
    assert (answer.status_code, answer.url) == (302, "/benchmarks/?state=missing")
    assert pages.get(answer.url).status_code == 200
    assert Benchmark.objects.count() == 1


def test_the_list_offers_to_add_one(pages, scene):
    listed = pages.get(reverse(address(Benchmark, "changelist")))
    assert f'href="{reverse(address(Benchmark, "add"))}"' in listed.content.decode()


def test_ones_own_proposal_leads_to_the_editor(pages, scene):
    row = proposed(scene, scene.people.administrator)
    answer = pages.get(change(row))
    assert (answer.status_code, answer.url) == (
        302,
        f"/benchmarks/{scene.series.code}/{scene.framework.code}/2022/1/edit/",
    )
    assert pages.post(change(row), {"source": "Another"}).status_code == 403
    assert Benchmark.objects.get(pk=row.pk).source == ""


def test_what_another_proposed_is_read_with_a_link_to_its_page(pages, scene):
    row = proposed(scene, scene.people.analyst)
    answer = pages.get(change(row))
    assert answer.status_code == 200
    page = f"/benchmarks/{scene.series.code}/{scene.framework.code}/2022/1/"
    assert f'<a href="{page}">' in answer.content.decode()


def test_ones_own_once_approved_is_read_like_any_other(pages, scene):
    row = proposed(scene, scene.people.administrator)
    chair = scene.people.panel_chair
    benchmarks.approve(row, by=chair, on=IN_TIME, version=row.edits)
    assert pages.get(change(row)).status_code == 200


def test_bands_are_shown_with_their_benchmark(pages, scene):
    row = factories.proposed_benchmark(scene.series, year=2023, expected=None, floor=None)
    BenchmarkBand.objects.create(benchmark=row, order=1, label="Splendid", grade="Good")
    assert "Splendid" in pages.get(change(row)).content.decode()


def test_nobody_else_is_led_anywhere(client, scene):
    client.force_login(scene.people.analyst)
    assert client.get(reverse(address(Benchmark, "add"))).status_code in (302, 403)
    assert "/benchmarks/" not in client.get(reverse(address(Benchmark, "add"))).get("Location", "")
