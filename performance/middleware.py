"""What stands before every page: what no text can hold is left out, a request id, the gate that
asks who may open it, and an answer while the database is busy."""

import logging
import uuid
from contextlib import suppress
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import OperationalError
from django.db.models import prefetch_related_objects
from django.http import Http404, QueryDict, UnreadablePostError
from django.urls import reverse
from django.utils import timezone

from accounts import keeping
from accounts.views import busy, sign_in_first
from performance import permissions
from performance.workflow import audit

log = logging.getLogger(__name__)

NUL = "\0"


def without_nul(get_response):
    """Leaves NUL, which no text in PostgreSQL can hold, out of everything that comes in as text.

    No keyboard types it: it comes along with something that is pasted. Words are kept without it
    rather than refused for it. An address that has it names nothing.
    """

    def middleware(request):
        if NUL in request.path_info:
            raise Http404("No address has such a character.")
        request.COOKIES = {name: text.replace(NUL, "") for name, text in request.COOKIES.items()}
        request.GET = cleaned(request.GET)
        # A form that breaks off is refused where its token is looked for.
        with suppress(UnreadablePostError):
            request.POST = cleaned(request.POST)
        return get_response(request)

    return middleware


def cleaned(sent: QueryDict) -> QueryDict:
    """The same fields in the same order, without NUL in a name or a text."""
    fields = [(name, text) for name, texts in sent.lists() for text in texts]
    if not any(NUL in name or NUL in text for name, text in fields):
        return sent
    found = QueryDict(mutable=True, encoding=sent.encoding)
    for name, text in fields:
        found.appendlist(name.replace(NUL, ""), text.replace(NUL, ""))
    found._mutable = False
    return found


def request_id(get_response):
    """Gives each request an id that its audit events and its answer carry."""

    def middleware(request):
        request.id = str(uuid.uuid4())
        token = audit.request_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            audit.request_id.reset(token)
        response["X-Request-ID"] = request.id
        return response

    return middleware


class BusyDatabase:
    """A page that waited too long for another's lock, or for a file that is being written, says
    so; a form is given back to be sent again. Whatever else goes wrong stays an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, fault):
        return not_now(request, fault) if isinstance(fault, OperationalError) else None


def not_now(request, fault: OperationalError):
    log.warning("The database is busy: %s %s", request.method, request.path, exc_info=fault)
    return busy(request)


class Gatekeeper:
    """Closed unless declared: every page names in permissions.py who may open it.

    Appointments are read once for each request, so that a change counts from the next one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        try:
            return self.refused(request)
        except OperationalError as fault:
            # Nor can it be read for the page that says so who it is that asks.
            request.user = AnonymousUser()
            return not_now(request, fault)

    def refused(self, request):
        """The answer to whoever may not open the page; None where it opens."""
        name = request.resolver_match.view_name
        if permissions.gate_of(name) is None:
            raise ImproperlyConfigured(
                f"The page {name!r} is not declared in performance/permissions.py: "
                "say there who may open it."
            )
        user = request.user
        if user.is_authenticated:
            prefetch_related_objects(
                [user], "appointments__portfolio", "appointments__deputises_for__person"
            )
        if permissions.may_open(user, name, on=timezone.localdate()):
            return None
        if not user.is_authenticated:
            if keeping.is_typed_in_a_page(request):
                return sign_in_first(request, way_back=self.way_back(request))
            return redirect_to_login(self.way_back(request))
        raise PermissionDenied("Your appointments do not open this page.")

    def way_back(self, request):
        """Where to go after signing in: a move cannot be repeated by opening its address."""
        if request.method in ("GET", "HEAD"):
            return request.get_full_path()
        referring = urlsplit(request.headers.get("Referer", ""))
        if referring.netloc != request.get_host():
            return reverse("performance:home")
        return referring._replace(scheme="", netloc="", fragment="").geturl()


busy_database = BusyDatabase
gatekeeper = Gatekeeper
