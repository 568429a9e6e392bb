"""Signing in and out, passwords, accepting an invitation, and what each person prefers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts import keeping
from accounts.forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)
from accounts.invitations import invitation_tokens

# When to try again where the database was busy.
BUSY_SECONDS = 15


class SignIn(auth_views.LoginView):
    """Sign in, then go where one was heading, if that is an address of this service.

    A form that was sent after the session had ended comes along and is given back.
    """

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and "kept" in request.POST:
            # Signed in already in another tab.
            return give_back(request, request.POST["kept"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        if "kept" in self.request.POST:
            response = give_back(self.request, self.request.POST["kept"])
        return keeping.remember(response, self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(kept=self.request.POST.get("kept", ""), **kwargs)


@never_cache
def sign_in_first(request, *, way_back: str, kept: str = ""):
    """The page to sign in on, in answer to a form that was sent too late: it keeps the form."""
    context = {
        "form": SignInForm(request),
        "next": way_back,
        "kept": kept or keeping.keep(request),
        "too_late": True,
    }
    return render(request, "accounts/sign_in.html", context, status=403)


@never_cache
def give_back(request, kept: str):
    """What was kept, to be sent on; home with a word where it is not this person's to see."""
    found = keeping.given_back(kept, request.user)
    if found is None:
        messages.warning(
            request,
            "What was typed before signing in is not shown: somebody else may have typed it, or "
            "it is more than a day old. Nothing of it was saved.",
        )
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/resume.html", {"kept": found})


@never_cache
def busy(request):
    """The answer where the database could not be read or written for others' work in the way: a
    form is given back to be sent again, and any other page is to be asked for again.

    A script is told by the status alone.
    """
    if "text/html" not in request.headers.get("Accept", ""):
        response = HttpResponse("The service is busy.\n", "text/plain; charset=utf-8", status=503)
    elif request.method == "POST":
        own = request.resolver_match.app_name == "accounts"
        context = {"kept": None if own else keeping.typed_in(request), "is_busy": True}
        response = render(request, "accounts/resume.html", context, status=503)
    else:
        # Without the request: what every page shows of its reader would have to be read too.
        page = render_to_string("503.html", {"address": request.get_full_path()})
        response = HttpResponse(page, status=503)
    response["Retry-After"] = BUSY_SECONDS
    return response


def token_refused(request, reason=""):
    """A page that was open while somebody signed in or out: what was typed in it is kept.

    Only for a form of this service: any other site's is refused and nothing of it is shown.
    """
    kept = request.POST.get("kept", "")
    own = request.resolver_match.app_name == "accounts"
    if not keeping.is_typed_in_a_page(request) or (own and not kept):
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return sign_in_first(request, way_back=settings.LOGIN_REDIRECT_URL, kept=kept)
    return give_back(request, kept or keeping.keep(request))


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
        return keeping.remember(response, self.request)


class Keyboard(View):
    """The single keys that act, and the switch that turns them off (WCAG 2.2, 2.1.4).

    Whoever speaks to the machine, or touches keys by accident, must be able to.
    """

    def get(self, request):
        return render(request, "accounts/keyboard.html")

    def post(self, request):
        wanted = {"on": True, "off": False}.get(request.POST.get("shortcuts"))
        if wanted is None:
            raise BadRequest("The form did not say whether to turn the shortcuts on or off.")
        request.user.has_shortcuts = wanted
        request.user.save(update_fields=["has_shortcuts"])
        state = "on" if wanted else "off"
        messages.success(request, f"Keyboard shortcuts are {state}.")
        return redirect(self.way_back(request))

    def way_back(self, request) -> str:
        """The page where the switch was turned, if it is one of this service's."""
        back = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            return back
        return reverse("accounts:keyboard")
