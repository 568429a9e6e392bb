"""The home page: what I owe and what waits for me."""

from django.utils import timezone
from django.views.generic import TemplateView

from performance.permissions import may_open, names_deputies_for, roles_on, sees_drafts
from performance.queries import reference_gaps
from performance.queries.cycles import cycles, deputies, home
from performance.queries.series import turns
from performance.states import Role
from performance.views import waiting

# What is asked for, and by whoever may open which page. Each takes the user and the day.
LISTS = {
    "checks": ("performance:check-queue", lambda user, on: queue(waiting.CHECK, user, on)),
    "decisions": ("performance:review-queue", lambda user, on: queue(waiting.REVIEW, user, on)),
    "sent_back": ("performance:submission-send-back", lambda user, on: home.sent_back(user, on=on)),
    "grants": ("performance:reopening-grant", lambda user, on: cycles.grants(user, on=on)),
    "turns": ("performance:turn-confirm", lambda user, on: turns.waiting_for(user, on=on)),
    "benchmark_decisions": (
        "performance:benchmark-approve",
        lambda user, on: home.benchmark_decisions(user, on=on),
    ),
    "benchmark_returns": (
        "performance:benchmark-new",
        lambda user, on: home.benchmark_returns(user, on=on),
    ),
    "missed": ("performance:cycle-reopen", lambda user, on: cycles.missed(on=on)),
    "rounds": ("performance:cycle", lambda user, on: home.rounds(user, on=on)),
    "gaps": ("admin:index", lambda user, on: reference_gaps.reference_gaps(on=on)),
    "stand_ins": (
        "performance:deputies",
        lambda user, on: deputies.stand_ins(names_deputies_for(user, on=on), on=on),
    ),
}
DOORS = {
    "enters": "performance:submission-edit",
    "reads_cycles": "performance:cycles",
    "may_ask": "performance:cycle-reopen",
    "prepares": "performance:reopening-grant",
    "may_administer": "admin:index",
}


class Home(TemplateView):
    """By role; somebody without an appointment is told so and what to do."""

    template_name = "home/home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        roles = roles_on(user, today)
        doors = {name: may_open(user, page, on=today) for name, page in DOORS.items()}
        doors["sees_owed"] = sees_drafts(user, on=today)
        tasks = home.tasks(user, on=today) if doors["enters"] else ()
        lists = {
            name: read(user, today) if may_open(user, page, on=today) else None
            for name, (page, read) in LISTS.items()
        }
        return super().get_context_data(
            **kwargs,
            **doors,
            **lists,
            today=today,
            roles=[role.label for role in Role if role in roles],
            tasks=tasks,
            groups=home.grouped(tasks),
            overdue=sum(1 for task in tasks if task.is_overdue),
            frameworks=home.frameworks(on=today) if roles else (),
            stood_in_for=deputies.stood_in_for(user, on=today) if roles else (),
        )


def queue(which: waiting.Queue, user, on) -> home.Waiting:
    """How many wait, and the riskiest of them: as the queue itself has them."""
    rows = waiting.waiting(which, user, on=on)
    return home.Waiting(len(rows), tuple(rows[: home.FIRST]))
