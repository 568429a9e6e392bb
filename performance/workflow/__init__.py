"""Every write that means something. Views, commands, imports and the API call these verbs."""

from performance.queries.checks.warnings import Said
from performance.queries.submissions.slots import Slot, slots, slots_of
from performance.workflow import benchmarks, turns
from performance.workflow.attachments import attach, remove_attachment, too_large
from performance.workflow.closing import close_due_cycles, miss_due_cycles
from performance.workflow.corrections import correct
from performance.workflow.cycles import ask_reopening, grant_reopening, open_cycle
from performance.workflow.deputies import end_deputy, name_deputy
from performance.workflow.drafts import save
from performance.workflow.engine import in_time
from performance.workflow.entries import Figure
from performance.workflow.errors import MovedOn, NotReady, ReasonNeeded, WorkflowError
from performance.workflow.opening import open_due_cycles
from performance.workflow.options import options
from performance.workflow.readiness import Readiness, gaps, readiness_of
from performance.workflow.remarks import remark
from performance.workflow.reminders import Reminded, remind, remind_due
from performance.workflow.seals import seal
from performance.workflow.submissions import (
    approve,
    check,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "Figure",
    "MovedOn",
    "NotReady",
    "Readiness",
    "ReasonNeeded",
    "Reminded",
    "Said",
    "Slot",
    "WorkflowError",
    "approve",
    "ask_reopening",
    "attach",
    "benchmarks",
    "check",
    "close_due_cycles",
    "correct",
    "end_deputy",
    "gaps",
    "grant_reopening",
    "in_time",
    "miss_due_cycles",
    "name_deputy",
    "open_cycle",
    "open_due_cycles",
    "options",
    "readiness_of",
    "remark",
    "remind",
    "remind_due",
    "remove_attachment",
    "save",
    "seal",
    "send_back",
    "slots",
    "slots_of",
    "submit",
    "too_large",
    "turns",
    "withdraw",
]
