"""What was corrected says by what, when and why; a correction is called one."""

from django.urls import reverse

from performance import workflow
from performance.models import AuditEvent, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.pages import words


def test_a_superseded_submission_leads_to_its_correction(client, scene):
    factories.walk(scene.draft, scene.people, to=State.SUPERSEDED)
    first, second = Submission.objects.order_by("opened_at")
    client.force_login(scene.people.board_member)
    answer = client.get(reverse("performance:submission", args=[first.pk]))
    text = words(answer)
    assert f"Superseded on {second.approved_at:%-d %B %Y}" in text
    assert f"the correction of {second}" in text
    assert second.correction_reason in text
    assert f'href="{reverse("performance:submission", args=[second.pk])}"' in answer.text
    standing = client.get(reverse("performance:submission", args=[second.pk]))
    assert "Superseded on" not in words(standing)


def test_the_trail_says_why_it_was_superseded(scene):
    factories.walk(scene.draft, scene.people, to=State.SUPERSEDED)
    second = Submission.objects.get(is_correction=True)
    event = AuditEvent.objects.get(action="superseded")
    assert event.reason == f"Corrected by {second.opened_by}: {second.correction_reason}"


def test_a_notice_and_the_answers_call_a_correction_one(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    draft = workflow.correct(
        approved.indicator, approved.period, by=scene.people.lead, on=today(), reason="A recount."
    )
    factories.fill(draft, by=scene.people.lead, raw="37%")
    draft.refresh_from_db()
    client.force_login(scene.people.lead)
    answers = client.get(reverse("performance:submission-answers", args=[draft.pk]))
    assert f"{draft.indicator}, {draft.period.label()}, correction" in words(answers)
    told = client.post(
        reverse("performance:submission-submit", args=[draft.pk]),
        {"version": draft.version},
        follow=True,
    )
    assert f"{draft}, correction is submitted." in words(told)
