"""What people leave on a submission besides its figures, and how each could be broken."""

from datetime import timedelta

from performance.models import Attachment, Remark, Reminder, WarningAnswer
from performance.states import Audience, Body, ReminderKind, WarningKind
from tests import factories
from tests.models import rows


def warning_answer(scene):
    return WarningAnswer.objects.create(
        submission=scene.draft,
        kind=WarningKind.REPEATED,
        series=scene.series,
        organisation=factories.force(),
        warning="61% is exactly what was reported for June 2021.",
        figures="61%",
        text="It was counted twice: both are right.",
        edited_by=scene.people.contributor,
    )


def attachment(scene):
    return Attachment.objects.create(
        submission=scene.draft,
        file="ab/abcd",
        name="July return.pdf",
        media_type="application/pdf",
        size=12,
        digest="0" * 64,
        added_by=scene.people.contributor,
    )


def remark(scene):
    return Remark.objects.create(
        submission=scene.draft,
        audience=Audience.RECORD,
        body=Body.OVERSIGHT,
        text="Does this include the areas?",
        said_by=scene.people.reviewer,
    )


def reminder(scene):
    return Reminder.objects.create(
        submission=scene.draft,
        kind=ReminderKind.OVERDUE,
        due_on=rows.DAY,
        sent_on=rows.DAY + timedelta(days=1),
    )


def asked_reminder(scene):
    return Reminder.objects.create(
        submission=scene.draft,
        kind=ReminderKind.ASKED,
        due_on=rows.DAY,
        sent_on=rows.DAY,
        sent_by=scene.people.analyst,
    )


BREAKS = {
    "appointment_of_a_deputy_ends": (
        rows.appointment,
        lambda row: {"deputises_for": row, "ends": None},
    ),
    "series_median_and_limit_together": (rows.free_series, {"within": 60}),
    "warning_answer_once_a_warning": (warning_answer, {}),
    "warning_answer_says_what_was_warned": (
        warning_answer,
        {"kind": WarningKind.OUT_OF_RANGE, "warning": ""},
    ),
    "attachment_added_by_somebody": (attachment, {"added_by": None}),
    "attachment_removal_is_whole": (attachment, {"removed_at": rows.NOW}),
    "remark_says_something": (remark, {"text": ""}),
    "reminder_once_for_a_due_date": (reminder, {}),
    "reminder_asked_once_a_day": (asked_reminder, {"due_on": rows.DAY + timedelta(days=5)}),
    "reminder_asked_by_somebody": (asked_reminder, {"kind": ReminderKind.OVERDUE}),
}

VALID_COPIES = {
    "warning answer": (warning_answer, {"kind": WarningKind.OUT_OF_RANGE}),
    "attachment": (attachment, {}),
    "remark": (remark, {}),
    "reminder": (reminder, {"kind": ReminderKind.DUE_SOON}),
    "asked reminder": (asked_reminder, {"sent_on": rows.DAY + timedelta(days=1)}),
}
