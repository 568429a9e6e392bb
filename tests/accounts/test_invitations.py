"""Inviting somebody, and accepting."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.db import transaction
from django.urls import reverse

from accounts.invitations import InvitationRefused, invitation_link, invite
from accounts.models import User
from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.django_db
BASE = "http://testserver"
AT = datetime(2021, 7, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def invited(administrator, django_capture_on_commit_callbacks):
    """Invite the reviewer, or somebody else, and let the transaction commit."""

    def send(email="reviewer@example.org", name="Reviewer", at=AT):
        with django_capture_on_commit_callbacks(execute=True):
            return invite(email=email, name=name, by=administrator, base_url=BASE, at=at)

    return send


def path_in(mail):
    return re.search(r"http://testserver(/\S+)", mail.body).group(1)


def twice(password):
    return {"new_password1": password, "new_password2": password}


def test_an_invitation_makes_a_person_who_cannot_sign_in_yet(invited, administrator):
    person = invited()
    assert (person.email, person.name) == ("reviewer@example.org", "Reviewer")
    assert (person.invited_by, person.invited_at) == (administrator, AT)
    assert (person.is_active, person.has_usable_password()) == (True, False)
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_the_mail_says_who_invites_and_where_to_go(invited, mailoutbox):
    person = invited()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (
        ["reviewer@example.org"],
        "Your invitation to Police performance",
    )
    assert mail.body.splitlines()[0] == (
        "Administrator has invited you to Police performance (West Midlands Police)."
    )
    assert BASE + path_in(mail) == invitation_link(person, BASE)


def test_accepting_sets_the_password_and_signs_in(client, invited, mailoutbox):
    person = invited()
    form = client.get(path_in(mailoutbox[0])).url
    answer = client.post(form, twice(SECRET))
    assert (answer.status_code, answer.url) == (302, reverse("performance:home"))
    assert get_user(client) == person
    person.refresh_from_db()
    assert person.check_password(SECRET) is True


def test_a_weak_password_leaves_the_invitation_open(client, invited, mailoutbox):
    person = invited()
    form = client.get(path_in(mailoutbox[0])).url
    assert client.post(form, twice("short")).status_code == 200
    person.refresh_from_db()
    assert person.has_usable_password() is False
    assert client.post(form, twice(SECRET)).status_code == 302


def test_an_invitation_is_accepted_once(client, invited, mailoutbox):
    invited()
    path = path_in(mailoutbox[0])
    client.post(client.get(path).url, twice(SECRET))
    client.post("/sign-out/")
    assert client.get(path).context["validlink"] is False


def test_inviting_again_keeps_the_person_and_only_the_newest_link_works(
    client, invited, mailoutbox
):
    first = invited()
    second = invited(email="REVIEWER@example.org", name="Second reviewer", at=AT + timedelta(1))
    assert (second.pk, second.name) == (first.pk, "Second reviewer")
    assert User.objects.filter(email__iexact="reviewer@example.org").count() == 1
    old, new = map(path_in, mailoutbox)
    assert client.get(old).context["validlink"] is False
    assert client.get(new).status_code == 302


def test_an_invitation_ends_with_time(client, invited, mailoutbox, settings):
    invited()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(path_in(mailoutbox[0])).context["validlink"] is False


def test_nobody_is_invited_over_their_own_password(lead, invited, mailoutbox):
    with pytest.raises(InvitationRefused, match="has accepted an invitation already"):
        invited(email="LEAD@example.org")
    assert mailoutbox == []


def test_somebody_no_longer_active_is_not_invited(client, invited, mailoutbox):
    person = invited()
    User.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(InvitationRefused, match="not active"):
        invited()
    assert client.get(path_in(mailoutbox[0])).context["validlink"] is False
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_no_mail_leaves_for_an_invitation_that_was_rolled_back(administrator, mailoutbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        invite(email="r@example.org", name="R", by=administrator, base_url=BASE, at=AT)
        raise RuntimeError
    assert mailoutbox == []
    assert User.objects.filter(email="r@example.org").exists() is False


def test_an_invitation_does_not_open_the_page_of_forgotten_passwords(client, invited, mailoutbox):
    invited()
    other = path_in(mailoutbox[0]).replace("/invitation/", "/password/reset/")
    assert client.get(other).context["validlink"] is False
