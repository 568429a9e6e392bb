"""The words of the workflow: states, roles, actions. Words only, no rules."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a submission is on its way."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    CHECKED = "checked", "Checked"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"
    SUPERSEDED = "superseded", "Superseded"


EDITABLE_STATES = (State.DRAFT, State.RETURNED)
OPEN_STATES = (State.DRAFT, State.SUBMITTED, State.CHECKED, State.RETURNED)


class BenchmarkState(TextChoices):
    """Where a benchmark is on its way."""

    PROPOSED = "proposed", "Proposed"
    RETURNED = "returned", "Returned"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN_BENCHMARK = (BenchmarkState.PROPOSED, BenchmarkState.RETURNED)


class Body(TextChoices):
    """Whose side of the table a person sits on."""

    FORCE = "force", "Force"
    OVERSIGHT = "oversight", "Oversight body"


class Role(TextChoices):
    """What an appointment makes somebody (DESIGN.md section 1)."""

    CONTRIBUTOR = "contributor", "Contributor"
    LEAD = "lead", "Portfolio lead"
    ANALYST = "analyst", "Analyst"
    PANEL_CHAIR = "panel_chair", "Panel chair"
    REVIEWER = "reviewer", "Reviewer"
    PUBLISHER = "publisher", "Publisher"
    BOARD_MEMBER = "board_member", "Board member"
    ADMINISTRATOR = "administrator", "Administrator"


class Action(TextChoices):
    """What somebody may want to do. Who may is in permissions.py."""

    VIEW = "view", "See a submission"
    SAVE = "save", "Save entries and commentary"
    SUBMIT = "submit", "Submit"
    WITHDRAW = "withdraw", "Withdraw"
    CHECK = "check", "Check"
    SEND_BACK = "send_back", "Send back"
    APPROVE = "approve", "Approve"
    CORRECT = "correct", "Open a correction"
    ASK_REOPENING = "ask_reopening", "Ask for a closed cycle to be reopened"
    GRANT_REOPENING = "grant_reopening", "Grant a reopening"
    OPEN_CYCLE = "open_cycle", "Open a cycle"
    PROPOSE_BENCHMARK = "propose_benchmark", "Propose a benchmark"
    REVISE_BENCHMARK = "revise_benchmark", "Change a proposed benchmark"
    APPROVE_BENCHMARK = "approve_benchmark", "Approve a benchmark"
    RETURN_BENCHMARK = "return_benchmark", "Send back a benchmark"
    WITHDRAW_BENCHMARK = "withdraw_benchmark", "Withdraw a proposed benchmark"
    RECORD_TURN = "record_turn", "Record a break or a re-basing"
    CONFIRM_TURN = "confirm_turn", "Confirm a break or a re-basing"
    DISCARD_TURN = "discard_turn", "Discard a break or a re-basing that nobody confirmed"
    ASK_TURN_WITHDRAWAL = "ask_turn_withdrawal", "Ask for a break or a re-basing to be withdrawn"
    WITHDRAW_TURN = "withdraw_turn", "Withdraw a break or a re-basing"
    NOTE_PRIVATELY = "note_privately", "Note something within one's own body"
    REMARK = "remark", "Say something on the record"
    REMIND = "remind", "Remind people of what they owe"
    NAME_DEPUTY = "name_deputy", "Name a deputy for an appointment"
    ADMINISTER = "administer", "Run reference data and people"


class Participation(TextChoices):
    """How somebody took part in a submission. Sending back is not taking part."""

    EDITED = "edited", "Edited"
    SUBMITTED = "submitted", "Submitted"
    CHECKED = "checked", "Checked"


class Missing(TextChoices):
    """Why there is no value. None of these is a dash, and none is zero."""

    AWAITING = "awaiting", "Awaiting data"
    MONITORED_ELSEWHERE = "monitored_elsewhere", "Monitored elsewhere"
    NOT_COLLECTED = "not_collected", "Not collected"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    SUPPRESSED = "suppressed", "Suppressed"


class Standing(TextChoices):
    """How firm a figure is."""

    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    REVISED = "revised", "Revised"
    ESTIMATED = "estimated", "Estimated"


class OrganisationKind(TextChoices):
    """What an organisation is to the force."""

    FORCE = "force", "The force"
    PEER = "peer", "Peer force"
    AGGREGATE = "aggregate", "Aggregate"
    CONTRIBUTOR = "contributor", "Contributor that is not a peer"
    AREA = "area", "Area"


class FrameworkKind(TextChoices):
    FORCE = "force", "Force performance framework"
    PLAN = "plan", "Police and Crime Plan"
    NATIONAL = "national", "National measures"
    OPEN_DATA = "open_data", "Published statistics"


class Column(TextChoices):
    """Where on a printed line something stands."""

    WORDING = "wording", "In the wording"
    CURRENT = "current", "Current"
    HISTORICAL = "historical", "Historical or benchmark"
    NARRATIVE = "narrative", "In the narrative"


class PrintRole(TextChoices):
    """What a printed value is there for. The role belongs to the print, not to the value."""

    CURRENT = "current", "Current"
    HISTORICAL = "historical", "Historical"
    BENCHMARK = "benchmark", "Benchmark"
    TARGET = "target", "Target"
    PEER = "peer", "Peer"
    TEXT = "text", "Text"


class PrintRule(TextChoices):
    """How a placement decides what it prints."""

    LATEST = "latest", "Latest, the same period in earlier years, references"
    EXPLICIT = "explicit", "An explicit list"


class PrintedKind(TextChoices):
    FIGURE = "figure", "Figure"
    REFERENCE = "reference", "Reference"
    STATEMENT = "statement", "Statement in words"
    NOTE = "note", "Note"


class NoteKind(TextChoices):
    FOOTNOTE = "footnote", "Footnote"
    NOTE = "note", "Note"
    LEGEND = "legend", "Legend"
    OF_WHICH = "of_which", "Of which"


class Derivation(TextChoices):
    """How a series follows from a numerator and a denominator series."""

    NONE = "none", "Not derived"
    PERCENTAGE = "percentage", "Percentage of"
    RATE = "rate", "Rate"


class LineKind(TextChoices):
    EXPECTED = "expected", "Expected"
    FLOOR = "floor", "Floor"
    STRETCH = "stretch", "Stretch"


class LineShape(TextChoices):
    FLAT = "flat", "Flat"
    LINEAR = "linear", "Linear"
    PROFILE = "profile", "Profile"
    SEASONAL = "seasonal", "Seasonal"


class Prompt(TextChoices):
    """The questions commentary answers (DESIGN.md section 4, exception commentary)."""

    NARRATIVE = "narrative", "Commentary"
    WHAT_HAPPENED = "what_happened", "What happened?"
    WHY = "why", "Why?"
    BEING_DONE = "being_done", "What is being done?"
    BY_WHOM = "by_whom", "By whom?"
    BY_WHEN = "by_when", "By when?"
    BACK_ON_PATH = "back_on_path", "When will it be back on path?"


class ImportKind(TextChoices):
    PAPER = "paper", "Published paper"
    OPEN_DATA = "open_data", "Published statistics"


class WarningKind(TextChoices):
    """What makes a figure look wrong (DESIGN.md section 4). It asks for an explanation."""

    OUT_OF_RANGE = "out_of_range", "Outside the range of its series"
    UNUSUAL_CHANGE = "unusual_change", "Changed beyond the control limits"
    PART_OVER_WHOLE = "part_over_whole", "A part larger than its whole"
    PERCENTAGE = "percentage", "A percentage outside 0 to 100"
    INCONSISTENT = "inconsistent", "Two figures that cannot both be right"
    REPEATED = "repeated", "The same as last time exactly"


class Audience(TextChoices):
    """Who reads a remark."""

    PRIVATE = "private", "Within the body"
    RECORD = "record", "On the record"


class ReminderKind(TextChoices):
    DUE_SOON = "due_soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    ASKED = "asked", "Asked for"
