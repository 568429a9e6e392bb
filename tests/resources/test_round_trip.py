"""What goes out comes in again: the same on the same data, and all of it on none."""

import pytest

from performance.models import AuditEvent, RegradeRequest
from performance.resources import FORMATS, RESOURCES
from performance.states import Role
from tests import factories
from tests.resources import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.person(Role.ADMINISTRATOR)


def exported(kind) -> dict:
    # The administrator's own appointment stays out: nobody appoints themselves.
    files = {}
    for resource in RESOURCES:
        rows = resource().get_queryset()
        if resource.__name__ == "AppointmentResource":
            rows = rows.exclude(role=Role.ADMINISTRATOR)
        files[resource] = kind().export_data(resource().export(rows))
    return files


def cells(kind, files) -> dict:
    """Headers and rows; a workbook's bytes hold the time of writing."""
    datasets = {resource: kind().create_dataset(data) for resource, data in files.items()}
    return {resource: (data.headers, list(data)) for resource, data in datasets.items()}


def take_in(kind, resource, data, by):
    result = resource().import_data(
        kind().create_dataset(data),
        rollback_on_validation_errors=True,
        user=by,
        on=factories.today(),
        file_name="file",
    )
    assert [each.error for each in result.base_errors + result.invalid_rows] == []
    assert [error.error for row in result.error_rows for error in row.errors] == []
    return result


@pytest.mark.parametrize("kind", FORMATS)
def test_taking_in_what_went_out_changes_nothing(kind, administrator):
    world.build()
    for resource, data in exported(kind).items():
        result = take_in(kind, resource, data, administrator)
        totals = {kind: count for kind, count in result.totals.items() if count}
        assert (resource.__name__, list(totals)) == (resource.__name__, ["skip"])
        assert totals["skip"] >= 3
    assert AuditEvent.objects.count() == 0
    assert RegradeRequest.objects.count() == 0


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_installation_takes_everything_in(kind, administrator):
    world.build()
    files = exported(kind)
    for resource in reversed(RESOURCES):
        rows = resource._meta.model._base_manager.all()
        if resource.__name__ == "AppointmentResource":
            rows = rows.exclude(role=Role.ADMINISTRATOR)
        for above in resource.above:
            rows.filter(**{f"{above}__isnull": False}).delete()
        rows.delete()
        assert not rows.exists()
    added = 0
    for resource, data in files.items():
        result = take_in(kind, resource, data, administrator)
        assert [each for each, count in result.totals.items() if count] == ["new"]
        added += result.totals["new"]
    assert cells(kind, exported(kind)) == cells(kind, files)
    assert AuditEvent.objects.filter(action="added", reason="Imported from file").count() == added


def test_a_file_names_no_row_by_its_id():
    world.build()
    for resource in RESOURCES:
        names = {field.name for field in resource._meta.model._meta.fields if field.primary_key}
        assert names.isdisjoint(resource().get_export_headers())
        relations = {field.name for field in resource._meta.model._meta.fields if field.is_relation}
        named = relations & set(resource().get_export_headers())
        assert {type(resource().fields[name].widget).__name__ for name in named} <= {
            "Named",
            "StoodInFor",
        }


def test_an_export_asks_the_database_as_often_for_many_rows_as_for_one(
    django_assert_max_num_queries,
):
    world.build()
    for resource in RESOURCES:
        with django_assert_max_num_queries(1 + len(resource.gathered)):
            resource().export()
