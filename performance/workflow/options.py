"""Options: what somebody may do with a submission now, for pages to offer."""

from datetime import date

from performance.models import Submission
from performance.permissions import may
from performance.states import EDITABLE_STATES, Action, State
from performance.workflow.transitions import MOVES


def options(submission: Submission, *, by, on: date) -> frozenset[Action]:
    """The actions that are legal from the submission's state and that ``by`` may take today.

    An offer, not a promise: each verb judges again when it is called.
    """
    legal = {move.action for move in MOVES if move.action and submission.state in move.sources}
    if submission.state in EDITABLE_STATES:
        legal.add(Action.SAVE)
    if submission.state == State.APPROVED:
        legal.add(Action.CORRECT)
    return frozenset(action for action in legal if may(by, action, submission, on=on))
