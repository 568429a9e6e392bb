"""What the pages of benchmarks say of breaks and plan years, in their titles too."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from performance.figures import financial_year_of
from performance.models import Break
from performance.workflow import turns
from tests.factories import today
from tests.views.benchmark_steps import address, approved, proposed, words


def turns_of(scene):
    return reverse("performance:turns", args=[scene.series.code])


@pytest.mark.parametrize("year", [0, 10000, 999999999999])
def test_a_year_that_no_calendar_has_is_no_page(client, scene, year):
    client.force_login(scene.people.analyst)
    for end in ("1/", "1/edit/"):
        place = f"/benchmarks/{scene.series.code}/{scene.framework.code}/{year}/{end}"
        assert client.get(place).status_code == 404


def broken(scene, row, day):
    made = turns.record(
        Break, scene.series, day, reason="Recounted", by=scene.people.analyst, on=today()
    )
    turns.confirm(made, by=scene.people.panel_chair, on=today())


def test_a_page_names_the_break_to_come_and_when_it_can_be_approved_again(client, scene):
    row = approved(scene)
    day = row.year_start + timedelta(days=30)
    broken(scene, row, day)
    client.force_login(scene.people.panel_chair)
    page = words(client.get(address(row)))
    assert (
        f"The way this is counted changes on {day:%-d %B %Y}: what it grades ends there, and it "
        "can be approved again from that day." in page
    )
    assert f"The way this is counted changes on {day:%-d %B %Y}: figures before" in page
    assert "Approve again" not in page
    (card,) = client.get(turns_of(scene)).context["cards"]
    assert card["is_to_come"]
    assert (
        "will have to be approved again by the panel chair, which can be done from "
        f"{day:%-d %B %Y}: until then" in words(client.get(turns_of(scene)))
    )


def test_a_page_says_from_which_day_it_grades_nothing(client, scene):
    row = scene.benchmark
    for day in (date(2021, 6, 1), date(2021, 7, 1)):
        broken(scene, row, day)
    client.force_login(scene.people.panel_chair)
    page = words(client.get(address(row)))
    assert (
        "This is the version that grades 2021/22, but <strong>from 1 June 2021 on it grades "
        "nothing until it is approved again</strong>." in page
    )
    assert "It grades nothing from 1 June 2021 on until it is approved again" in page


def title(answer) -> str:
    return words(answer).partition("<title>")[2].partition("</title>")[0].strip()


def test_titles_name_the_framework_and_the_year(client, scene):
    client.force_login(scene.people.analyst)
    page = title(client.get(address(scene.benchmark)))
    assert f"in {scene.framework.name} for 2021/22, version 1" in page
    place = f"/benchmarks/{scene.series.code}/{scene.framework.code}/2022/new/"
    assert f"{scene.framework.name}, 2022/23" in title(client.get(place))
    gaps = title(client.get("/benchmarks/?state=missing&year=2021"))
    assert "without an approved benchmark for 2021/22" in gaps


def test_home_names_the_plan_year_of_a_benchmark(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    year = financial_year_of(row.year_start).label()
    assert f"{scene.series.name}, plan year {year}, version 1</a>" in words(client.get("/"))
