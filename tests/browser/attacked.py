"""Pages of the service with attempts to run script in every text, name and file name."""

from datetime import date, timedelta
from decimal import Decimal

import django.test
from django.apps import apps
from django.db import models
from django.urls import reverse

from accounts.models import User
from performance import workflow
from performance.figures import Period, financial_year_of
from performance.models import Break, Commentary, Entry, Rebasing, Statement, Submission
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms
from performance.queries.checks.warnings import warnings
from performance.states import Audience, LineKind, LineShape, Prompt, State
from performance.workflow import Figure, benchmarks, turns
from tests import factories
from tests.browser.vectors import vectors
from tests.factories import today
from tests.intake import files
from tests.resources import world

EVERY = vectors()
# All of them in one text, for whatever takes many lines.
WHOLE = "\n\n".join(EVERY)
# One of them in an address that is none the less one: what has neither space nor line in it.
ADDRESS = "https://example.org/" + next(each for each in EVERY if not set(each) & set(" \n"))
# What administrators name and word, here or in a spreadsheet of theirs.
NAMED = (
    *("organisation", "portfolio", "indicator", "cycle", "framework", "objective", "unit"),
    *("series", "part", "note", "reference", "placement", "printeditem", "import"),
)
FLAT = {
    kind: LineTerms(shape=LineShape.FLAT, value=Decimal(value))
    for kind, value in ((LineKind.EXPECTED, "90"), (LineKind.FLOOR, "66"))
}


class Attacked:
    """What each page answered, by its address: the content, and the policy it was sent with."""

    def __init__(self, scene):
        self.scene, self.people, self.now = scene, scene.people, scene.draft
        self.pages: dict[str, tuple[bytes, str]] = {}
        self.client = django.test.Client()

    def take(self, page, *args, by=None, status=200, query=None, **typed):
        """Keep what the page says to that person, who asks for it or sends a form to it."""
        self.client.logout()
        if by is not None:
            self.client.force_login(by)
        address = reverse(page if ":" in page else f"performance:{page}", args=args)
        sent = self.client.post(address, typed) if typed else self.client.get(address, query)
        assert sent.status_code == status, address
        self.pages[f"{address}?{len(self.pages)}"] = sent.content, sent["Content-Security-Policy"]


def pages() -> dict:
    attacked = Attacked(factories.scene())
    for step in (name, enter, decide, correct, reopen, propose, turn, look_around):
        step(attacked)
    return attacked.pages


def parts(count: int) -> list[str]:
    """All vectors, dealt out to so many texts."""
    return ["\n\n".join(EVERY[at::count]) for at in range(count)]


def texts_of(model) -> list[models.Field]:
    """Its fields that hold words of people, or an address; no code and no choice from a list."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.EmailField)
        and not field.choices
    ]


def name(attacked) -> None:
    world.build()
    number = 0
    for model in (User, *(apps.get_model("performance", each) for each in NAMED)):
        for row in model.objects.all():
            said = {}
            for field in texts_of(model):
                if field.name in ("password", "digest"):
                    continue
                number += 7
                said[field.name] = fitting(number, field.max_length)
                if isinstance(field, models.URLField):
                    said[field.name] = ADDRESS
                if field.name == "suffix" and not row.suffix:
                    del said["suffix"]
            model.objects.filter(pk=row.pk).update(**said)
    for person in people_of(attacked.people):
        person.refresh_from_db()
    Statement.objects.create(
        indicator=attacked.scene.indicator,
        topic=EVERY[11][:120],
        text=WHOLE,
        brought_by=factories.paper(),
        known_on=date(2021, 7, 20),
    )


def fitting(number: int, most: int | None) -> str:
    """The first vector from that number on that is no longer than a field takes."""
    at = number % len(EVERY)
    turned = EVERY[at:] + EVERY[:at]
    return next(each for each in turned if most is None or len(each) <= most)


def file_names(count: int) -> list[str]:
    """So many names of two vectors each. What comes before a slash is a folder, and no name."""
    whole = [each for each in EVERY if not set(each) & set("/\\\n") and len(each) < 90]
    step = len(whole) // (2 * count)
    chosen = whole[::step]
    return [" ".join(chosen[at : at + 2]) for at in range(0, 2 * count, 2)]


def people_of(cast):
    return [getattr(cast, name) for name in type(cast).__slots__]


def enter(attacked) -> None:
    people, draft = attacked.people, Submission.objects.get(pk=attacked.scene.draft.pk)
    key, field = workflow.slots(draft)[0].key, workflow.slots(draft)[0].field
    texts = parts(len(Prompt.values) + 2)
    figure = {
        "note": texts[0],
        "text": texts[1],
        "source_name": EVERY[5],
        "source_address": ADDRESS,
    }

    def saved(now, raw, **more):
        return workflow.save(
            now,
            by=people.contributor,
            on=today(),
            version=now.version,
            figures={key: Figure(raw, **figure)},
            commentary=dict(zip(Prompt.values, texts[2:], strict=True)),
            **more,
        )

    # What no figure can be read from is kept as typed, and pasted where it has no place.
    now = saved(draft, WHOLE)
    own = [now.pk]
    pasted = {"paste": "yes", "block": WHOLE, field: EVERY[6], "narrative": texts[2]}
    for typed in ({}, {"version": now.version, "preview": str(now.pk), **pasted}):
        attacked.take("submission-edit", *own, by=people.lead, **typed)
    attacked.take("submission-answers", *own, by=people.lead)
    # As in June: to be explained.
    now = saved(now, "40%")
    (warned,) = warnings(now)
    now = saved(now, "40%", explanations={warned.key: WHOLE})
    for number, said in enumerate(file_names(20)):
        content = files.pdf(b"%d" % number)
        workflow.attach(now, by=people.lead, on=today(), name=f"{said}.pdf", content=content)
    for page in ("submission-edit", "submission-answers"):
        attacked.take(page, *own, by=people.lead)
    attacked.now = Submission.objects.get(pk=now.pk)


def decide(attacked) -> None:
    people, own, on = attacked.people, [attacked.now.pk], today()
    entry = Entry.objects.get(submission=attacked.now)
    why = {"reason": WHOLE, f"figure-{entry.pk}": EVERY[8]}

    def handed_in(now):
        return workflow.submit(now, by=people.lead, on=on, version=now.version)

    now = handed_in(attacked.now)
    remarks_of(now, people.analyst, people.lead)
    bad = {"version": now.version, "due_on": EVERY[9], **why}
    attacked.take("submission-send-back", *own, by=people.analyst, status=400, **bad)
    now = workflow.send_back(
        now,
        by=people.analyst,
        on=on,
        version=now.version,
        reason=WHOLE,
        figures={str(entry.pk): WHOLE},
    )
    for page in ("submission", "submission-audit", "submission-edit"):
        attacked.take(page, *own, by=people.lead)
    now = handed_in(now)
    now = workflow.check(now, by=people.analyst, on=on, version=now.version)
    remarks_of(now, people.reviewer)
    for page in ("submission", "submission-audit"):
        attacked.take(page, *own, by=people.reviewer)
    late = {"version": now.version, **why}
    how = {"by": people.second_reviewer, "on": on, "version": now.version}
    now = workflow.send_back(now, reason=WHOLE, **how)
    attacked.take("submission-send-back", *own, by=people.reviewer, status=409, **late)
    now = handed_in(now)
    now = workflow.check(now, by=people.analyst, on=on, version=now.version)
    attacked.take("submission-send-back", *own, by=people.analyst, status=409, **late)
    attacked.now = workflow.approve(now, by=people.reviewer, on=on, version=now.version)
    assert attacked.now.state == State.APPROVED
    assert Commentary.objects.filter(submission=now).count() == len(Prompt.values)


def remarks_of(now, *people) -> None:
    for by in people:
        for audience in (Audience.PRIVATE, Audience.RECORD):
            workflow.remark(now, by=by, on=today(), audience=audience, text=WHOLE)


def correct(attacked) -> None:
    people, now, on = attacked.people, attacked.now, today()
    indicator = [attacked.scene.indicator.pk]
    typed = {"period": EVERY[1], "reason": WHOLE}
    attacked.take("indicator-correct", *indicator, by=people.lead, status=400, **typed)
    again = workflow.correct(now.indicator, now.period, by=people.lead, on=on, reason=WHOLE)
    attacked.take("submission", again.pk, by=people.lead)
    again = workflow.submit(again, by=people.lead, on=on, version=again.version)
    how = {"by": people.analyst, "on": on, "version": again.version}
    again = workflow.send_back(again, reason=WHOLE, **how)
    figures = factories.figures(again, WHOLE)
    again = workflow.save(
        again, by=people.lead, on=on, version=again.version, figures=figures, commentary={}
    )
    for page in ("submission", "submission-edit", "submission-audit"):
        attacked.take(page, again.pk, by=people.lead)


def reopen(attacked) -> None:
    people, on = attacked.people, today()
    closed = factories.cycle(Period.month(2021, 5), opens_on=on - timedelta(days=60))
    closed.name = EVERY[12][:80]
    closed.save()
    typed = {"indicator": EVERY[2], "reason": WHOLE, "last_day": EVERY[3]}
    attacked.take("cycle-reopen", closed.code, by=people.analyst, status=400, **typed)
    asked = workflow.ask_reopening(
        closed,
        attacked.scene.indicator,
        by=people.analyst,
        on=on,
        reason=WHOLE,
        expires_on=on + timedelta(days=7),
    )
    for page in ("cycles", "home"):
        attacked.take(page, by=people.publisher)
    workflow.grant_reopening(asked, by=people.publisher, on=on)
    for page in ("cycles", "home"):
        attacked.take(page, by=people.analyst)
    for page in ("cycle", "cycle-audit"):
        attacked.take(page, closed.code, by=people.analyst)


def propose(attacked) -> None:
    scene, people, on = attacked.scene, attacked.people, today()
    this = financial_year_of(on).start
    later = financial_year_of(on).next().start
    where = [scene.series.code, scene.framework.code]
    said = {"source": WHOLE, "waiver_reason": WHOLE}
    typed = {"kind": "lines", "expected-shape": "flat", "expected-value": EVERY[2], **said}
    attacked.take("benchmark-new", *where, later.year, by=people.analyst, status=400, **typed)
    row = benchmarks.propose(
        *(scene.series, scene.framework, later),
        terms=Terms(lines=FLAT, **said),
        by=people.analyst,
        on=on,
    )
    own = [*where, later.year, row.version]
    late = {"version": row.edits + 1, "waiver": WHOLE, "reason": WHOLE}
    attacked.take("benchmark-send-back", *own, by=people.panel_chair, status=409, **late)
    how = {"by": people.panel_chair, "on": on}
    row = benchmarks.send_back(row, version=row.edits, reason=WHOLE, **how)
    for page in ("benchmark", "benchmark-edit"):
        attacked.take(page, *own, by=people.analyst)
    attacked.take("home", by=people.analyst)
    benchmarks.withdraw(row, by=people.analyst, on=on, version=row.edits, reason=WHOLE)
    bands = (
        BandTerms(label=EVERY[7][:80], low=Decimal(80), grade="Outstanding"),
        BandTerms(label=EVERY[8][:80], high=Decimal(80), high_open=True, grade="Poor"),
    )
    row = benchmarks.propose(
        *(scene.series, scene.framework, this),
        terms=Terms(bands=bands, **said),
        by=people.analyst,
        on=on,
    )
    benchmarks.approve(row, version=row.edits, waiver=WHOLE, **how)
    attacked.take("benchmark", *where, this.year, row.version, by=people.analyst)
    attacked.take("benchmarks", by=people.analyst, query={"words": EVERY[13], "year": EVERY[14]})
    attacked.take("benchmarks", by=people.analyst)


def turn(attacked) -> None:
    people, series, on = attacked.people, attacked.scene.series, today()
    asked, agreed = people.analyst, people.second_analyst
    typed = {"breaks-day": EVERY[15], "breaks-reason": WHOLE}
    attacked.take("turn-record", series.code, "breaks", by=asked, status=400, **typed)
    for kind in (Break, Rebasing):
        for days in (30, 60, 90):
            day = on - timedelta(days=days)
            row = turns.record(kind, series, day, reason=WHOLE, by=asked, on=on)
            if days == 90:
                turns.discard(row, by=agreed, on=on, reason=WHOLE)
                continue
            row = turns.confirm(row, by=agreed, on=on)
            row = turns.ask_withdrawal(row, by=asked, on=on, reason=WHOLE)
            if days == 60:
                turns.refuse_withdrawal(row, by=agreed, on=on, reason=WHOLE)
    for by in (asked, agreed):
        attacked.take("turns", series.code, by=by)


def look_around(attacked) -> None:
    scene, people = attacked.scene, attacked.people
    for page in ("home", "submissions", "indicators", "scorecards", "cycles", "deputies"):
        attacked.take(page, by=people.lead)
    for page in ("check-queue", "home"):
        attacked.take(page, by=people.analyst)
    attacked.take("review-queue", by=people.reviewer)
    for page in ("indicator", "indicator-audit"):
        attacked.take(page, scene.indicator.pk, by=people.lead)
    attacked.take("entering", scene.cycle.code, scene.portfolio.code, by=people.lead)
    asked = {"as_at": EVERY[16], "grade": EVERY[17]}
    for query in (None, asked):
        attacked.take("scorecard", scene.framework.code, by=people.lead, query=query)
    asked = {"words": EVERY[18], "portfolio": EVERY[19], "grade": EVERY[20]}
    attacked.take("indicators", by=people.lead, query=asked)
    attacked.take("submissions", by=people.lead, query={"period": EVERY[21], "state": EVERY[22]})
    typed = {"username": EVERY[23], "password": EVERY[24], "next": EVERY[25], "kept": EVERY[26]}
    attacked.take("accounts:sign-in", **typed)
    attacked.take("accounts:password-reset", email=EVERY[27])
