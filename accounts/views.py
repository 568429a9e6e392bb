"""Signing in and out, passwords, and accepting an invitation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.shortcuts import resolve_url
from django.urls import reverse_lazy

from accounts.forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)
from accounts.invitations import invitation_tokens


class SignIn(auth_views.LoginView):
    """Sign in, then go where one was heading, if that is an address of this service."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(auth_views.LogoutView):
    """Sign out. POST only: a link or an image elsewhere cannot do it."""


class PasswordChange(auth_views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:password-change-done")


class PasswordChangeDone(auth_views.PasswordChangeDoneView):
    template_name = "accounts/password_change_done.html"


class PasswordReset(auth_views.PasswordResetView):
    """Ask for a link by mail. The answer is the same whoever asks."""

    template_name = "accounts/password_reset.html"
    form_class = ForgottenPasswordForm
    subject_template_name = "accounts/mail/password_reset_subject.txt"
    email_template_name = "accounts/mail/password_reset.txt"
    success_url = reverse_lazy("accounts:password-reset-sent")

    @property
    def extra_email_context(self):
        return {"bodies": settings.BODIES, "days": settings.PASSWORD_RESET_TIMEOUT // 86400}


class PasswordResetSent(auth_views.PasswordResetDoneView):
    template_name = "accounts/password_reset_sent.html"


class ActiveOnly:
    """A link works only for somebody who is still active."""

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None


class PasswordResetConfirm(ActiveOnly, auth_views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("accounts:password-reset-done")


class PasswordResetDone(auth_views.PasswordResetCompleteView):
    template_name = "accounts/password_reset_done.html"


class InvitationAccept(ActiveOnly, auth_views.PasswordResetConfirmView):
    """Choose the first password and be signed in."""

    template_name = "accounts/invitation_accept.html"
    form_class = NewPasswordForm
    token_generator = invitation_tokens
    reset_url_token = "choose-password"
    post_reset_login = True

    def get_success_url(self):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, "Your password is set and you are signed in.")
        return response
