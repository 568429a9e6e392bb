"""What the database keeps of the audit trail's seals by trigger."""

import pytest
from django.db import IntegrityError, transaction

from performance.models import AuditSeal
from tests.models import rows
from tests.raw_rows import delete, replace, replace_by_copy, update


def refused():
    return pytest.raises(IntegrityError, match="A seal of the audit trail is never")


@pytest.fixture
def seal(scene):
    return rows.seal(scene)


def test_a_seal_is_never_changed(seal):
    with refused(), transaction.atomic():
        update(seal, digest="0" * 64)
    with refused(), transaction.atomic():
        AuditSeal.objects.update(sealed_at=rows.NOW)
    assert AuditSeal.objects.get(pk=seal.pk).digest == seal.digest


def test_a_seal_is_never_deleted(seal):
    with refused(), transaction.atomic():
        delete(seal)
    with refused(), transaction.atomic():
        seal.delete()
    assert AuditSeal.objects.count() == 2


def test_a_seal_is_not_replaced(seal, pragma):
    for write in (replace, replace_by_copy):
        # PostgreSQL has no REPLACE: there the taken key or number refuses it.
        with pytest.raises(IntegrityError), transaction.atomic():
            write(seal, digest="0" * 64)
    assert AuditSeal.objects.get(number=2).digest == seal.digest
