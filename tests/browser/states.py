"""The demonstration's submissions in every state they can be in, by the workflow's own verbs.

An installation runs ``make`` itself: ``manage.py shell -c MAKE``. Its figures are made up.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from performance import workflow
from performance.figures import Form
from performance.models import Cycle, Submission
from performance.queries.checks.warnings import warnings
from performance.states import Missing
from performance.workflow import Figure
from tests.browser.handed_in import grade_of, tried

MAKE = "from tests.browser.states import make; make()"
RISKY = "from tests.browser.states import Hands, risky; risky(Hands(), 'WMNow')"
ABSENT = Figure(missing=Missing.AWAITING, note="Late this month.")
TEXT = "**Behind** its path:\n\n* fewer call takers (<50%)\n* more calls"


class Hands:
    """Everybody of the demonstration, and what they do today."""

    def __init__(self):
        self.today = timezone.localdate()
        people = get_user_model().objects.all()
        self.people = {each.email.split("@")[0]: each for each in people}

    def of(self, name: str) -> Submission:
        return Submission.objects.get(indicator__name__startswith=name, period_start="2021-07-01")

    def save(self, draft, figure_of, text="", explanations=None):
        return workflow.save(
            draft,
            by=self.people["deputy-lead"],
            on=self.today,
            version=draft.version,
            figures={
                slot.key: figure_of(slot) for slot in workflow.slots(draft) if not slot.is_computed
            },
            commentary={"narrative": text} if text else {},
            explanations=explanations or {},
        )

    def move(self, verb, now, who="deputy-lead", **more):
        return verb(now, by=self.people[who], on=self.today, version=now.version, **more)

    def handed_over(self, name: str) -> Submission:
        return self.move(workflow.submit, self.save(self.of(name), lambda slot: ABSENT))


def percentage_or_none(slot) -> Figure:
    return Figure("38%") if slot.series.unit.form == Form.PERCENT else ABSENT


def risky(hands: Hands, name: str) -> Submission:
    """One that is provisionally Needs Improvement waits for a decision, and one for a check: this.

    Raises:
        RuntimeError: no figure makes one of them so.
    """
    hands.move(workflow.check, needing_improvement(hands, "Core skills"), "analyst")
    return needing_improvement(hands, name)


def needing_improvement(hands: Hands, name: str) -> Submission:
    draft = now = hands.of(name)
    for figures in tried(draft):
        now = hands.save(now, lambda slot, typed=figures: typed[slot.key], TEXT)
        if grade_of(now) == "Needs Improvement":
            why = {each.key: "It was counted twice: it is right." for each in warnings(now)}
            now = hands.save(now, lambda slot, typed=figures: typed[slot.key], TEXT, why)
            return hands.move(workflow.submit, now)
    raise RuntimeError(f"No figure makes {draft} Needs Improvement.")


def make() -> None:
    hands = Hands()
    hands.save(hands.of("Channel shift"), lambda slot: Figure("about thirty-ish"), TEXT)
    draft = hands.save(hands.of("Non-emergency demand"), percentage_or_none, TEXT)
    why = {each.key: "It was counted twice: it is right." for each in warnings(draft)}
    draft = hands.save(draft, percentage_or_none, TEXT, why)
    now = hands.move(workflow.submit, draft)
    named = {str(now.entries.first().pk): "Is this July's?"}
    hands.move(workflow.send_back, now, "analyst", reason="Look again.", figures=named)
    submitted = risky(hands, "Repeat missing")
    for audience in ("private", "record"):
        said = {"audience": audience, "text": "When will it **come**?"}
        workflow.remark(submitted, by=hands.people["analyst"], on=hands.today, **said)
    hands.move(workflow.check, hands.handed_over("Community volunteers"), "analyst")
    now = hands.move(workflow.check, hands.handed_over("WMNow"), "analyst")
    now = hands.move(workflow.approve, now, "reviewer")
    reason = "A late return."
    workflow.correct(
        now.indicator, now.period, by=hands.people["deputy-lead"], on=hands.today, reason=reason
    )
    workflow.remind(Cycle.objects.get(), by=hands.people["analyst"], on=hands.today)
    lead = hands.people["lead"]
    workflow.name_deputy(
        lead.appointments.get(),
        hands.people["deputy-lead"],
        by=lead,
        on=hands.today,
        starts=hands.today + timedelta(days=3),
        ends=hands.today + timedelta(days=9),
    )
