"""Seals of the audit trail: each vouches for some events, and for the seal before."""

from django.db import models
from django.db.models import F, Q


class SealQuerySet(models.QuerySet):
    def newest(self):
        """The seal made last, without what only checking needs; None before the first. One query.

        It vouches for every one before it.
        """
        return self.defer("digests").order_by("-number").first()


class AuditSeal(models.Model):
    """What the events that it holds were when it was made, and which seal came before it.

    Append-only by trigger on both databases, as the events are. Its ``digest`` is what to keep
    outside (docs/decisions/0012-seals-of-the-audit-trail.md).
    """

    number = models.PositiveBigIntegerField()
    form = models.PositiveSmallIntegerField(
        default=1, help_text="How its events were written down to be digested"
    )
    previous = models.CharField(
        max_length=64, blank=True, help_text="Digest of the seal before; nothing for the first"
    )
    ranges = models.JSONField(help_text="Ids of the events it holds: lists of first and last")
    missing = models.JSONField(
        default=list,
        blank=True,
        help_text="Ids that no seal held by then, though one held a later id: lists of first and "
        "last. Written at the same time and committed after it, or never.",
    )
    first_event = models.BigIntegerField(help_text="Lowest id it holds")
    last_event = models.BigIntegerField(help_text="Highest id it holds", db_index=True)
    count = models.PositiveIntegerField(help_text="How many events it holds")
    reached_end = models.BooleanField(help_text="Whether it left no event that it could have held")
    digests = models.BinaryField(help_text="SHA-256 of each event, 32 bytes each, in order of id")
    sealed_at = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of all the rest of this seal")

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="audit_seal_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, previous="") | (Q(number__gt=1) & ~Q(previous="")),
                name="audit_seal_follows_another_or_is_the_first",
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0, last_event__gte=F("first_event")),
                name="audit_seal_holds_an_event",
            ),
        ]

    def __str__(self):
        return f"Seal {self.number}"
