"""A pasted column goes down the page: field by field as it stands there, whatever is beside it."""

import pytest

from performance import workflow
from performance.models import Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.entering_steps import address, sent

LIVE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def owed(db):
    """Two drafts of six figures each, of which the last four are no part of their indicator."""
    made = factories.owed(2, unit_code="count", before="51")
    for each in made.indicators:
        for name in ("a", "b", "c", "d", "e"):
            factories.series(each, f"{each.code}-{name}", unit_code="count", direction="monitor")
        for name in ("a", "b", "c", "d"):
            each.parts.get(series__code=f"{each.code}-{name}").delete()
        # Between how many parts one indicator has and how many both have.
        each.parts.filter(series__code=f"{each.code}-e").update(order=3)
    return made


def figures_of(page) -> list[str]:
    """The names of the page's figure fields, as they stand on it."""
    return [name for name in page if "figure-" in name]


def pasted(client, owed, page) -> list[tuple[str, str]]:
    """Which field each cell of a column goes into that is pasted at the first."""
    fields = figures_of(page)
    block = "\n".join(str(at) for at in range(1, len(fields) + 1))
    data = {**page, "paste": "yes", "block": block, "into": fields[0]}
    told = client.post(address(owed), data, **LIVE).json()
    return [(each["field"], each["text"]) for each in told["placed"]]


def down_the_page(page) -> list[tuple[str, str]]:
    return [(name, str(at)) for at, name in enumerate(figures_of(page), start=1)]


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED])
def test_whatever_has_become_of_the_portfolios_other_work(lead, owed, people, state):
    factories.walk(owed.drafts[0], people, to=state, raw="38")
    page = sent(lead, address(owed))
    shown = {State.DRAFT: 12, State.RETURNED: 12}.get(state, 6)
    assert len(figures_of(page)) == shown
    assert pasted(lead, owed, page) == down_the_page(page)


def test_the_page_keeps_its_order_from_one_visit_to_the_next(lead, owed, people):
    both = figures_of(sent(lead, address(owed)))
    factories.walk(owed.drafts[0], people, to=State.SUBMITTED, raw="38")
    assert figures_of(sent(lead, address(owed))) == both[6:]


def test_a_page_that_was_made_in_another_order_is_filled_in_its_own(lead, owed, people):
    """What is sent back stands first, until somebody answers it while the page is open."""
    Submission.objects.filter(pk=owed.drafts[0].pk).update(due_on=today())
    returned = factories.walk(owed.drafts[1], people, to=State.RETURNED, raw="38")
    page = sent(lead, address(owed))
    assert figures_of(page)[0].startswith(str(returned.pk))
    workflow.submit(returned, by=people.lead, on=today(), version=returned.version)
    assert pasted(lead, owed, page) == down_the_page(page)


def test_a_figure_that_is_asked_for_since_takes_nothing_that_the_page_has_no_field_for(
    lead, owed, people
):
    page = sent(lead, address(owed))
    factories.series(owed.indicators[0], "aaa", unit_code="count", direction="monitor")
    owed.indicators[0].parts.filter(series__code="aaa").delete()
    assert len(workflow.slots(Submission.objects.get(pk=owed.drafts[0].pk))) == 7
    assert pasted(lead, owed, page) == down_the_page(page)
