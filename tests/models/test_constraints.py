"""Every constraint of the models, broken by plain SQL: the database itself must refuse."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from performance.models import Note, period_fields
from performance.states import BenchmarkState, LineShape, Role, State
from tests import factories
from tests.factories import JULY
from tests.models import rows, working_rows
from tests.raw_rows import insert_copy

REVERSED = {"period_start": date(2021, 8, 1), "period_end": date(2021, 7, 1)}

# By constraint: the row to copy, and what to change in the copy so that it may not be stored.
BREAKS = {
    "organisation_one_force": (rows.organisation, {}),
    "indicator_does_not_support_itself": (
        lambda scene: factories.indicator("itself"),
        lambda row: {"id": row.pk, "supports": row, "code": "itself-again"},
    ),
    "accountability_starts_before_it_ends": (
        rows.accountability,
        {"starts": rows.DAY, "ends": rows.DAY},
    ),
    "accountability_one_start_a_day": (rows.accountability, {"ends": date(2016, 4, 1)}),
    "accountability_one_portfolio_at_a_time": (rows.accountability, {"starts": rows.DAY}),
    "appointment_starts_before_it_ends": (rows.appointment, {"starts": rows.DAY, "ends": rows.DAY}),
    "appointment_portfolio_or_indicator": (
        rows.appointment,
        lambda row: {"portfolio": factories.portfolio(), "indicator": factories.indicator("both")},
    ),
    "appointment_role_of_its_body": (rows.appointment, {"role": Role.REVIEWER}),
    "cycle_period_in_order": (lambda scene: scene.cycle, {"code": "second", **REVERSED}),
    "cycle_opens_falls_due_closes": (
        lambda scene: scene.cycle,
        lambda row: {"code": "second", "closes_on": row.due_on},
    ),
    "reopening_has_a_reason": (rows.reopening, {"reason": ""}),
    "reopening_granted_by_another": (
        rows.reopening,
        lambda row: {"granted_by": row.asked_by, "granted_at": rows.NOW},
    ),
    "reopening_grant_is_whole": (rows.reopening, {"granted_at": rows.NOW}),
    "submission_period_in_order": (rows.draft_copy, REVERSED),
    "submission_one_open": (lambda scene: scene.draft, {}),
    "submission_has_a_cycle_or_corrects": (rows.draft_copy, {"cycle": None}),
    "submission_correction_has_a_reason": (rows.draft_copy, {"is_correction": True}),
    "submission_submitting_is_whole": (
        rows.draft_copy,
        {"state": State.SUBMITTED, "first_submitted_on": rows.DAY},
    ),
    "submission_check_is_whole": (rows.approved_copy, {"checked_by": None}),
    "submission_approval_is_whole": (rows.approved_copy, {"approved_at": None}),
    "submission_return_is_whole": (rows.draft_copy, {"return_reason": "Please look again."}),
    "submission_returned_says_why_and_until_when": (
        rows.draft_copy,
        {"state": State.RETURNED, "returns": 1},
    ),
    "submission_returned_is_counted": (rows.returned_copy, {"returns": 0}),
    "submission_handed_over_says_when_first": (rows.approved_copy, {"first_submitted_on": None}),
    "submission_four_eyes": (rows.approved_copy, lambda row: {"checked_by": row.submitted_by}),
    "audit_seal_number_once": (rows.seal, {}),
    "audit_seal_follows_another_or_is_the_first": (rows.seal, {"number": 3, "previous": ""}),
    "audit_seal_holds_an_event": (rows.seal, {"number": 3, "count": 0}),
    "participant_once_in_a_part": (rows.participant, {}),
    "framework_starts_before_it_ends": (
        lambda scene: scene.framework,
        lambda row: {"code": "second", "ends": row.starts},
    ),
    "objective_code_once_in_a_framework": (rows.objective, {}),
    "unit_suffix_where_it_is_worn": (rows.unit, {"suffix": ""}),
    "series_rolling_is_never_a_flow": (
        rows.free_series,
        {"rolling_months": 12, "accumulation": "flow"},
    ),
    "series_derived_has_both_parts": (rows.free_series, {"derivation": "percentage"}),
    "series_per_only_of_a_rate": (rows.free_series, {"per": Decimal(1000)}),
    "series_lowest_below_highest": (
        rows.free_series,
        {"lowest": Decimal(100), "highest": Decimal(0)},
    ),
    "part_series_once_in_an_indicator": (lambda scene: scene.indicator.parts.get(), {}),
    "part_weight_above_zero": (
        rows.free_part,
        lambda row: {"indicator": factories.indicator("third"), "weight": Decimal(0)},
    ),
    "benchmark_version_once": (rows.proposal, {}),
    "benchmark_approved_by_another": (
        lambda scene: scene.benchmark,
        lambda row: {"version": 2, "proposed_by": row.approved_by},
    ),
    "benchmark_approved_only_if_somebody_proposed_it": (
        lambda scene: scene.benchmark,
        {"version": 2, "proposed_by": None},
    ),
    "benchmark_approver_has_a_date": (
        lambda scene: scene.benchmark,
        {"version": 2, "approved_on": None, "state": BenchmarkState.PROPOSED},
    ),
    "benchmark_only_an_assumed_one_lacks_an_approver": (
        lambda scene: scene.benchmark,
        {"version": 2, "approved_by": None},
    ),
    "benchmark_reapproval_is_whole": (rows.proposal, {"version": 2, "reapproved_on": rows.DAY}),
    "benchmark_reapproved_by_another": (
        rows.proposal,
        lambda row: {
            "version": 2,
            "proposed_by": factories.somebody("Analyst"),
            "reapproved_by": factories.somebody("Analyst"),
            "reapproved_on": rows.DAY,
        },
    ),
    "benchmark_no_season_is_whole": (
        rows.proposal,
        {"version": 2, "no_season_confirmed_on": rows.DAY},
    ),
    "benchmark_state_agrees_with_its_approval": (
        rows.proposal,
        {"version": 2, "state": BenchmarkState.APPROVED},
    ),
    "benchmark_return_is_whole": (rows.proposal, {"version": 2, "returned_on": rows.DAY}),
    "benchmark_returned_says_why": (
        rows.proposal,
        {"version": 2, "state": BenchmarkState.RETURNED},
    ),
    "benchmark_range_in_order": (
        rows.proposal,
        {"version": 2, "range_low": Decimal(9), "range_high": Decimal(8)},
    ),
    "benchmark_assumed_says_so": (
        lambda scene: scene.benchmark,
        {"version": 2, "assumed": True},
    ),
    "band_one_place_each": (rows.band, {"label": "Fair"}),
    "band_label_once": (rows.band, {"order": 2}),
    "band_has_a_label": (rows.band, {"order": 2, "label": ""}),
    "band_ends_in_order": (rows.band, {"order": 2, "label": "Fair", "high": Decimal(4)}),
    "line_one_of_a_kind": (rows.line, {}),
    "line_has_what_its_shape_needs": (rows.stretch, {"shape": LineShape.SEASONAL}),
    "line_interval_in_order": (rows.stretch, {"value_high": Decimal(94)}),
    "line_point_once": (rows.point, {}),
    "line_point_interval_in_order": (
        rows.point,
        {"start": date(2021, 8, 1), "value_high": Decimal(79)},
    ),
    "break_once_a_day": (rows.a_break, {}),
    "break_in_a_plan_year_of_1900_to_2198": (rows.a_break, {"on": date(1850, 1, 1)}),
    "break_has_a_reason": (rows.a_break, {"on": rows.DAY, "reason": ""}),
    "break_confirmed_by_another": (
        rows.a_break,
        lambda row: {
            "on": rows.DAY,
            "recorded_by": factories.somebody("Analyst"),
            "confirmed_by": factories.somebody("Analyst"),
            "confirmed_on": rows.DAY,
        },
    ),
    "break_confirmation_is_whole": (rows.a_break, {"on": rows.DAY, "confirmed_on": rows.DAY}),
    "break_withdrawal_has_a_reason": (
        rows.a_break,
        lambda row: {"on": rows.DAY, "withdrawal_asked_by": factories.somebody("Analyst")},
    ),
    "break_withdrawal_is_whole": (rows.a_break, {"on": rows.DAY, "withdrawn_on": rows.DAY}),
    "break_withdrawn_by_another": (rows.a_break, rows.withdrawn_alone),
    "rebasing_once_a_day": (rows.rebasing, {}),
    "rebasing_in_a_plan_year_of_1900_to_2198": (rows.rebasing, {"on": date(9999, 12, 31)}),
    "rebasing_has_a_reason": (rows.rebasing, {"on": rows.DAY, "reason": ""}),
    "rebasing_confirmed_by_another": (
        rows.rebasing,
        lambda row: {
            "on": rows.DAY,
            "recorded_by": factories.somebody("Analyst"),
            "confirmed_by": factories.somebody("Analyst"),
            "confirmed_on": rows.DAY,
        },
    ),
    "rebasing_confirmation_is_whole": (rows.rebasing, {"on": rows.DAY, "confirmed_on": rows.DAY}),
    "rebasing_withdrawal_has_a_reason": (
        rows.rebasing,
        lambda row: {"on": rows.DAY, "withdrawal_asked_by": factories.somebody("Analyst")},
    ),
    "rebasing_withdrawal_is_whole": (rows.rebasing, {"on": rows.DAY, "withdrawn_on": rows.DAY}),
    "rebasing_withdrawn_by_another": (rows.rebasing, rows.withdrawn_alone),
    "entry_once_in_a_submission": (rows.entry, {}),
    "entry_period_in_order": (rows.free_entry, REVERSED),
    "entry_range_in_order": (rows.free_entry, lambda row: {"value_high": row.value}),
    "entry_value_or_reason_not_both": (rows.free_entry, {"missing": "awaiting"}),
    "commentary_once_a_question": (rows.commentary, {}),
    "returned_figure_has_a_reason": (rows.returned_figure, {"reason": ""}),
    "reference_range_in_order": (
        rows.reference,
        lambda row: {"code": "second", "value_high": row.value},
    ),
    "reference_has_a_value": (rows.reference, {"code": "second", "value": None}),
    "placement_number_once_in_a_framework": (
        lambda scene: scene.placement,
        lambda row: {"indicator": factories.indicator("second")},
    ),
    "placement_indicator_once_in_a_framework": (lambda scene: scene.placement, {"number": 99}),
    "printed_item_one_place_each": (rows.printed_item, {}),
    "printed_item_period_in_order": (rows.free_item, REVERSED),
    "printed_item_names_what_it_prints": (rows.free_item, {"series": None}),
    "grade_period_in_order": (rows.grade, REVERSED),
    "grade_one_current": (rows.grade, {"revision": 2}),
    "grade_revision_once": (rows.grade, {"is_current": False}),
    "grade_or_reason": (rows.grade, {"revision": 2, "is_current": False, "reason": "too_early"}),
    "regrade_request_period_in_order": (rows.request, REVERSED),
    "observation_one_current": (
        rows.observation,
        lambda row: {"revision": 2, "replaces": row},
    ),
    "observation_revision_once": (rows.observation, {"is_current": False}),
    "observation_period_in_order": (rows.free_observation, REVERSED),
    "observation_range_in_order": (rows.free_observation, lambda row: {"value_high": row.value}),
    "observation_value_or_reason": (rows.free_observation, {"value": None}),
    "observation_brought_by_one_source": (rows.free_observation, {"brought_by": None}),
    "observation_revision_replaces_one": (rows.free_observation, {"revision": 2}),
    "statement_period_in_order": (rows.statement, REVERSED),
    "statement_one_current_a_period": (
        lambda scene: rows.statement(scene, **period_fields(JULY)),
        lambda row: {"revision": 2, "replaces": row},
    ),
    "statement_one_current_undated": (
        rows.statement,
        lambda row: {"revision": 2, "replaces": row},
    ),
    "statement_revision_once_a_period": (
        lambda scene: rows.statement(scene, **period_fields(JULY)),
        {"is_current": False},
    ),
    "statement_revision_once_undated": (rows.statement, {"is_current": False}),
    "statement_revision_replaces_one": (rows.statement, {"topic": "Areas", "revision": 2}),
    "statement_has_words": (rows.statement, {"topic": "Areas", "text": ""}),
    "statement_brought_by_one_source": (rows.statement, {"topic": "Areas", "brought_by": None}),
    **working_rows.BREAKS,
}


def constraints() -> dict[str, models.BaseConstraint]:
    """Every constraint that the models of performance name, by its name."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config("performance").get_models()
        for constraint in model._meta.constraints
    }


def how_it_is_named(name: str) -> str:
    """What the refusal says: SQLite names the columns of a broken unique index, not the index."""
    model, constraint = constraints()[name]
    columns = [model._meta.get_field(each).column for each in getattr(constraint, "fields", ())]
    if transaction.get_connection().vendor == "sqlite" and columns:
        table = model._meta.db_table
        return "UNIQUE constraint failed: " + ", ".join(f"{table}.{each}" for each in columns)
    return name


def let_the_constraint_speak(row: models.Model) -> None:
    """SQLite's trigger against REPLACE would refuse a taken key first; gone with the test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for trigger in ("not_replaced", "settled_insert"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {row._meta.db_table}_{trigger}")


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name, scene):
    build, changes = BREAKS[name]
    row = build(scene)
    changes = changes(row) if callable(changes) else changes
    let_the_constraint_speak(row)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert_copy(row, **changes)
    assert how_it_is_named(name) in str(refusal.value)


VALID_COPIES = {
    "submission, draft": (rows.draft_copy, {}),
    "submission, approved": (rows.approved_copy, {}),
    "submission, returned": (rows.returned_copy, {}),
    "entry": (rows.free_entry, {}),
    "observation": (rows.free_observation, {}),
    "printed item": (rows.free_item, {}),
    "series": (rows.free_series, {}),
    "line": (rows.stretch, {}),
    "reopening": (rows.reopening, {}),
    "returned figure": (rows.returned_figure, {}),
    "unit": (rows.unit, {}),
    "grade": (rows.grade, {"revision": 2, "is_current": False}),
    "break": (rows.a_break, {"on": rows.DAY}),
    "rebasing": (rows.rebasing, {"on": rows.DAY}),
    "statement": (rows.statement, {"topic": "Areas"}),
    "benchmark": (lambda scene: scene.benchmark, {"version": 2}),
    "band": (rows.band, {"order": 2, "label": "Fair"}),
    "withdrawn break": (rows.a_break, rows.withdrawn),
    "seal": (rows.seal, {"number": 3}),
    **working_rows.VALID_COPIES,
}


@pytest.mark.parametrize("name", VALID_COPIES)
def test_the_database_takes_the_same_row_unbroken(name, scene):
    build, changes = VALID_COPIES[name]
    row = build(scene)
    changes = changes(row) if callable(changes) else changes
    before = type(row).objects.count()
    insert_copy(row, **changes)
    assert type(row).objects.count() == before + 1


def test_a_date_starts_and_ends_on_the_same_day(scene):
    row = rows.free_observation(scene)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert_copy(row, period_kind="date", period_end=row.period_start + timedelta(days=1))
    assert how_it_is_named("observation_period_in_order") in str(refusal.value)


def test_every_named_constraint_has_its_test():
    assert set(BREAKS) == set(constraints())


def test_an_address_has_one_person_in_any_mix_of_cases(scene):
    row = scene.people.analyst
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_copy(row, email=row.email.upper())


def test_a_note_keeps_its_code_to_itself(db):
    note = Note.objects.create(code="awaiting", kind="note", text="Awaiting data.")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_copy(note)
