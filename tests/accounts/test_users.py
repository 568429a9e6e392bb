"""A person: an address, a name, and no rights of their own."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import ADDRESS_TAKEN, User
from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.django_db


def test_a_person_reads_as_their_name(lead):
    assert str(lead) == "Portfolio lead"


def test_a_person_without_a_name_reads_as_their_address():
    assert str(User.objects.create_user("reviewer@example.org")) == "reviewer@example.org"


def test_a_person_is_found_by_address_in_any_mix_of_cases(lead):
    assert User.objects.get_by_natural_key("lead@EXAMPLE.org") == lead


def test_a_person_is_named_to_other_data_by_their_address(lead):
    assert lead.natural_key() == ("Lead@example.org",)


def test_nobody_is_made_without_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("  ")


def test_a_person_without_a_password_cannot_sign_in_yet():
    assert User.objects.create_user("reviewer@example.org").has_usable_password() is False


def test_two_people_never_share_an_address_in_different_cases(lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("LEAD@example.org")


def test_the_database_itself_refuses_an_address_that_differs_only_in_case(lead, administrator):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_user SET email = %s WHERE id = %s",
            ["LEAD@EXAMPLE.ORG", administrator.pk],
        )


def test_a_form_says_in_words_that_an_address_is_taken(lead, administrator):
    administrator.email = "lead@example.org"
    with pytest.raises(ValidationError) as refusal:
        administrator.full_clean()
    assert refusal.value.messages == [ADDRESS_TAKEN]


def test_setting_up_an_installation_gives_no_right_by_itself():
    root = User.objects.create_superuser("root@example.org", SECRET, name="Set-up")
    assert (root.is_staff, root.is_superuser) == (True, True)
    assert root.has_perm("performance.change_grade") is False
    assert root.has_perms(["performance.change_grade"]) is False
    assert root.has_module_perms("performance") is False


def test_createsuperuser_makes_a_person_by_address(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", SECRET)
    call_command(
        "createsuperuser", email="root@example.org", name="Set-up", interactive=False, verbosity=0
    )
    root = User.objects.get()
    assert (root.email, root.name, root.check_password(SECRET)) == (
        "root@example.org",
        "Set-up",
        True,
    )
