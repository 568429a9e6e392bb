"""Any period, any unit, any quantity: what the properties in this room are tried on."""

from datetime import date
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from performance.figures import Form, Period, Qualifier, Quantity, Unit

modest = settings(max_examples=200, deadline=None)

days = st.dates(date(1901, 1, 1), date(2198, 12, 31))
years = st.integers(1910, 2197)
months = st.integers(1, 12)


@st.composite
def month_ranges(draw):
    first, length = draw(st.tuples(st.integers(1910 * 12, 2180 * 12), st.integers(1, 60)))
    start = Period.month(first // 12, first % 12 + 1).start
    last = first + length - 1
    return Period.range(start, Period.month(last // 12, last % 12 + 1).end)


@st.composite
def year_ranges(draw):
    first, length = draw(st.tuples(st.integers(1910, 2180), st.integers(1, 9)))
    return Period.range(date(first, 1, 1), date(first + length - 1, 12, 31))


@st.composite
def day_ranges(draw):
    start, end = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    return Period.range(start, end)


rows_of_periods = st.one_of(
    st.builds(Period.month, years, months),
    st.builds(Period.quarter, years, st.sampled_from([1, 4, 7, 10])),
    st.builds(Period.financial_year, years),
    st.builds(Period.calendar_year, years),
)
periods = st.one_of(
    rows_of_periods,
    st.builds(Period.rolling, st.integers(1, 120), years, months),
    st.builds(Period.on, days),
    month_ranges(),
    year_ranges(),
    day_ranges(),
)

words = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=6)
suffixes = st.one_of(
    st.sampled_from(["kg", "g", " days", " working days", " weeks", " chats per day", " a day"]),
    st.builds(
        lambda space, parts: space + " ".join(parts),
        st.sampled_from(["", " "]),
        st.lists(words, min_size=1, max_size=3),
    ),
)
units = st.one_of(
    st.builds(Unit, st.just("anything"), st.sampled_from([f for f in Form if f != Form.SUFFIXED])),
    st.builds(Unit, st.just("anything"), st.just(Form.SUFFIXED), suffixes),
)


@st.composite
def quantities(draw):
    places = draw(st.integers(0, 6))

    def figure():
        digits = draw(st.one_of(st.integers(-5000, 5000), st.integers(-(10**12), 10**12)))
        return Decimal(digits).scaleb(-places)

    low, high = figure(), None
    qualifier = draw(st.sampled_from(Qualifier))
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and draw(st.booleans()):
        other = figure()
        if other != low:
            low, high = min(low, other), max(low, other)
    return Quantity(low, high, qualifier, places)
