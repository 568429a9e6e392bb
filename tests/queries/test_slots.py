"""Slots: in which order a submission asks for its figures."""

import pytest

from performance import workflow
from tests import factories


@pytest.fixture
def drafts(db):
    """Of two indicators with parts, each with two series that are no part of it."""
    factories.force()
    return [mixed("calls"), mixed("visits")]


def mixed(code):
    made = factories.indicator(code)
    for name in ("z", "m", "k", "a", "p"):
        factories.series(made, f"{code}-{name}")
    # Orders like those of the papers: some are left out.
    for name, order in (("z", 1), ("m", 2), ("k", 5)):
        made.parts.filter(series__code=f"{code}-{name}").update(order=order)
    made.parts.filter(series__code__in=[f"{code}-a", f"{code}-p"]).delete()
    return factories.submission(made)


def codes(slots):
    return [slot.series.code.split("-")[1] for slot in slots]


def test_what_is_no_part_comes_after_the_parts_by_its_code(drafts):
    assert [codes(workflow.slots(each)) for each in drafts] == [["z", "m", "k", "a", "p"]] * 2


def test_the_order_is_the_same_whatever_is_read_with_it(drafts):
    together = workflow.slots_of(drafts)
    alone = [codes(workflow.slots(each)) for each in drafts]
    assert [codes(together[each.pk]) for each in drafts] == alone
