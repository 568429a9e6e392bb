"""The list of indicators, each with its portfolio and its latest grade in every framework."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from performance.models import (
    Accountability,
    Grade,
    Indicator,
    Placement,
    RegradeRequest,
    holding,
)

# A series may go on in another framework after this one has ended: those periods are not its own.
IN_ITS_TIME = Q(placement__framework__ends__isnull=True) | Q(
    period_end__lt=F("placement__framework__ends")
)


def listed(*, on: date) -> QuerySet[Indicator]:
    """Every indicator with ``portfolio_code`` and ``portfolio_name`` of the day.

    Each has ``placed``: its placements with their frameworks, each with ``latest`` (a list of the
    latest grade known on the day, or of none) and ``waiting`` (its open regrade requests, oldest
    first). Four queries, however many rows are read.
    """
    held = Accountability.objects.filter(holding(on), indicator=OuterRef("pk")).order_by("-starts")
    return Indicator.objects.annotate(
        portfolio_code=Subquery(held.values("portfolio__code")[:1]),
        portfolio_name=Subquery(held.values("portfolio__name")[:1]),
    ).prefetch_related(
        Prefetch(
            "placements",
            Placement.objects.select_related("framework").order_by("framework__starts", "number"),
            to_attr="placed",
        ),
        Prefetch("placed__grades", Grade.objects.filter(IN_ITS_TIME).as_at(on), to_attr="latest"),
        Prefetch(
            "placed__regrade_requests",
            RegradeRequest.objects.order_by("requested_at"),
            to_attr="waiting",
        ),
    )


def placements_by_grade(*, on: date) -> QuerySet[Placement]:
    """Placements with what may be filtered: ``shown_grade`` and ``is_regrading``.

    ``shown_grade`` is the latest grade known on the day, "" where that says not graded, None
    where there is none; a grade that is being computed again is not current.
    """
    latest = Grade.objects.filter(IN_ITS_TIME, placement=OuterRef("pk"), known_on__lte=on).order_by(
        "-period_end", "-revision"
    )
    return Placement.objects.annotate(
        shown_grade=Subquery(latest.values("grade")[:1]),
        is_regrading=Exists(RegradeRequest.objects.filter(placement=OuterRef("pk"))),
    )
