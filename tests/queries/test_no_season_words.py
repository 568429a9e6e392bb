"""Who confirmed that a flow has no season, and when, in words."""

from datetime import date

import pytest

from performance.queries.explanations.explained_benchmarks import no_season_in_words

DAY = date(2021, 3, 1)


@pytest.mark.parametrize(
    ("on", "by", "said"),
    [
        (DAY, "Analyst", "Analyst confirmed on 1 March 2021 that it has no season"),
        (DAY, "", "A person confirmed on 1 March 2021 that it has no season"),
        (None, "", ""),
    ],
)
def test_the_person_comes_first_and_is_named(on, by, said):
    assert no_season_in_words(on, by) == said
