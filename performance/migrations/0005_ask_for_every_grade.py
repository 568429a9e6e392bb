"""Every standing grade is asked for again: its verdict says more now, of the same figures.

The digest holds only what counts since the engine can say so, and the verdict of each part holds
its trend and its control chart's icons. The worker answers; a grade that changed keeps the one
before as its earlier revision, and scorecards of past days stay as they were.
"""

from django.db import migrations

BECAUSE = "The system was upgraded"
AT_ONCE = 2_000


def ask(apps, schema_editor):
    Grade = apps.get_model("performance", "Grade")
    RegradeRequest = apps.get_model("performance", "RegradeRequest")
    standing = Grade.objects.filter(is_current=True).order_by("pk")
    rows = standing.values("placement_id", "period_kind", "period_start", "period_end")
    RegradeRequest.objects.bulk_create(
        (RegradeRequest(because=BECAUSE, **row) for row in rows.iterator()), batch_size=AT_ONCE
    )


class Migration(migrations.Migration):
    dependencies = [("performance", "0004_triggers_of_benchmarks_and_turns")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
