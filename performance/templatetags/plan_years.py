"""How plan years are named."""

from datetime import date

from django import template

from performance.figures import financial_year_of

register = template.Library()


@register.filter
def plan_year(day: date) -> str:
    """The plan year that ``day`` is in: "2021/22"."""
    return financial_year_of(day).label()
