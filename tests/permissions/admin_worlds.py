"""The administration site with rows in every table, and the addresses of its pages."""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from performance.models import Unit
from tests import factories
from tests.admin import records
from tests.admin.models import EDITED
from tests.permissions.worlds import World, people_of
from tests.resources import world as reference_data

WITHOUT_ROW = ("changelist", "add", "import", "process_import", "export")
OF_A_ROW = ("change", "delete", "history")


def build() -> World:
    """Rows in every table; the addresses are those of the site itself."""
    scene = factories.scene()
    records.build(scene)
    reference_data.build()
    unit = Unit.objects.first()
    kind = ContentType.objects.get_for_model(Unit)
    still = ("index", "login", "logout", "password_change", "password_change_done", "jsi18n")
    asked = "app_label=performance&model_name=accountability&field_name=indicator"
    addresses = {
        **{f"admin:{page}": reverse(f"admin:{page}") for page in still},
        "admin:app_list": reverse("admin:app_list", args=["performance"]),
        "admin:autocomplete": f"{reverse('admin:autocomplete')}?{asked}",
        "admin:view_on_site": reverse("admin:view_on_site", args=[kind.pk, unit.pk]),
        "admin:nothing": f"{reverse('admin:index')}no-such-page/",
    }
    for model in admin.site._registry:
        addresses.update(addresses_of(model))
    return World(people_of(scene.people), addresses)


def addresses_of(model: type[Model]) -> Iterator[tuple[str, str]]:
    """Of each page of a table, by its name; "row" is the address that leads on to "change"."""
    row = model._base_manager.first()
    assert row is not None, f"No {model.__name__} was built to be walked to."
    for end in (*WITHOUT_ROW, *OF_A_ROW):
        name = f"{table(model)}_{end}"
        try:
            yield name, reverse(name, args=[row.pk] if end in OF_A_ROW else [])
        except NoReverseMatch:
            continue  # Not every table is imported and exported.
    yield f"{table(model)}_row", f"{reverse(f'{table(model)}_changelist')}{row.pk}/"


def table(model: type[Model]) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


def is_edited(model: type[Model]) -> bool:
    return model in EDITED
