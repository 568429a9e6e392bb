"""What somebody looks at before deciding on a submission, and what its page shows of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from performance import grading, regrading
from performance.models import Submission
from performance.permissions import reads_returns, speaks_for
from performance.queries.checks.provisional import provisional_outcome_of
from performance.queries.checks.risks import Risk, risks_of
from performance.queries.checks.warnings import Warned, warnings_of
from performance.queries.explanations.explanations import NothingToGrade
from performance.queries.explanations.grade_pages import provisional_explanations
from performance.queries.series.series_charts import ChartShown
from performance.queries.submissions.returns import SinceReturn, since_return
from performance.queries.submissions.slots import Slot
from performance.states import OPEN_STATES, State

UNDECIDED = (State.SUBMITTED, State.CHECKED)
# So many charts stand open; a composite's others are a click away.
AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """What there is to look at.

    Attributes:
        risks, outcome, charts, more_charts: of what is handed over and not yet decided on. A chart
            has the provisional figure in it.
        fault: why there is no provisional grade, where the engine cannot work one out.
        warnings: of what is open; those of a closed one would be of later figures.
        since: what was changed since it was last sent back; None where it never was, and for
            whoever neither works on it nor decides.
    """

    risks: tuple[Risk, ...]
    outcome: regrading.Outcome | None
    charts: Collection[ChartShown]
    more_charts: Collection[ChartShown]
    fault: str
    warnings: Collection[Warned]
    since: SinceReturn | None


def decision(user, submission: Submission, slots: list[Slot]) -> Decision:
    """A constant number of queries, however many figures it has."""
    today = timezone.localdate()
    warned = ()
    if submission.state in OPEN_STATES:
        warned = warnings_of([submission], {submission.pk: slots})[submission.pk]
    risks, outcome, charts, fault = (), None, (), ""
    if submission.state in UNDECIDED:
        outcomes = provisional_outcome_of([submission])
        outcome = outcomes.get(submission.pk)
        body = speaks_for(user, submission, on=today)
        found = risks_of(
            [submission],
            outcomes=outcomes,
            warned={submission.pk: warned},
            body=body,
            on=today,
        )
        risks = found[submission.pk]
        charts, fault = charts_of(submission)
    since = None
    if reads_returns(user, submission.indicator, on=today):
        since = since_return(submission, slots)
    return Decision(
        risks,
        outcome,
        charts[:AT_ONCE],
        charts[AT_ONCE:],
        fault,
        warned,
        since,
    )


def charts_of(submission: Submission) -> tuple[list[ChartShown], str]:
    """The chart of each graded series as if the submission were approved; or why there is none."""
    try:
        shown = provisional_explanations(submission)
    except NothingToGrade:
        return [], ""
    except grading.BenchmarkRefused as refused:
        return [], f"The benchmark cannot grade: {refused}"
    return [part.chart for each in shown for part in each.parts if part.chart is not None], ""
