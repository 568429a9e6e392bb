"""Asking for every address as everybody: each answer in a word, and nothing kept of it."""

from collections.abc import Iterable

import django.test
from django.db import transaction
from django.urls import reverse

from performance.models import AuditEvent
from tests.permissions.tables import Case
from tests.permissions.worlds import World

OF_STATUS = {
    200: "sees",
    302: "told",
    307: "told",
    400: "told",
    409: "told",
    403: "barred",
    404: "hidden",
    405: "method",
}


def deviations(world: World, cases: Iterable[Case]) -> list[str]:
    """What of ``cases`` does not hold in ``world``, in words; nothing changes in it."""
    clients = {name: client_of(person) for name, person in world.people.items()}
    found = []
    for case in cases:
        got = answer(
            clients[case.actor],
            case.method,
            world.addresses[case.page],
            world.typed.get(case.page, {}),
        )
        if got != case.expected:
            found.append(
                f"{case.method} {case.page} as {case.actor}, {case.state or 'in any state'}: "
                f"{case.expected} is declared, {got} is what it does"
            )
    return found


class Client(django.test.Client):
    """Asks and keeps nothing: no cookies of an answer, no copies of what it was rendered with."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


def client_of(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def answer(client: Client, method: str, address: str, typed: dict) -> str:
    """What ``client`` gets, as one of the words of tables.py, or as it is where none fits."""
    with transaction.atomic():
        events = AuditEvent.objects.count()
        got = client.post(address, typed) if method == "POST" else client.get(address)
        wrote = AuditEvent.objects.count() > events
        transaction.set_rollback(True)
    if wrote:
        return "does" if got.status_code == 302 else f"{got.status_code}, with an event written"
    if got.status_code == 302 and got.url.startswith(f"{reverse('accounts:sign-in')}?"):
        return "sign-in"
    return OF_STATUS.get(got.status_code, str(got.status_code))
