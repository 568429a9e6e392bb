"""Frameworks: dated sets of indicators under objectives of two levels."""

from django.db import models

from performance.models.organisations import ByCode
from performance.models.values import Spell, spell_in_order
from performance.states import FrameworkKind


class Framework(Spell):
    """A dated set of indicators, such as the 2021/22 force framework."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=FrameworkKind.choices)
    paper_title = models.CharField(max_length=200, blank=True)

    objects = ByCode()

    class Meta:
        ordering = ["-starts", "code"]
        constraints = [spell_in_order("framework_starts_before_it_ends")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)


class ObjectiveManager(models.Manager):
    def get_by_natural_key(self, framework, code):
        return self.get(framework__code=framework, code=code)


class Objective(models.Model):
    """A heading in a framework: a priority, or a sub-objective under one.

    Titles repeat (the 2024 scorecard prints "Supporting the workforce…" twice), codes do not.
    A priority may be without a printed title; its column headings are the paper's own.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="objectives")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    order = models.PositiveSmallIntegerField(default=0)
    current_heading = models.CharField(max_length=80, default="Current", blank=True)
    historical_heading = models.CharField(
        max_length=80, default="Historical performance / benchmark", blank=True
    )

    objects = ObjectiveManager()

    class Meta:
        ordering = ["framework", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="objective_code_once_in_a_framework"
            )
        ]

    def __str__(self):
        return self.title or "(no heading)"

    def natural_key(self):
        return (self.framework.code, self.code)

    natural_key.dependencies = ["performance.framework"]
