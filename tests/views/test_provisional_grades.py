"""What a grade would be if a submission were approved as it stands."""

import pytest
from django.urls import reverse

from performance import workflow
from performance.regrading import regrade_waiting
from performance.states import State
from tests import factories
from tests.views.pages import address, badges, page_of, provisional, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in():
    made = factories.scene()
    factories.walk(made.draft, made.people, to=State.CHECKED)
    return made


def test_the_provisional_grade_is_explained_and_marked(client, handed_in):
    client.force_login(handed_in.people.lead)
    answer = page_of(client, provisional(handed_in.draft))

    assert badges(answer) == ["Poor"]
    assert "Provisional: if approved as it stands" in words(answer)
    assert ("July 2021 38% 90% 66% 52 points behind Compared , trend Not yet approved") in words(
        answer
    )


def test_once_approved_the_grade_says_the_same_as_the_provisional_one(client, handed_in):
    client.force_login(handed_in.people.analyst)
    [[before, _]] = page_of(client, provisional(handed_in.draft)).context["shown"]
    checked = type(handed_in.draft).objects.get(pk=handed_in.draft.pk)
    workflow.approve(
        checked, by=handed_in.people.reviewer, on=factories.today(), version=checked.version
    )
    regrade_waiting()
    after = page_of(client, address(handed_in)).context["page"].shown

    assert before.explanation.is_provisional
    assert not after.explanation.is_provisional
    assert after.explanation.sentences == before.explanation.sentences
    assert after.explanation.digest == before.explanation.digest
    answer = client.get(provisional(handed_in.draft), follow=True)
    assert answer.redirect_chain == [
        (reverse("performance:submission", args=[handed_in.draft.pk]), 302)
    ]
    assert "its figures are in the grade itself" in words(answer)


@pytest.mark.parametrize(
    ("who", "in_draft", "handed_over"),
    [
        ("contributor", 200, 200),
        ("lead", 200, 200),
        ("other_lead", 404, 404),
        ("analyst", 200, 200),
        ("reviewer", 404, 200),
        ("board_member", 404, 404),
        ("unappointed", 403, 403),
    ],
)
def test_the_provisional_grade_is_for_those_who_may_see_the_submission(
    client, who, in_draft, handed_over
):
    made = factories.scene()
    draft = factories.fill(made.draft, by=made.people.contributor)
    client.force_login(getattr(made.people, who))
    page_of(client, provisional(made.draft), status=in_draft)
    workflow.submit(draft, by=made.people.lead, on=factories.today(), version=draft.version)
    page_of(client, provisional(made.draft), status=handed_over)


def test_an_indicator_in_words_has_no_provisional_grade_and_says_why(client):
    made = factories.scene()
    told = factories.indicator("readiness", name="Readiness", under=made.portfolio)
    factories.placement(told)
    draft = factories.submission(told, made.cycle)
    client.force_login(made.people.lead)

    assert "it is reported in words" in words(page_of(client, provisional(draft)))


def test_an_indicator_in_no_framework_says_so(client):
    made = factories.scene()
    told = factories.indicator("nowhere", name="Nowhere", under=made.portfolio)
    factories.series(told)
    draft = factories.submission(told, made.cycle)
    client.force_login(made.people.lead)

    assert "stands in no framework" in words(page_of(client, provisional(draft)))


def test_that_there_is_no_grade_is_said_once(client, scene):
    draft = factories.submission(factories.indicator("ungraded"), scene.cycle)
    factories.series(draft.indicator)
    factories.placement(draft.indicator)
    filled = factories.fill(draft, by=scene.people.lead)
    client.force_login(scene.people.lead)
    for name in ("submission-edit", "submission-answers"):
        text = words(client.get(reverse(f"performance:{name}", args=[filled.pk])))
        assert text.count("Not graded") == 1, name
