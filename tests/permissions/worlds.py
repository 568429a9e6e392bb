"""The service with one thing in one state, its people, its addresses, and what a form sends."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from performance import workflow
from performance.models import Appointment, Cycle, Submission
from performance.queries.series.turns import version_of
from performance.states import Prompt, Role, State
from performance.workflow import turns
from tests import factories
from tests.factories import today
from tests.intake import files
from tests.permissions.tables import APPOINTED, ELSEWHERE, WITHOUT
from tests.views import benchmark_steps, turn_steps

ANOTHER_DAY = "2021-07-01"
JULY = factories.JULY
NOBODYS = {"uidb64": "MQ", "token": "no-token"}


@dataclass(frozen=True)
class World:
    """By actor a person, None for the anonymous; by page its address and what a POST sends."""

    people: dict[str, User | None]
    addresses: dict[str, str]
    typed: dict[str, dict] = field(default_factory=dict)


def people_of(cast) -> dict[str, User | None]:
    people = {name: getattr(cast, name) for name in (*APPOINTED, *WITHOUT)}
    roads = factories.portfolio("roads")
    for name in ELSEWHERE:
        role = Role(name.removeprefix("other_"))
        named = f"{role.label} of another portfolio"
        people[name] = factories.person(role, named, portfolio=roads)
    return {**people, "anonymous": None}


def world(scene, addresses: dict[str, list], typed: dict[str, dict] | None = None) -> World:
    """``addresses`` gives the arguments of each page's address."""
    return World(
        people_of(scene.people),
        {
            f"performance:{page}": reverse(f"performance:{page}", args=args)
            for page, args in addresses.items()
        },
        {f"performance:{page}": each for page, each in (typed or {}).items()},
    )


class Upload(SimpleUploadedFile):
    """A file that a form sends as often as it is sent."""

    def read(self, *args):
        self.seek(0)
        return super().read(*args)


def with_a_file(of, *, by):
    """The fresh row of ``of``, and the file that ``by`` added to it."""
    sent = {"by": by, "on": today()}
    attachment = workflow.attach(of, name="July.pdf", content=files.pdf(), **sent).attachment
    return Submission.objects.get(pk=of.pk), attachment


def submissions(state: str) -> World:
    scene = factories.scene()
    cast = scene.people
    if state in ("correction", "resubmitted"):
        approved = factories.walk(scene.draft, cast, to=State.APPROVED)
        of = workflow.correct(
            approved.indicator, JULY, by=cast.analyst, on=today(), reason="A late return."
        )
        of = factories.fill(of, by=cast.analyst, raw="39%")
        of, attachment = with_a_file(of, by=cast.analyst)
        if state == "resubmitted":
            of = workflow.submit(of, by=cast.lead, on=today(), version=of.version)
    else:
        draft, attachment = with_a_file(scene.draft, by=cast.contributor)
        of = factories.walk(draft, cast, to=State(state))
    sent = {"version": of.version}
    ticked = {"ticked": str(of.pk), f"version-{of.pk}": of.version}
    key = workflow.slots(of)[0].key
    answers = {
        **sent,
        f"figure-{key}": "41%",
        **dict.fromkeys(Prompt.values, ""),
        "narrative": "Others answered the calls.",
    }
    names = ("submission", "submission-audit", "submission-grade")
    moves = {f"submission-{verb}": sent for verb in ("submit", "withdraw", "check", "approve")}
    asked, slot = scene.draft, workflow.slots(scene.draft)[0]
    asked.refresh_from_db()
    round_of = [scene.cycle.code, scene.portfolio.code]
    typed = {
        **moves,
        "submission-edit": answers,
        "entering": {
            f"{asked.pk}-version": asked.version,
            f"{asked.pk}-{slot.field}": "42%",
            f"{asked.pk}-narrative": "Others answered the calls.",
        },
        "entering-submit": {f"version-{asked.pk}": asked.version},
        "submission-send-back": {**sent, "reason": "Please look again."},
        "submission-attach": {"file": Upload("July.csv", b"Month,Calls\nJuly,38\n")},
        "attachment-remove": {},
        "submission-remark": {"audience": "record", "record-text": "Look at the note."},
        "indicator-correct": {"period": JULY.key, "reason": "A late return."},
        # It is provisionally Poor: nobody decides on it without opening it.
        **dict.fromkeys(("check-queue-check", "review-queue-approve"), ticked),
    }
    own = (
        *(*names, *moves, "submission-edit", "submission-answers"),
        *("submission-send-back", "submission-remark", "submission-attach"),
    )
    addresses = {
        **{page: [of.pk] for page in own},
        **{page: [attachment.pk] for page in ("attachment", "attachment-remove")},
        **dict.fromkeys(("entering", "entering-answers", "entering-submit"), round_of),
        **{page: [] for page in ("submissions", "check-queue-check", "review-queue-approve")},
        "indicator-correct": [scene.indicator.pk],
    }
    return world(scene, addresses, typed)


def benchmarks(state: str) -> World:
    scene = factories.scene()
    if state == "broken":
        turns.confirm(turn_steps.recorded(scene, "breaks"), by=scene.people.panel_chair, on=today())
        row = scene.benchmark
    else:
        row = getattr(benchmark_steps, state)(scene)
    row.refresh_from_db()
    place = [row.series.code, row.framework.code, row.year_start.year]
    sent = {"version": row.edits}
    terms = {
        "kind": "lines",
        "expected-shape": "flat",
        "expected-value": "91%",
        "floor-shape": "flat",
        "floor-value": "67%",
        "source": "The plan, page 5",
    }
    own = (
        "benchmark",
        *(
            f"benchmark-{verb}"
            for verb in ("approve", "send-back", "reapprove", "withdraw", "edit")
        ),
    )
    addresses = {
        **{page: [*place, row.version] for page in own},
        **dict.fromkeys(("benchmark-new", "benchmark-preview"), place),
        "benchmarks": [],
    }
    typed = {
        "benchmark-approve": {**sent, "waiver": "The panel met after Easter."},
        "benchmark-send-back": {**sent, "reason": "Too easy."},
        "benchmark-reapprove": sent,
        "benchmark-withdraw": {**sent, "withdraw_reason": "It lingers."},
        "benchmark-edit": {**sent, **terms},
        "benchmark-new": terms,
        "benchmark-preview": terms,
    }
    return world(scene, addresses, typed)


def breaks(state: str) -> World:
    scene = factories.scene()
    cast = scene.people
    turn = turn_steps.recorded(scene, "breaks")
    if state != "recorded":
        turn = turns.confirm(turn, by=cast.panel_chair, on=today())
    if state in ("withdrawal asked", "withdrawn"):
        turn = turns.ask_withdrawal(turn, by=cast.analyst, on=today(), reason="The wrong series.")
    if state == "withdrawn":
        turn = turns.grant_withdrawal(turn, by=cast.panel_chair, on=today())
    code = scene.series.code
    sent = {"version": version_of(turn)}
    verbs = ("confirm", "discard", "withdraw", "withdraw-grant", "withdraw-drop", "withdraw-refuse")
    typed = {f"turn-{verb}": dict(sent) for verb in verbs}
    for verb in ("discard", "withdraw", "withdraw-refuse"):
        word = verb.rsplit("-", 1)[-1]
        typed[f"turn-{verb}"][f"breaks-{turn.on}-{word}-reason"] = "The wrong series."
    typed["turn-record"] = {"breaks-day": ANOTHER_DAY, "breaks-reason": "Counted anew."}
    addresses = {
        "turns": [code],
        "turn-record": [code, "breaks"],
        **{f"turn-{verb}": [code, "breaks", turn.on] for verb in verbs},
    }
    return world(scene, addresses, typed)


def reopenings(state: str) -> World:
    scene = factories.scene()
    ago = {"opens_on": 20, "due_on": 9, "closes_on": 1}
    closed = {name: today() - timedelta(days=days) for name, days in ago.items()}
    Cycle.objects.filter(pk=scene.cycle.pk).update(**closed)
    scene.cycle.refresh_from_db()
    asked = {"on": today(), "reason": "A late return.", "expires_on": today() + timedelta(days=6)}
    of = workflow.ask_reopening(scene.cycle, scene.indicator, by=scene.people.analyst, **asked)
    if state == "reopening granted":
        workflow.grant_reopening(of, by=scene.people.publisher, on=today())
    sent = {
        "indicator": str(scene.indicator.pk),
        "reason": "A later return.",
        "last_day": (today() + timedelta(days=5)).isoformat(),
    }
    addresses = {"cycles": [], "cycle-reopen": [scene.cycle.code], "reopening-grant": [of.pk]}
    return world(scene, addresses, {"cycle-reopen": sent})


def boards(state: str) -> World:
    scene = factories.scene()
    if state == "reminded of today":
        workflow.remind(scene.cycle, by=scene.people.analyst, on=today())
    elif state == "handed over":
        factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    of = [scene.cycle.code]
    return world(scene, {"cycle": of, "cycle-audit": of, "cycle-remind": of})


def deputies(state: str) -> World:
    """The lead's own; what is typed names the one who stands in, from today on."""
    scene = factories.scene()
    lead = scene.people.lead
    own, on = lead.appointments.get(), today()
    person = factories.person(Role.ANALYST, "Somebody who stands in")
    first = on + timedelta(days=10 if state == "to come" else 0)
    of = workflow.name_deputy(
        own, person, by=lead, on=on, starts=first, ends=first + timedelta(days=3)
    )
    if state == "ended":
        Appointment.objects.filter(pk=of.pk).update(starts=on - timedelta(days=3), ends=on)
    sent = {
        "own": own.pk,
        "person": person.pk,
        "starts": on.isoformat(),
        "last_day": (on + timedelta(days=2)).isoformat(),
    }
    addresses = {"deputies": [], "deputies-audit": [], "deputy-end": [of.pk]}
    return world(scene, addresses, {"deputies": sent})


def pages() -> World:
    scene = factories.scene()
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    of = [scene.indicator.pk]
    still = ("home", "help-grading", "scorecards", "indicators", "check-queue", "review-queue")
    addresses = {
        **{page: [] for page in (*still, "alive", "ready")},
        **dict.fromkeys(("indicator", "indicator-figures", "indicator-audit"), of),
        "scorecard": [scene.framework.code],
        "grade": [*of, scene.framework.code, JULY.key],
    }
    made = world(scene, addresses)
    accounts = (
        *("sign-in", "sign-out", "password-change", "password-change-done", "keyboard"),
        *("password-reset", "password-reset-sent", "password-reset-done"),
    )
    for page in accounts:
        made.addresses[f"accounts:{page}"] = reverse(f"accounts:{page}")
    for page in ("password-reset-confirm", "invitation-accept"):
        made.addresses[f"accounts:{page}"] = reverse(f"accounts:{page}", kwargs=NOBODYS)
    made.typed["accounts:keyboard"] = {"shortcuts": "off"}
    made.typed["accounts:password-reset"] = {"email": "nobody@example.org"}
    return made
