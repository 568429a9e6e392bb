"""References: values without a date, such as a target in the wording or a charter's standard."""

from django.db import models

from performance import grading
from performance.models.organisations import Organisation
from performance.models.series import Series
from performance.models.values import Known, Measured, range_in_order
from performance.states import PrintRole

GRADES = [(each.value, each.value) for each in grading.Grade]


class ReferenceManager(models.Manager):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Reference(Measured, Known):
    """A value without a date. ``name`` is a label such as "[Adjusted baseline]", not a period."""

    code = models.SlugField(max_length=120, unique=True)
    series = models.ForeignKey(Series, models.PROTECT, related_name="references")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="references")
    role = models.CharField(max_length=10, choices=PrintRole.choices)
    name = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    band = models.CharField(
        max_length=80, blank=True, help_text="The name of the band that this value bounds"
    )
    band_grade = models.CharField(
        max_length=20, choices=GRADES, blank=True, help_text="The grade that the band gives"
    )

    objects = ReferenceManager()

    class Meta:
        ordering = ["series", "code"]
        constraints = [
            range_in_order("reference_range_in_order"),
            models.CheckConstraint(
                name="reference_has_a_value", condition=models.Q(value__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.series} {self.name or self.get_role_display().lower()}"

    def natural_key(self):
        return (self.code,)
