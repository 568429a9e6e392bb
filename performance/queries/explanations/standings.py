"""What is stored of a grade, beside what the figures give now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from performance.figures import Period
from performance.models import Grade, Placement, RegradeRequest
from performance.queries.explanations.explanations import Explanation


@dataclass(frozen=True, slots=True)
class Standing:
    """The stored grade of a placement at a period, None without one.

    ``regrading_since`` is when it was asked to be worked out again; None where it is settled.
    """

    grade: Grade | None
    regrading_since: datetime | None

    def difference_from(self, now: Explanation) -> str:
        """Why the stored grade is not to be read beside the explanation; "" where it may be."""
        if self.regrading_since is not None:
            since = timezone.localtime(self.regrading_since)
            return (
                f"Being regraded since {since:%H:%M on %-d %B %Y}. What follows is worked out "
                "from the approved figures as they are now."
            )
        if self.grade is None:
            return "No grade is stored for this period. What follows was worked out now."
        same = (self.grade.grade, self.grade.reason, self.grade.digest, self.grade.method)
        if same == (now.grade or "", now.reason or "", now.digest, now.method):
            return ""
        return (
            f"The stored grade differs: {self.grade}, by method {self.grade.method}, known on "
            f"{self.grade.known_on:%-d %B %Y}. What follows is worked out from the approved "
            "figures as they are now. Run verify_grades to see every such difference."
        )


def standing_of(placement: Placement, period: Period) -> Standing:
    """Two queries."""
    at = {"placement": placement, "period_start": period.start, "period_end": period.end}
    waiting = RegradeRequest.objects.filter(**at).order_by("requested_at").first()
    return Standing(
        Grade.objects.current().filter(**at).first(), waiting.requested_at if waiting else None
    )
