"""Footnotes, notes and legends. They attach to placements, printed figures and narrative."""

from django.db import models

from performance.models.organisations import ByCode
from performance.states import NoteKind


class Note(models.Model):
    """Words that explain a figure, with the source they rest on if there is one."""

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    text = models.TextField()
    source_name = models.CharField(max_length=300, blank=True)
    source_address = models.URLField(max_length=500, blank=True)
    source_read_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ByCode()

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.code,)
