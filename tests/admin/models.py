"""Which tables the administration site shows, and how."""

from django.contrib import admin

from accounts.models import User
from performance.models import (
    Accountability,
    Appointment,
    AuditEvent,
    AuditSeal,
    Benchmark,
    BenchmarkLine,
    Break,
    Commentary,
    Cycle,
    Entry,
    Framework,
    Grade,
    Import,
    Indicator,
    Note,
    Objective,
    Observation,
    Organisation,
    Part,
    Participant,
    Placement,
    Portfolio,
    PrintedItem,
    Rebasing,
    Reference,
    RegradeRequest,
    Reopening,
    ReturnedFigure,
    Series,
    Statement,
    Submission,
    Unit,
)

EDITED = (
    Accountability,
    Appointment,
    Break,
    Cycle,
    Framework,
    Indicator,
    Note,
    Objective,
    Organisation,
    Part,
    Placement,
    Portfolio,
    PrintedItem,
    Rebasing,
    Reference,
    Series,
    Unit,
    User,
)
# Added and deleted, never changed: a second person confirms them elsewhere.
RECORDED = (Break, Rebasing)
READ = (
    AuditEvent,
    AuditSeal,
    Benchmark,
    BenchmarkLine,
    Commentary,
    Entry,
    Grade,
    Import,
    Observation,
    Participant,
    RegradeRequest,
    Reopening,
    ReturnedFigure,
    Statement,
    Submission,
)

# Read like the others; to add one leads to the service's own editor.
SET_ELSEWHERE = (Benchmark,)


def pages_of(model) -> admin.ModelAdmin:
    return admin.site.get_model_admin(model)


def address(model, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
