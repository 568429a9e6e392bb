"""Lists: sorted and paged by links that keep the rest of the address."""

import html
import re

import django_tables2 as tables
import pytest
from django.template import Context, Template


class Figures(tables.Table):
    caption = "Figures of July 2021"
    name = tables.Column(attrs={"td": {"scope": "row"}})
    value = tables.Column(attrs={"td": {"class": "govuk-table__cell--numeric"}})
    note = tables.Column(orderable=False)

    class Meta:
        template_name = "django_tables2/govuk.html"


@pytest.fixture
def listed(rf):
    """The list at an address, as printed."""

    def read(query, rows=30):
        request = rf.get(f"/figures/?{query}")
        table = Figures([{"name": f"F{n}", "value": n, "note": "x"} for n in range(rows)])
        tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
        page = Template("{% load django_tables2 %}{% render_table table %}")
        return page.render(Context({"table": table, "request": request}))

    return read


def addresses(page, kind):
    links = re.findall(rf'<a class="{kind}[^"]*" href="([^"]+)"', page)
    return [html.unescape(each) for each in links]


def test_a_table_says_what_it_lists(listed):
    assert re.findall(r"<caption[^>]*>([^<]+)", listed("")) == ["Figures of July 2021"]


def test_a_sorted_column_says_which_way(listed):
    assert re.findall(r'aria-sort="(\w+)"', listed("sort=-value")) == ["descending"]
    assert re.findall(r'aria-sort="(\w+)"', listed("sort=value")) == ["ascending"]
    assert re.findall(r'aria-sort="(\w+)"', listed("")) == []


def test_sorting_keeps_the_filter_and_starts_at_the_first_page(listed):
    assert addresses(listed("state=draft&page=2"), "app-table__sort") == [
        "?state=draft&sort=name",
        "?state=draft&sort=value",
    ]


def test_turning_the_page_keeps_the_filter_and_the_order(listed):
    page = listed("state=draft&sort=-value&page=2")
    assert addresses(page, "govuk-link govuk-pagination__link") == [
        f"?state=draft&sort=-value&page={number}" for number in (1, 1, 2, 3, 3)
    ]
    assert re.findall(r'aria-label="(Page \d)" aria-current="page"', page) == ["Page 2"]


def test_a_list_of_one_page_shows_no_page_numbers(listed):
    assert "govuk-pagination" not in listed("", rows=10)


def test_the_column_that_names_the_row_is_its_header(listed):
    page = listed("", rows=1)
    assert re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', page) == ["F0"]
    assert page.count("<td") == 2
