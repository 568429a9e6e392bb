"""When a submission was first handed over and what was due then; how often it was sent back.

SQLite rebuilds a table that other tables' triggers ask about only while they are gone: they are
taken away first, and the migration after this one puts them back.
"""

import importlib

from django.conf import settings
from django.db import migrations, models

first = importlib.import_module("performance.migrations.0002_triggers")
eighth = importlib.import_module("performance.migrations.0008_triggers_of_working_a_submission")


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0008_triggers_of_working_a_submission"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(first.remove, eighth.install),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_once_for_a_due_date",
        ),
        migrations.AddField(
            model_name="reminder",
            name="returns",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="submission",
            name="first_due_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="submission",
            name="first_submitted_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="submission",
            name="returns",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "asked"), _negated=True),
                fields=("submission", "kind", "due_on", "returns"),
                name="reminder_once_for_a_due_date",
            ),
        ),
    ]
