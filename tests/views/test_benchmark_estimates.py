"""Setting a seasonal benchmark before last year is whole: its missing figures are estimated."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Period
from performance.models import Benchmark
from performance.queries.benchmarks.benchmark_terms import terms_of
from tests import factories
from tests.views.test_benchmark_editor import YEAR, edit, new, preview, words


@pytest.fixture
def analyst(client, scene):
    client.force_login(scene.people.analyst)
    return client


def follows_last_year(**typed):
    shape = {"expected-shape": "seasonal", "expected-change": "10% more"}
    return {"kind": "lines", **shape, **typed}


@pytest.fixture
def early(scene):
    """The plan year before which every month but March is approved, half a percent apart."""
    for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2):
        period = Period.month(YEAR if month < 4 else YEAR - 1, month)
        factories.observation(scene.series, period, f"{40 + month}%")
    return scene


def test_where_last_years_figure_is_missing_an_estimate_is_asked_for(analyst, early):
    page = words(analyst.get(new(early)))
    assert page.count("Last year’s figures that are not approved") == 3
    assert f"March {YEAR}, estimated" in page
    assert f"February {YEAR}, estimated" not in page
    assert "No figure: may be estimated" in page


def test_a_line_with_an_estimate_is_previewed_and_proposed(analyst, early):
    typed = follows_last_year(**{"expected-estimate-12": "50%"})
    drawn = words(analyst.post(preview(early), typed))
    assert "Nothing is wrong with what is typed." in drawn
    assert "50% (estimated)" in drawn
    assert "55% (estimated)" in drawn
    answer = analyst.post(new(early), typed, follow=True)
    row = Benchmark.objects.get(year_start=date(YEAR, 4, 1))
    assert terms_of(row).estimates == {11: Decimal(50)}
    page = words(answer)
    assert f"10% more than in the same month last year; March {YEAR} estimated at 50%" in page
    assert "A figure that is approved before the benchmark takes the place of its estimate." in page
    assert 'value="50%"' in words(analyst.get(edit(row)))


def test_an_estimate_whose_figure_was_approved_meanwhile_can_be_cleared(analyst, early):
    typed = follows_last_year(**{"expected-estimate-12": "50%"})
    analyst.post(new(early), typed)
    row = Benchmark.objects.get(year_start=date(YEAR, 4, 1))
    factories.observation(early.series, Period.month(YEAR, 3), "48%")
    answer = analyst.post(edit(row), typed | {"version": row.edits})
    assert answer.status_code == 400
    [problem] = answer.context["form"].problems()
    assert problem == {
        "href": "#id_expected-estimate-12",
        "text": f"March {YEAR} has an approved figure, 48%, and that is used: clear the estimate.",
    }
    assert 'id="id_expected-estimate-12"' in words(answer)
    assert 'id="id_expected-estimate-12"' not in words(analyst.get(edit(row)))
    assert analyst.post(edit(row), follows_last_year(version=row.edits)).status_code == 302
    assert terms_of(Benchmark.objects.get(pk=row.pk)).estimates == {}


def test_estimates_go_into_no_other_years_benchmark(analyst, early):
    analyst.post(new(early), follows_last_year(**{"expected-estimate-12": "50%"}))
    analyst.force_login(early.people.second_analyst)
    start = f"?from={YEAR}.1"
    again = analyst.get(new(early) + start).context["form"]
    assert again["expected-estimate-12"].value() == "50%"
    later = analyst.get(new(early, YEAR + 1) + start).context["form"]
    assert later["expected-estimate-12"].value() is None
    assert later["expected-change"].value() == "10% more"
