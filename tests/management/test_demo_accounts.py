"""Demonstration accounts are for a demonstration: a real installation refuses them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from config.settings import base, local
from performance.models import Appointment
from tests import factories


def test_a_real_installation_makes_no_account_with_a_known_password(db, settings):
    settings.DEMONSTRATION = base.DEMONSTRATION
    factories.portfolio("contact")
    with pytest.raises(CommandError, match="This is a real installation"):
        call_command("demo_accounts")
    assert User.objects.count() == 0


def test_one_machine_makes_one_for_each_role(db, settings):
    settings.DEMONSTRATION = local.DEMONSTRATION
    factories.portfolio("contact")
    told = StringIO()
    call_command("demo_accounts", stdout=told)
    assert User.objects.count() == 11
    assert len(told.getvalue().splitlines()) == 12
    held = Appointment.objects.filter(portfolio__isnull=False).order_by("person__email")
    assert list(held.values_list("person__email", flat=True)) == [
        "contributor@demo.example",
        "lead@demo.example",
    ]
