"""Reminders of work that is owed: by the system on its days, or by somebody who asks for it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models.submissions import Submission, somebody
from performance.states import ReminderKind


class Reminder(models.Model):
    """One reminder of one submission. ``due_on`` is the due date that it reminded of.

    ``returns`` is how often the submission had been sent back then: a return is due anew, be it
    on the same day. The database lets each of the system's happen once for a due date, and one by
    hand a day, however often and by however many processes it is asked for.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind.choices)
    due_on = models.DateField()
    returns = models.PositiveIntegerField(default=0)
    sent_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = somebody()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "due_on", "returns"],
                condition=~Q(kind=ReminderKind.ASKED),
                name="reminder_once_for_a_due_date",
            ),
            models.UniqueConstraint(
                fields=["submission", "sent_on"],
                condition=Q(kind=ReminderKind.ASKED),
                name="reminder_asked_once_a_day",
            ),
            models.CheckConstraint(
                name="reminder_asked_by_somebody",
                condition=Q(kind=ReminderKind.ASKED, sent_by__isnull=False)
                | (~Q(kind=ReminderKind.ASKED) & Q(sent_by__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.submission}"
