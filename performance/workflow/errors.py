"""Why a move was not made, in words that say what to do next."""

from dataclasses import dataclass

from django.utils.timezone import localtime


class WorkflowError(Exception):
    """A move that was not made. Nothing was written."""


class ReasonNeeded(WorkflowError):
    """The move wants a reason and has none."""

    def __init__(self, what: str):
        super().__init__(f"Say why: to {what} needs a reason.")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing before a submission can go on.

    ``field`` names the form field it belongs to: "figure-<series id>" or a prompt's code.
    """

    field: str
    message: str


class NotReady(WorkflowError):
    """The submission cannot go on yet; ``gaps`` names everything that is missing."""

    def __init__(self, gaps: list[Gap]):
        self.gaps = gaps
        super().__init__(" ".join(gap.message for gap in gaps))


# What is done beside a record, or makes it, is not done to it as the moves are.
DONE_TO = {
    "attached a file": "attached a file to",
    "removed a file": "removed a file from",
    "opened a correction": "opened",
}


class MovedOn(WorkflowError):
    """Somebody else acted first; carries who, what and when (``event`` may be None).

    ``is_out_of_sight``: it is the force's own again, and the reader sees no present version.
    """

    def __init__(self, record, move_name: str, event=None, *, is_out_of_sight=False):
        self.record, self.event = record, event
        thing = getattr(record, "noun", record._meta.verbose_name)
        if event is None:
            what = f"this {thing} became {record.get_state_display().lower()}"
        else:
            at = localtime(event.at)
            deed = DONE_TO.get(event.action, event.action)
            what = f"{event.actor_name} {deed} this {thing} on {at:%-d %B %Y} at {at:%H:%M}"
        onwards = "Look at the present version before you go on."
        if is_out_of_sight:
            onwards = "The force is working on it again since."
        super().__init__(f"Nothing was changed: before you could {move_name}, {what}. {onwards}")
