"""Organisations whose figures stand beside each other, and the force's portfolios."""

from django.db import models

from performance.states import OrganisationKind


class ByCode(models.Manager):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Organisation(models.Model):
    """The force, a peer, an aggregate such as England and Wales, or a contributor that is none."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=30, help_text="As peers are printed: GM")
    kind = models.CharField(max_length=16, choices=OrganisationKind.choices)

    objects = ByCode()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind=OrganisationKind.FORCE),
                name="organisation_one_force",
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)


class Portfolio(models.Model):
    """Who in the force is accountable for a set of indicators."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    is_demonstration = models.BooleanField(
        default=False, help_text="Ours, for demonstration: no published paper names it"
    )

    objects = ByCode()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)
