"""The home page: what I owe and what waits for me."""

from django.utils import timezone
from django.views.generic import TemplateView

from performance.permissions import may_open, roles_on
from performance.queries import cycles, home, turns
from performance.states import Role


class Home(TemplateView):
    """By role; somebody without an appointment is told so and what to do."""

    template_name = "home/home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        roles = roles_on(user, today)
        enters, checks, decides, grants, confirms, proposes, approves, reads_cycles, administers = (
            may_open(user, page, on=today)
            for page in (
                "performance:submission-edit",
                "performance:check-queue",
                "performance:review-queue",
                "performance:reopening-grant",
                "performance:turn-confirm",
                "performance:benchmark-new",
                "performance:benchmark-approve",
                "performance:cycles",
                "admin:index",
            )
        )
        return super().get_context_data(
            **kwargs,
            today=today,
            roles=[role.label for role in Role if role in roles],
            enters=enters,
            tasks=home.tasks(user, on=today) if enters else (),
            checks=home.checks(user, on=today) if checks else None,
            decisions=home.decisions(user, on=today) if decides else None,
            grants=cycles.grants(user, on=today) if grants else None,
            turns=turns.waiting_for(user, on=today) if confirms else None,
            benchmark_decisions=home.benchmark_decisions(user, on=today) if approves else None,
            benchmark_returns=home.benchmark_returns(user, on=today) if proposes else None,
            reads_cycles=reads_cycles,
            frameworks=home.frameworks() if roles else (),
            may_administer=administers,
        )
