"""Shapes and constraints. This is the one face: import models from here."""

from performance.models.appointments import Appointment
from performance.models.attachments import Attachment
from performance.models.audit import AuditEvent
from performance.models.benchmarks import Benchmark, BenchmarkBand, BenchmarkLine, LinePoint
from performance.models.breaks import Break, Rebasing
from performance.models.cycles import Cycle, Reopening
from performance.models.entries import Commentary, Entry, ReturnedFigure
from performance.models.frameworks import Framework, Objective
from performance.models.grades import Grade, RegradeRequest
from performance.models.imports import Import
from performance.models.indicators import Accountability, Indicator
from performance.models.notes import Note
from performance.models.observations import Observation
from performance.models.organisations import Organisation, Portfolio
from performance.models.placements import Placement, PrintedItem
from performance.models.references import Reference
from performance.models.remarks import Remark
from performance.models.reminders import Reminder
from performance.models.seals import AuditSeal
from performance.models.series import Part, Series, Unit
from performance.models.statements import Statement
from performance.models.submissions import Participant, Submission
from performance.models.values import holding, period_fields, period_from, quantity_fields
from performance.models.warnings import WarningAnswer

__all__ = [
    "Accountability",
    "Appointment",
    "Attachment",
    "AuditEvent",
    "AuditSeal",
    "Benchmark",
    "BenchmarkBand",
    "BenchmarkLine",
    "Break",
    "Commentary",
    "Cycle",
    "Entry",
    "Framework",
    "Grade",
    "Import",
    "Indicator",
    "LinePoint",
    "Note",
    "Objective",
    "Observation",
    "Organisation",
    "Part",
    "Participant",
    "Placement",
    "Portfolio",
    "PrintedItem",
    "Rebasing",
    "Reference",
    "RegradeRequest",
    "Remark",
    "Reminder",
    "Reopening",
    "ReturnedFigure",
    "Series",
    "Statement",
    "Submission",
    "Unit",
    "WarningAnswer",
    "holding",
    "period_fields",
    "period_from",
    "quantity_fields",
]
