"""Every move made twice: a double click, or a page sent again by a network that lost the answer.

Whoever may make a move, by the declared table, makes it and sends the very same again: one effect,
one trail of events, and a page that says what became of it. A new address that writes stands in the
table or fails the walk, so it is repeated here without being named.
"""

import pytest
from django.db import transaction

from performance.models import AuditEvent
from tests.permissions.tables import Case, cases
from tests.permissions.test_walk import EACH_STATE, FAMILIES, no_log
from tests.permissions.walking import client_of
from tests.permissions.worlds import World

pytestmark = pytest.mark.django_db
__all__ = ["no_log"]
FRIENDLY = (302, 400, 409)


@pytest.mark.parametrize(("family", "state"), EACH_STATE)
def test_a_move_made_twice_has_one_effect_and_a_friendly_answer(family, state):
    build, states, text = FAMILIES[family]
    doing = [each for each in cases(states, text) if is_done(each, state)]
    if doing:
        world = build(state)
        assert [fault for each in doing if (fault := fault_of(world, each))] == []


def is_done(case: Case, state: str) -> bool:
    return case.method == "POST" and case.expected == "does" and case.state == state


def fault_of(world: World, case: Case) -> str:
    """What is wrong with the second answer, in words; "" where nothing is."""
    client = client_of(world.people[case.actor])
    address, typed = world.addresses[case.page], world.typed.get(case.page, {})
    with transaction.atomic():
        first = client.post(address, typed)
        events = AuditEvent.objects.count()
        second = client.post(address, typed)
        more = AuditEvent.objects.count() - events
        shown = second if second.status_code != 302 else client.get(second.url)
        page = shown.content.decode()
        transaction.set_rollback(True)
    found = []
    if first.status_code != 302:
        found.append(f"the first is answered with {first.status_code}")
    if more:
        found.append(f"the second wrote {more} more events")
    if second.status_code not in FRIENDLY:
        found.append(f"the second is answered with {second.status_code}")
    elif shown.status_code not in (200, 302, 400, 409) or ("<h1" not in page and page):
        found.append(f"the page after it is {shown.status_code}, or says nothing")
    return f"{case.page} as {case.actor}, {case.state}: {'; '.join(found)}" if found else ""
