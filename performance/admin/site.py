"""The administration site: one door, which an appointment opens and no flag does.

Settings name ``PerformanceAdminConfig``, so this module is read before there are any models: it
imports none, and neither does the package that it lies in.
"""

from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from performance.permissions import may
from performance.states import Action


class PerformanceAdminSite(AdminSite):
    """Open to whoever holds an administrator's appointment today. It signs nobody in or out."""

    index_title = "Reference data and people"
    empty_value_display = "–"

    @property
    def site_title(self):
        return f"Administration, {settings.BODIES['service']}"

    @property
    def site_header(self):
        return f"{settings.BODIES['service']}: administration"

    def has_permission(self, request):
        return may(request.user, Action.ADMINISTER, on=timezone.localdate())

    def login(self, request, extra_context=None):
        """Never a second door: those who may go in, the others to the sign-in page."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            wanted = reverse("admin:index")
        if self.has_permission(request):
            return redirect(wanted)
        sign_in = reverse(settings.LOGIN_URL)
        return redirect(f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")

    def logout(self, request, extra_context=None):
        """Pass a POST on as a POST; signing out is the sign-out page's."""
        if request.method != "POST":
            return redirect("admin:index")
        response = HttpResponseRedirect(reverse("accounts:sign-out"))
        response.status_code = 307
        return response

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password-change")

    def password_change_done(self, request, extra_context=None):
        return redirect("accounts:password-change-done")

    def get_app_list(self, request, app_label=None):
        """What can be edited first, the records after it under a heading of their own."""
        parted = []
        for app in super().get_app_list(request, app_label):
            read_only = [each for each in app["models"] if not each["perms"]["change"]]
            editable = [each for each in app["models"] if each["perms"]["change"]]
            if editable:
                parted.append(app | {"models": editable})
            if read_only:
                parted.append(app | {"name": "Records (read only)", "models": read_only})
        return parted


class PerformanceAdminConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "performance.admin.site.PerformanceAdminSite"

    def ready(self):
        super().ready()
        import_module("performance.admin.nouns")
