"""What somebody sent after their session had ended: kept until they have signed in again.

Nothing is stored here. What was typed travels with the page that asks to sign in, signed, and is
given back only to the person whom the page was made for in which it was typed.

Who that was is told by the form's own token. Signing in changes the secret that the tokens of a
browser are made of, and from then on all its pages are that person's, so the browser remembers
whose its last secrets are. Who is signed in now, or was last, says nothing about an older page.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (
    CSRF_TOKEN_LENGTH,
    InvalidTokenFormat,
    _check_token_format,
    _unmask_cipher_token,
)
from django.utils.crypto import salted_hmac

SALT = "accounts.keeping"
PEOPLE = "people"
# As many sign-ins in one browser: a page that is older than those is nobody's.
PEOPLE_REMEMBERED = 5
# As long as somebody may leave a page open and still come back to it.
LONGEST = 60 * 60 * 24
REMEMBERED = 60 * 60 * 24 * 30
TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, its fields in order, and the names of files it lost."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """What reads as words among it, to be copied if all else fails: no keys, and nothing that
        a page keeps for itself, as JSON."""
        return [
            value
            for _, value in self.fields
            if len(value.split()) > 1 and not value.startswith('{"')
        ]


def is_typed_in_a_page(request: HttpRequest) -> bool:
    """A form that a browser sent from a page of this very service, not a script's request."""
    return (
        request.method == "POST"
        and "text/html" in request.headers.get("Accept", "")
        and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    )


def typed_in(request: HttpRequest) -> Kept:
    """The form that was sent; passwords are left out."""
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name != TOKEN and "password" not in name
        for value in values
    )
    return Kept(
        request.get_full_path(), fields, tuple(each.name for each in request.FILES.values())
    )


def keep(request: HttpRequest) -> str:
    """The form as text that can go through a hidden field.

    Empty where nobody knows whose it is: then nobody is shown it.
    """
    person = person_of_page(request)
    if person is None:
        return ""
    holder = {**asdict(typed_in(request)), "person": person}
    return signing.dumps(holder, salt=SALT, compress=True)


def given_back(kept: str, user) -> Kept | None:
    """What was kept, for the person who typed it; None for another, and for what is no longer
    good."""
    try:
        holder = signing.loads(kept, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    if holder["person"] != str(user.pk):
        return None
    fields = tuple((name, value) for name, value in holder["fields"])
    return Kept(holder["address"], fields, tuple(holder["files"]))


def person_of_page(request: HttpRequest) -> str | None:
    """The key of whoever was signed in when the page was made that the form was sent from."""
    token = request.POST.get(TOKEN, "")
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return None
    if len(token) != CSRF_TOKEN_LENGTH:
        # A bare secret, which no page of ours sends.
        return None
    return dict(people(request)).get(digest(_unmask_cipher_token(token)))


def people(request: HttpRequest) -> list[tuple[str, str]]:
    """Who signed in in this browser, the last one last: a digest of their secret, their key."""
    found = request.get_signed_cookie(PEOPLE, "", salt=SALT, max_age=REMEMBERED)
    return [tuple(each.split(":")) for each in found.split()]


def remember(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Let this browser know whose the pages are that are made from now on: of the person who has
    just signed in, so that what they type is given back to nobody else."""
    signed_in = digest(request.META["CSRF_COOKIE"]), str(request.user.pk)
    known = [*people(request), signed_in][-PEOPLE_REMEMBERED:]
    response.set_signed_cookie(
        PEOPLE,
        " ".join(":".join(each) for each in known),
        salt=SALT,
        max_age=REMEMBERED,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def digest(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:32]
