"""Inviting somebody: the only way a person comes in without the command line."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User


class InvitationRefused(Exception):
    """Nobody can be invited this way; says why and what to do instead."""


class InvitationTokens(PasswordResetTokenGenerator):
    """Tokens that end when a password is set, when a newer invitation goes out, or with time.

    How long they live is PASSWORD_RESET_TIMEOUT.
    """

    key_salt = "accounts.invitations.InvitationTokens"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.invited_at}"


invitation_tokens = InvitationTokens()


@transaction.atomic
def invite(*, email: str, name: str, by: User, base_url: str, at: datetime) -> User:
    """Make a person who has no password yet and mail them the link to choose one.

    Safe to repeat while the invitation is not accepted: the same person is kept, the name as
    newly given, and only the newest link works. The mail leaves when the transaction commits.

    Args:
        email: where the link goes, and what they will sign in with, in any mix of cases.
        by: who invites.
        base_url: scheme and host of this service, e.g. ``https://performance.example.org``.
        at: now, with a time zone.

    Raises:
        InvitationRefused: they accepted earlier, or are no longer active.
        ValueError: there is no e-mail address.
    """
    try:
        user = User.objects.get_by_natural_key(email.strip())
    except User.DoesNotExist:
        user = User.objects.create_user(email, name=name)
    if user.has_usable_password():
        raise InvitationRefused(
            f"{user.email} has accepted an invitation already. If they forgot the password, "
            "they can ask for a new one on the sign-in page."
        )
    if not user.is_active:
        raise InvitationRefused(
            f"{user.email} is marked as not active. Make them active again, then invite them."
        )
    user.name, user.invited_by, user.invited_at = name.strip(), by, at
    user.save(update_fields=["name", "invited_by", "invited_at"])
    # Read back: the token is made of the time as the database keeps it.
    user.refresh_from_db(fields=["invited_at"])
    transaction.on_commit(lambda: _mail(user, by=by, link=invitation_link(user, base_url)))
    return user


def invitation_link(user: User, base_url: str) -> str:
    """The full address at which this person accepts their invitation."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = invitation_tokens.make_token(user)
    path = reverse("accounts:invitation-accept", kwargs={"uidb64": uid, "token": token})
    return f"{base_url.rstrip('/')}{path}"


def _mail(user, *, by, link):
    words = {
        "person": user,
        "by": by,
        "link": link,
        "bodies": settings.BODIES,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    send_mail(
        subject=f"Your invitation to {settings.BODIES['service']}",
        message=render_to_string("accounts/mail/invitation.txt", words),
        from_email=None,
        recipient_list=[user.email],
    )
