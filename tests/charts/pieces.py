"""A chart to vary, and ways to look into its drawing."""

from decimal import Decimal
from xml.etree import ElementTree

from performance.charts import Mark, Path, PathPoint, SeriesChart, draw
from performance.figures import Form, Unit

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ("Apr 21", "May 21", "Jun 21", "Jul 21")


def mark(at, value):
    return Mark(at, MONTHS[at], Decimal(value), f"{value}%")


CHART = SeriesChart(
    key="chart-1",
    title="101 calls answered within three minutes, percent",
    organisation="The force",
    unit=Unit("percent", Form.PERCENT),
    first=0,
    labels=MONTHS,
    marks=(mark(0, "60"), mark(1, "51"), mark(2, "40")),
    paths=(
        Path("expected", tuple(PathPoint(at, Decimal(90)) for at in range(4))),
        Path("floor", tuple(PathPoint(at, Decimal(66)) for at in range(4))),
    ),
)


def drawn(chart):
    return ElementTree.fromstring(draw(chart).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def of_class(chart, tag, name):
    return [each for each in drawn(chart).iter(f"{SVG}{tag}") if each.get("class") == name]


def words(chart):
    return [each.text for each in drawn(chart).iter(f"{SVG}text")]


def description(chart):
    return drawn(chart).find(f"{SVG}desc").text


def places(polyline):
    """The (x, y) that a line runs through."""
    return [tuple(map(float, pair.split(","))) for pair in polyline.get("points").split()]
