"""Placements: where an indicator stands in a framework and what it prints there."""

from django.db import models
from django.db.models import Q

from performance.models.frameworks import Framework, Objective
from performance.models.indicators import Indicator
from performance.models.notes import Note
from performance.models.organisations import Organisation
from performance.models.references import Reference
from performance.models.series import Series
from performance.models.values import PERIOD_KINDS, Dated, period_in_order
from performance.states import Column, PrintedKind, PrintRole, PrintRule


class PlacementManager(models.Manager):
    def get_by_natural_key(self, framework, number):
        return self.get(framework__code=framework, number=number)


class Placement(models.Model):
    """An indicator's place in a framework, in the framework's own wording.

    A placement gives nobody the right to edit: the indicator is entered once, at home.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="placements")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="placements")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="placements")
    number = models.PositiveSmallIntegerField(help_text="The order in the framework, from 1")
    tier = models.PositiveSmallIntegerField(default=1)
    wording = models.TextField(help_text="What the framework calls it")
    under = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_rows",
        help_text="The placement of which this is a sub-row",
    )
    sub_row = models.CharField(max_length=120, blank=True, help_text="The sub-row's own words")
    print_rule = models.CharField(
        max_length=10, choices=PrintRule.choices, default=PrintRule.LATEST
    )
    years_back = models.PositiveSmallIntegerField(
        default=1, help_text="How many earlier years the rule “latest” prints"
    )
    notes = models.ManyToManyField(Note, blank=True, related_name="placements")

    objects = PlacementManager()

    class Meta:
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="placement_number_once_in_a_framework"
            ),
            models.UniqueConstraint(
                fields=["framework", "indicator"], name="placement_indicator_once_in_a_framework"
            ),
        ]

    def __str__(self):
        return f"{self.framework.code} {self.number}"

    def natural_key(self):
        return (self.framework.code, self.number)

    natural_key.dependencies = [
        "performance.framework",
        "performance.objective",
        "performance.indicator",
    ]


class PrintedItem(Dated):
    """One thing that a placement prints: a figure, a reference, a statement or a note.

    A figure names series, organisation and period and is looked up when printed, so that a
    correction shows; ``label`` is the paper's own dress of the period where it is irregular.
    """

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="printed_items")
    column = models.CharField(max_length=10, choices=Column.choices)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PrintedKind.choices)
    role = models.CharField(max_length=10, choices=PrintRole.choices)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.ForeignKey(
        Reference, models.PROTECT, null=True, blank=True, related_name="printed_items"
    )
    topic = models.CharField(
        max_length=120, blank=True, help_text="Which of the indicator's statements"
    )
    note = models.ForeignKey(
        Note, models.PROTECT, null=True, blank=True, related_name="printed_items"
    )
    period_kind = models.CharField(max_length=16, choices=PERIOD_KINDS, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    label = models.CharField(max_length=60, blank=True, help_text="The period as the paper has it")
    lead_in = models.CharField(max_length=200, blank=True, help_text="Words before the figure")
    tail = models.CharField(max_length=200, blank=True, help_text="Words after the figure")
    bare = models.BooleanField(default=False, help_text="Printed without its unit, as peers are")
    worded = models.BooleanField(
        default=False, help_text="The words around it carry its qualifier: “no less than 50%”"
    )
    unlabelled = models.BooleanField(
        default=False,
        help_text="No period is printed beside it; a date is then that of the paper itself",
    )
    notes = models.ManyToManyField(Note, blank=True, related_name="figures")

    class Meta:
        ordering = ["placement", "column", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "column", "order"], name="printed_item_one_place_each"
            ),
            period_in_order("printed_item_period_in_order"),
            models.CheckConstraint(
                name="printed_item_names_what_it_prints",
                condition=Q(
                    kind=PrintedKind.FIGURE,
                    series__isnull=False,
                    organisation__isnull=False,
                    period_start__isnull=False,
                    reference__isnull=True,
                    note__isnull=True,
                )
                | Q(kind=PrintedKind.REFERENCE, reference__isnull=False, note__isnull=True)
                | Q(kind=PrintedKind.STATEMENT, reference__isnull=True, note__isnull=True)
                | Q(kind=PrintedKind.NOTE, note__isnull=False, reference__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.placement} {self.column} {self.order}"

    @property
    def period(self):
        return super().period if self.period_start else None
