"""Programs of everybody's moves, tried by anybody at any time, and what must hold after each.

The law is written down here anew, from DESIGN.md section 4: nothing of it is imported. A program
runs in a savepoint of the test's own world, which it leaves as it was.
"""

from collections import Counter
from datetime import date, timedelta
from hashlib import sha256

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accounts.models import User
from performance import workflow
from performance.models import Appointment, Cycle, Indicator, Reopening, Submission
from performance.workflow import Figure, MovedOn, NotReady, ReasonNeeded
from tests.factories import JULY
from tests.workflow import law
from tests.workflow.law import Deed

FIRST_DAY = date(2021, 8, 3)
JUNE = JULY.previous()
REFUSALS = (PermissionDenied, MovedOn, NotReady, ReasonNeeded)
ANY = st.integers(0, 40)
FIGURES = st.sampled_from(("38%", "41%", " 40.5% ", "38 %", "<b>", "", "about 39%"))
ABSENT = st.sampled_from(("", "", "", "", "awaiting", "suppressed"))
WORDS = st.sampled_from(("", "(<50% good)", "Two call takers start.\r\nPoor <1", "DA>6%"))
REASONS = st.sampled_from(("Please look again.", "A late return.", "A recount.", "  "))
# Now and then somebody acts on a page that is out of date.
BEHIND = st.sampled_from((0, 0, 0, 0, 1, 2))
MOVES = ("submit", "withdraw", "check", "send back", "approve")

done: Counter[str] = Counter()


class Programs(RuleBasedStateMachine):
    """Made in a test with a database, after ``law.world()``."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.day = FIRST_DAY
        self.people = list(User.objects.order_by("pk"))
        self.held, self.proven = everything(), None

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(who=ANY, what=ANY, move=st.sampled_from(MOVES), behind=BEHIND, reason=REASONS)
    def somebody_moves(self, who, what, move, behind, reason):
        of = self.submission(what)
        self.attempt(move, self.person(who, move, of), of, behind, reason)

    @rule(who=ANY, what=ANY, behind=BEHIND, raw=FIGURES, missing=ABSENT, words=WORDS)
    def somebody_saves(self, who, what, behind, raw, missing, words):
        of = self.submission(what)
        self.save(self.person(who, "save", of), of, behind, raw, missing, words)

    @rule(what=ANY, who=ANY, choices=st.lists(ANY, min_size=1, max_size=6), words=WORDS)
    def it_goes_on(self, what, who, choices, words):
        """The usual moves one after another, by those whose they are: so programs get far."""
        for choice in choices:
            of = self.submission(what)
            moves = law.USUAL[of.state]
            if not moves:
                return
            move = moves[choice % len(moves)]
            able = self.able(move, of)
            if able and move == "save":
                self.save(able[who % len(able)], of, 0, "38%", "", words)
            elif able:
                self.attempt(move, able[who % len(able)], of, 0, "Please look again.")

    @rule(who=ANY, what=ANY, period=st.sampled_from((JULY, JULY, JUNE)), reason=REASONS)
    def somebody_corrects(self, who, what, period, reason):
        indicator = self.indicator(what)
        person = self.person(who, "correct", indicator)
        deed = Deed("correct", person, indicator, self.day, reason=reason)
        self.judged(
            deed,
            lambda: workflow.correct(indicator, period, by=person, on=self.day, reason=reason),
            unready=law.nothing_to_correct(indicator, period),
        )

    @rule(who=ANY, what=ANY, reason=REASONS, days=st.integers(0, 20))
    def somebody_asks_for_a_reopening(self, who, what, reason, days):
        indicator, cycle = self.indicator(what), Cycle.objects.get()
        person = self.person(who, "ask reopening", indicator)
        until = self.day + timedelta(days=days)
        asked = {"by": person, "on": self.day, "reason": reason, "expires_on": until}
        waiting = law.waiting(indicator, self.day)
        again = waiting.filter(asked_by=person, reason=reason, expires_on=until).exists()
        self.judged(
            Deed("ask reopening", person, indicator, self.day, reason=reason),
            lambda: workflow.ask_reopening(cycle, indicator, **asked),
            unready=self.day < cycle.closes_on or days == 0 or (waiting.exists() and not again),
            again=again,
        )

    @rule(who=ANY, what=ANY, number=st.integers(0, 3))
    def somebody_attaches(self, who, what, number):
        of = self.submission(what)
        person = self.person(who, "attach", of)
        sent = {"name": "July.csv", "content": b"Month,Calls\nJuly,%d\n" % number}
        if of.attachments.filter(digest=sha256(sent["content"]).hexdigest()).exists():
            return
        self.judged(
            Deed("attach", person, of, self.day),
            lambda: workflow.attach(of, by=person, on=self.day, **sent),
        )

    @rule(who=ANY, what=ANY)
    def somebody_removes_a_file(self, who, what):
        of = self.submission(what)
        file = of.attachments.filter(removed_at=None).first()
        if file is None:
            return
        person = self.person(who, "remove", of)
        self.judged(
            Deed("remove", person, of, self.day),
            lambda: workflow.remove_attachment(file, by=person, on=self.day),
        )

    @precondition(lambda self: Reopening.objects.exists())
    @rule(who=ANY, what=ANY)
    def somebody_grants_a_reopening(self, who, what):
        asked = list(Reopening.objects.order_by("pk"))
        reopening = asked[what % len(asked)]
        person = self.person(who, "grant reopening", reopening)
        self.judged(
            Deed("grant reopening", person, reopening, self.day),
            lambda: workflow.grant_reopening(reopening, by=person, on=self.day),
            unready=reopening.granted_by_id is not None or reopening.expires_on <= self.day,
        )

    @rule(days=st.sampled_from((1, 3, 9, 28)))
    def days_pass(self, days):
        self.day += timedelta(days=days)

    @rule(who=ANY)
    def an_appointment_ends(self, who):
        held = list(Appointment.objects.filter(starts__lt=self.day).order_by("pk"))
        one = held[who % len(held)]
        Appointment.objects.filter(pk=one.pk).update(ends=self.day)
        self.held = everything()

    @rule(who=ANY, active=st.booleans())
    def somebody_goes_or_comes_back(self, who, active):
        User.objects.filter(pk=self.person(who).pk).update(is_active=active)

    @invariant()
    def the_law_holds(self):
        """Who decided took no part; what stands was approved; the trail alone tells it all."""
        if self.held is not self.proven:
            law.four_eyes()
            law.figures_are_those_approved()
            law.trail_replays()
            self.proven = self.held

    def save(self, person, of, behind, raw, missing, words):
        slots = workflow.slots(of)
        given = {slot.key: Figure(raw, missing, note=words[:5]) for slot in slots}
        version = of.version - behind
        sent = {"figures": given, "commentary": {"narrative": words}, "version": version}
        self.judged(
            Deed("save", person, of, self.day, version=version),
            lambda: workflow.save(of, by=person, on=self.day, **sent),
        )

    def attempt(self, move, person, of, behind, reason):
        verb = getattr(workflow, move.replace(" ", "_"))
        sent = {"by": person, "on": self.day, "version": of.version - behind}
        deed = Deed(move, person, of, self.day, version=sent["version"])
        if move == "send back":
            sent["reason"] = reason
            deed = Deed(**{**deed.facts(), "reason": reason})
        self.judged(deed, lambda: verb(of, **sent), unready=move == "submit")

    def judged(self, deed, do, unready=False, again=False):
        """Do it; done or refused, it must be by the law. What is refused has written nothing.

        ``unready`` says that it may be refused as not ready, whoever does it; ``again``, that the
        same is asked for that is there already, which writes nothing either.
        """
        before = law.states()
        expected = law.verdict(deed)
        try:
            do()
        except REFUSALS as refusal:
            done[type(refusal).__name__] += 1
            assert everything() == self.held, f"{deed} was refused and wrote something."
            assert type(refusal) in expected or (unready and isinstance(refusal, NotReady)), (
                f"{deed}: {refusal}"
            )
            return
        done[deed.move] += 1
        assert not expected, f"{deed} was done, and may not be: {expected}"
        assert not unready or deed.move == "submit", f"{deed} was done, and is not ready."
        assert not again or everything() == self.held, f"{deed} was done twice."
        law.only_legal_edges(before, law.states(), deed)
        self.held = everything()

    def person(self, number, move="", of=None) -> User:
        """Anybody; every other time one of those who may make ``move``, if anybody may."""
        able = self.able(move, of) if move and number % 2 else []
        people = able or self.people
        return User.objects.get(pk=people[number // 2 % len(people)].pk)

    def able(self, move, of) -> list[User]:
        people = User.objects.order_by("pk").prefetch_related("appointments")
        return [each for each in people if law.may(Deed(move, each, of, self.day))]

    def submission(self, number) -> Submission:
        rows = Submission.objects.select_related("indicator", "cycle")
        rows = rows.prefetch_related("indicator__accountabilities")
        held = list(rows.order_by("opened_at", "pk"))
        # Most programs are about the newest of a few.
        return held[-1 - number % len(held)]

    def indicator(self, number) -> Indicator:
        held = list(Indicator.objects.prefetch_related("accountabilities").order_by("pk"))
        return held[number % len(held)]


def everything() -> dict[str, list]:
    """Every row of the service's own tables."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("performance").get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[model.__name__] = cursor.fetchall()
    return found
