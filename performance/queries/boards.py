"""The board of a cycle: who owes what, since when, and how late."""

from django.db.models import Q

from performance.models import Cycle
from performance.states import OPEN_STATES


def of_cycle(cycle: Cycle) -> Q:
    """The submissions of a cycle, and the corrections of its figures that are under way."""
    return Q(cycle=cycle) | Q(corrects__cycle=cycle, state__in=OPEN_STATES)
