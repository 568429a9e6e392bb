"""When each submission was first handed over, what was due then, and how often it was sent back.

The audit trail says who did what on which day, and until now of no due date: what was due is the
submission's own date where it was never sent back, else what its opening gave it.
"""

import importlib
from collections import defaultdict
from datetime import timedelta

from django.db import migrations, models
from django.utils.timezone import localdate

first = importlib.import_module("performance.migrations.0002_triggers")
eighth = importlib.import_module("performance.migrations.0008_triggers_of_working_a_submission")

DAYS_TO_CORRECT = 14
HANDED_OVER = ("submitted", "checked", "approved", "superseded")


def fill(apps, schema_editor):
    Submission = apps.get_model("performance", "Submission")
    happened = events(apps)
    reopened = reopenings(apps)
    for each in Submission.objects.select_related("cycle").iterator():
        submitted_on, returns = first_pass(happened[str(each.pk)])
        if submitted_on is None and each.state in HANDED_OVER:
            submitted_on = localdate(each.submitted_at)
        if each.state == "returned":
            returns = max(returns, 1)
        if submitted_on is None and not returns:
            continue
        due_on = first_due(each, submitted_on, reopened) if returns else each.due_on
        Submission.objects.filter(pk=each.pk).update(
            returns=returns,
            first_submitted_on=submitted_on,
            first_due_on=due_on if submitted_on else None,
        )


def events(apps):
    """By submission id (text), what was done to it and when, oldest first."""
    AuditEvent = apps.get_model("performance", "AuditEvent")
    found = defaultdict(list)
    done = AuditEvent.objects.filter(
        subject="submission", action__in=("submitted", "withdrew", "sent back")
    )
    for row in done.order_by("id").values_list("subject_id", "action", "at").iterator():
        found[row[0]].append(row[1:])
    return found


def reopenings(apps):
    """By cycle and indicator, the day of each grant and the last day that it gave."""
    Reopening = apps.get_model("performance", "Reopening")
    found = defaultdict(list)
    granted = Reopening.objects.filter(granted_by__isnull=False).order_by("granted_at")
    for each in granted:
        day = localdate(each.granted_at)
        found[each.cycle_id, each.indicator_id].append((day, each.expires_on - timedelta(days=1)))
    return found


def first_pass(happened):
    """The day of the last hand-over before the first return, if any, and how many returns."""
    submitted_on, returns = None, 0
    for action, at in happened:
        returns += action == "sent back"
        if not returns:
            submitted_on = localdate(at) if action == "submitted" else None
    return submitted_on, returns


def first_due(each, submitted_on, reopened):
    """What was due on that day, of a submission that has another due date by now."""
    if each.cycle is None:
        return localdate(each.opened_at) + timedelta(days=DAYS_TO_CORRECT)
    due_on = each.cycle.due_on
    for granted_on, last_day in reopened[each.cycle_id, each.indicator_id]:
        if submitted_on and granted_on <= submitted_on:
            due_on = last_day
    return due_on


class Migration(migrations.Migration):
    dependencies = [("performance", "0009_first_hand_over_and_returns")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                name="submission_handed_over_says_when_first",
                condition=models.Q(("state__in", ["draft", "returned"]))
                | models.Q(("first_submitted_on__isnull", False)),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                name="submission_returned_is_counted",
                condition=~models.Q(("state", "returned")) | models.Q(("returns__gt", 0)),
            ),
        ),
        migrations.RunPython(eighth.install, first.remove),
    ]
