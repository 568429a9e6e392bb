"""Observations: approved entries become the standing figures, each a new revision of the last."""

from datetime import date

from performance.figures import print_quantity
from performance.models import Entry, Observation, Submission
from performance.queries.grading.gradings import gradable
from performance.queries.submissions.slots import Slot
from performance.states import Missing, OrganisationKind
from performance.workflow import audit
from performance.workflow.requests import request_regrades

COPIED = (
    "series",
    "organisation",
    "period_kind",
    "period_start",
    "period_end",
    "value",
    "value_high",
    "decimals",
    "qualifier",
    "standing",
    "missing",
    "text",
    "note",
    "source_name",
    "source_address",
    "source_read_on",
)


def publish_figures(submission: Submission, *, by, on: date) -> list[Observation]:
    """Write the submission's figures as observations, known on ``on``; ask for regrades.

    A figure that repeats the standing one in every respect makes no revision. The standing
    revision stays, no longer current: nothing approved is overwritten.
    """
    entries = [
        each
        for each in submission.entries.select_related("series__unit", "organisation")
        if each.is_answered
    ]
    standing = {
        key_of(each): each
        for each in Observation.objects.current()
        .filter(
            series__in=[each.series_id for each in entries],
            period_end__in={each.period_end for each in entries},
        )
        .select_related("series__unit", "organisation")
    }
    written = []
    for entry in entries:
        before = standing.get(key_of(entry))
        if before is not None and _same(entry, before):
            continue
        written.append(_revision(entry, before, on))
    replaced = [each.replaces_id for each in written if each.replaces_id]
    Observation.objects.filter(pk__in=replaced).update(is_current=False)
    Observation.objects.bulk_create(written)
    for observation in written:
        audit.record(
            observation,
            "put an approved figure on record",
            by=by,
            before=_facts(observation.replaces),
            after=_facts(observation),
            reason=submission.correction_reason,
        )
    request_regrades(
        [(each.series, each.period) for each in written if _moves_a_grade(each)],
        because=f"{submission} was approved",
        known_on=on,
    )
    return written


def _moves_a_grade(observation: Observation) -> bool:
    """A peer's figure grades nothing here, nor does a new note beside the same number."""
    if observation.organisation.kind != OrganisationKind.FORCE:
        return False
    before = observation.replaces
    return before is None or _number(before) != _number(observation)


def _number(row: Observation):
    return gradable(row.value, row.value_high, row.qualifier)


def key_of(row: Entry | Observation) -> tuple:
    """What makes a figure that figure: series, organisation and span of days."""
    return row.series_id, row.organisation_id, row.period_start, row.period_end


def _revision(entry: Entry, before: Observation | None, on: date) -> Observation:
    return Observation(
        submission=entry.submission,
        known_on=on,
        revision=before.revision + 1 if before else 1,
        replaces=before,
        **{name: getattr(entry, name) for name in COPIED},
    )


def _same(entry: Entry, before: Observation) -> bool:
    return all(getattr(entry, name) == getattr(before, name) for name in COPIED)


def _printed(observation: Observation) -> str:
    """The figure as it is printed, its qualifier too, or the reason for none; then its words."""
    figure = ""
    if observation.quantity is not None:
        figure = print_quantity(observation.quantity, observation.series.unit.dress)
    elif observation.missing:
        figure = Missing(observation.missing).label
    return "; ".join(filter(None, [figure, observation.text]))


def _facts(observation: Observation | None) -> dict:
    if observation is None:
        return {}
    return {
        "series": Slot(observation.series, observation.organisation, None).name,
        "period": observation.period.label(),
        "figure": _printed(observation),
        "value": observation.value,
        "value_high": observation.value_high,
        "missing": observation.missing,
        "revision": observation.revision,
    }
