"""Benchmarks are proposed, sent back and approved; breaks and re-basings can be withdrawn.

Triggers are lifted first, since an approved benchmark lets nothing be marked on it; 0004 installs
them again.
"""

import datetime
import importlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

first = importlib.import_module("performance.migrations.0002_triggers")


def mark_the_approved(apps, schema_editor):
    Benchmark = apps.get_model("performance", "Benchmark")
    Benchmark.objects.filter(approved_on__isnull=False).update(state="approved")


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(first.remove, first.install),
        migrations.CreateModel(
            name="BenchmarkBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=80)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Outstanding", "Outstanding"),
                            ("Good", "Good"),
                            ("Needs Improvement", "Needs Improvement"),
                            ("Poor", "Poor"),
                        ],
                        help_text="The grade that a label outside the four names stands for",
                        max_length=20,
                    ),
                ),
                (
                    "low",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "high",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                ),
                (
                    "low_open",
                    models.BooleanField(
                        default=False, help_text="The lower end itself is not in it"
                    ),
                ),
                (
                    "high_open",
                    models.BooleanField(
                        default=False, help_text="The upper end itself is not in it"
                    ),
                ),
            ],
            options={
                "ordering": ["benchmark", "order"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="break",
            name="break_once_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="rebasing",
            name="rebasing_once_a_day",
        ),
        migrations.AddField(
            model_name="benchmark",
            name="edits",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="gap_rule",
            field=models.CharField(
                choices=[
                    ("refuse", "Refused: every value must have a band"),
                    ("worse", "A value in a gap takes the worse of its two neighbouring bands"),
                ],
                default="refuse",
                help_text="A rubric's: what becomes of a value between two bands",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="range_high",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="A rubric's: the highest value that can occur",
                max_digits=20,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="range_low",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="A rubric's: the lowest value that can occur",
                max_digits=20,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="return_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="returned_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="returned_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("returned", "Returned"),
                    ("approved", "Approved"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="proposed",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="break",
            name="withdrawal_asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="break",
            name="withdrawal_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="break",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="break",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="grade",
            name="because",
            field=models.TextField(blank=True, help_text="What changed, so that it was computed"),
        ),
        migrations.AddField(
            model_name="rebasing",
            name="withdrawal_asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rebasing",
            name="withdrawal_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="rebasing",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rebasing",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="break",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="performance.series",
            ),
        ),
        migrations.AlterField(
            model_name="grade",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("monitor_only", "Monitor only"),
                    ("no_benchmark", "No benchmark"),
                    ("benchmark_set_late", "Benchmark set late"),
                    ("outside_benchmark_period", "Outside benchmark period"),
                    ("no_data_this_year", "No data this year"),
                    ("data_too_old", "Data too old"),
                    ("series_break", "Series break"),
                    ("too_early", "Too early"),
                    ("outside_bands", "Outside bands"),
                    ("too_few_parts_graded", "Too few parts graded"),
                ],
                help_text="Why it is not graded",
                max_length=30,
            ),
        ),
        migrations.AlterModelOptions(
            name="rebasing",
            options={"ordering": ["series", "on"], "verbose_name": "re-basing"},
        ),
        migrations.AlterField(
            model_name="rebasing",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="performance.series",
            ),
        ),
        migrations.AddField(
            model_name="linepoint",
            name="estimated",
            field=models.BooleanField(
                default=False,
                help_text="Seasonal: typed, because no figure of last year was approved in time",
            ),
        ),
        migrations.AddField(
            model_name="regraderequest",
            name="known_on",
            field=models.DateField(
                blank=True,
                help_text="When what changed became known; empty for when it is answered",
                null=True,
            ),
        ),
        migrations.RunPython(mark_the_approved, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="benchmark",
            name="benchmark_only_an_assumed_one_lacks_an_approver",
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on__isnull", True),
                    ("approved_by__isnull", False),
                    models.Q(("assumed", True), ("proposed_by__isnull", True)),
                    _connector="OR",
                ),
                name="benchmark_only_an_assumed_one_lacks_an_approver",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True), ("proposed_by__isnull", False), _connector="OR"
                ),
                name="benchmark_approved_only_if_somebody_proposed_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_on__isnull", False), ("state", "approved")),
                    models.Q(
                        models.Q(("state", "approved"), _negated=True),
                        ("approved_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="benchmark_state_agrees_with_its_approval",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("return_reason", ""),
                        ("returned_by__isnull", True),
                        ("returned_on__isnull", True),
                    ),
                    models.Q(
                        ("returned_by__isnull", False),
                        ("returned_on__isnull", False),
                        models.Q(("return_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="benchmark_return_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    ("returned_by__isnull", False),
                    _connector="OR",
                ),
                name="benchmark_returned_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("range_low__isnull", True),
                    ("range_high__isnull", True),
                    ("range_high__gte", models.F("range_low")),
                    _connector="OR",
                ),
                name="benchmark_range_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on__isnull", True)),
                fields=("series", "on"),
                name="break_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on__range", (datetime.date(1900, 4, 1), datetime.date(2199, 3, 31)))
                ),
                name="break_in_a_plan_year_of_1900_to_2198",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_asked_by__isnull", True), ("withdrawal_reason", "")),
                    models.Q(
                        ("withdrawal_asked_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="break_withdrawal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_by__isnull", True), ("withdrawn_on__isnull", True)),
                    models.Q(
                        ("withdrawal_asked_by__isnull", False),
                        ("withdrawn_by__isnull", False),
                        ("withdrawn_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="break_withdrawal_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_by__isnull", True),
                    models.Q(("withdrawn_by", models.F("withdrawal_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="break_withdrawn_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebasing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on__isnull", True)),
                fields=("series", "on"),
                name="rebasing_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebasing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on__range", (datetime.date(1900, 4, 1), datetime.date(2199, 3, 31)))
                ),
                name="rebasing_in_a_plan_year_of_1900_to_2198",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebasing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_asked_by__isnull", True), ("withdrawal_reason", "")),
                    models.Q(
                        ("withdrawal_asked_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rebasing_withdrawal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebasing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_by__isnull", True), ("withdrawn_on__isnull", True)),
                    models.Q(
                        ("withdrawal_asked_by__isnull", False),
                        ("withdrawn_by__isnull", False),
                        ("withdrawn_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="rebasing_withdrawal_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="rebasing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_by__isnull", True),
                    models.Q(("withdrawn_by", models.F("withdrawal_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="rebasing_withdrawn_by_another",
            ),
        ),
        migrations.AddField(
            model_name="benchmarkband",
            name="benchmark",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bands",
                to="performance.benchmark",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmarkband",
            constraint=models.UniqueConstraint(
                fields=("benchmark", "order"), name="band_one_place_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmarkband",
            constraint=models.UniqueConstraint(
                fields=("benchmark", "label"), name="band_label_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmarkband",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="band_has_a_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmarkband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__isnull", True),
                    ("high__isnull", True),
                    ("high__gte", models.F("low")),
                    _connector="OR",
                ),
                name="band_ends_in_order",
            ),
        ),
    ]
