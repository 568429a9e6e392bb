"""What somebody sent after their session had ended: kept until they have signed in again.

Nothing is stored here. What was typed travels with the page that asks to sign in, signed, and is
given back only to the person who was signed in last in that browser.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "accounts.keeping"
LAST_PERSON = "last_person"
# As long as somebody may leave a page open and still come back to it.
LONGEST = 60 * 60 * 24
REMEMBERED = 60 * 60 * 24 * 30
NEVER_KEPT = "csrfmiddlewaretoken"
LONG_TEXT = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, its fields in order, and the names of files it lost."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """What reads as words among it, to be copied if all else fails."""
        return [value for _, value in self.fields if len(value) > LONG_TEXT or " " in value]


def is_typed_in_a_page(request: HttpRequest) -> bool:
    """A form that a browser sent from a page of this very service, not a script's request."""
    return (
        request.method == "POST"
        and "text/html" in request.headers.get("Accept", "")
        and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    )


def keep(request: HttpRequest) -> str:
    """The form as text that can go through a hidden field; passwords are left out."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != NEVER_KEPT and "password" not in name
        for value in values
    ]
    files = [each.name for each in request.FILES.values()]
    holder = {
        "address": request.get_full_path(),
        "fields": fields,
        "files": files,
        "person": last_person(request),
    }
    return signing.dumps(holder, salt=SALT, compress=True)


def given_back(kept: str, user) -> Kept | None:
    """What was kept, for the person who typed it; None for another, and for what is no longer
    good."""
    try:
        holder = signing.loads(kept, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    if holder["person"] is None or holder["person"] != str(user.pk):
        return None
    fields = tuple((name, value) for name, value in holder["fields"])
    return Kept(holder["address"], fields, tuple(holder["files"]))


def last_person(request: HttpRequest) -> str | None:
    """The key of whoever was signed in last in this browser."""
    return request.get_signed_cookie(LAST_PERSON, None, salt=SALT, max_age=REMEMBERED)


def remember(response: HttpResponse, user) -> HttpResponse:
    """Let this browser know who is signed in, so that what they type is given back to nobody
    else."""
    response.set_signed_cookie(
        LAST_PERSON,
        str(user.pk),
        salt=SALT,
        max_age=REMEMBERED,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
