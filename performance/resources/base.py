"""How any table of reference data is exported and imported."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import conditional_escape, format_html
from import_export import fields, instance_loaders, resources
from import_export.resources import Diff
from import_export.results import RowResult

from performance.resources.cells import Day, NamedMany, Number, Text, Whole, YesNo, as_written
from performance.workflow import reference_data
from performance.workflow.reference_checks import faults, in_words


class Column(fields.Field):
    """A column whose empty cell means empty, whatever the model's default is."""

    def __init__(self, attribute=None, column_name=None, widget=None, readonly=False, **others):
        super().__init__(attribute, column_name, widget, readonly=readonly)


class WrittenDiff(Diff):
    """What a row changes, without inline styles, which the content security policy refuses."""

    def as_html(self) -> list[str]:
        return [
            conditional_escape(now)
            if self.new or before == now
            else format_html("<del>{}</del> <ins>{}</ins>", before, now)
            for before, now in zip(self.left, self.right, strict=True)
        ]

    @classmethod
    def _read_field_values(cls, resource, instance):
        values = super()._read_field_values(resource, instance)
        return ["" if value is None else str(value) for value in values]


class ByNaturalKey(instance_loaders.BaseInstanceLoader):
    """Finds the row that a line of the file speaks of, with all rows read at once."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        self.rows = {}
        for instance in resource.get_queryset():
            key = tuple(str(field.export(instance)) for field in resource.key_columns())
            self.rows.setdefault(key, []).append(instance)

    def get_instance(self, row):
        key = self.resource.key_of(row)
        found = self.rows.get(key, [])
        if len(found) > 1:
            raise ValidationError(
                f"There are {len(found)} rows with the key {', '.join(key)}: "
                "an import cannot tell them apart. Change them one by one."
            )
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: where, and in words what. ``row`` 1 is the headers."""

    row: int | None
    column: str
    message: str


class ReferenceResource(resources.ModelResource):
    """One table, by natural keys alone; imported whole or not at all, through the workflow.

    A subclass names its columns in ``Meta.fields``, its key in ``Meta.import_id_fields``, what to
    read along in ``joined`` and ``gathered``, and in ``above`` the columns that name rows of the
    same table: those rows come first in an export, so that an import finds them.
    """

    DEFAULT_RESOURCE_FIELD = Column
    WIDGETS_MAP = {
        "CharField": Text,
        "TextField": Text,
        "SlugField": Text,
        "DecimalField": Number,
        "PositiveSmallIntegerField": Whole,
        "BooleanField": YesNo,
        "DateField": Day,
    }

    joined: tuple[str, ...] = ()
    gathered: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    class Meta:
        skip_unchanged = True
        report_skipped = False
        clean_model_instances = True
        use_transactions = True
        instance_loader_class = ByNaturalKey

    def __init__(self, **options):
        super().__init__(**options)
        self.rows_seen: dict[tuple, int] = {}

    @classmethod
    def widget_kwargs_for_field(cls, field_name, django_field):
        return {}

    @classmethod
    def get_diff_class(cls):
        return WrittenDiff

    @classmethod
    def get_display_name(cls):
        return str(cls._meta.model._meta.verbose_name_plural)

    def get_queryset(self):
        return self.read_along(super().get_queryset())

    def read_along(self, queryset):
        return queryset.select_related(*self.joined).prefetch_related(*self.gathered)

    def filter_export(self, queryset, **kwargs):
        return self.read_along(queryset)

    def iter_queryset(self, queryset) -> Iterator:
        """The rows in their order, but each after the rows that it names."""
        rows = {row.pk: row for row in queryset}
        done = set()

        def with_those_above(row):
            if row.pk in done:
                return
            done.add(row.pk)
            for name in self.above:
                other = rows.get(getattr(row, f"{name}_id"))
                if other is not None:
                    yield from with_those_above(other)
            yield row

        for row in rows.values():
            yield from with_those_above(row)

    def after_export(self, queryset, dataset, **kwargs):
        dataset.title = self.get_display_name().capitalize()

    # The key

    def key_columns(self) -> list[Column]:
        return [self.fields[name] for name in self.get_import_id_fields()]

    def key_of(self, row) -> tuple[str, ...]:
        """A line's natural key; a cell that cannot be read stands as it is written."""
        key = []
        for field in self.key_columns():
            try:
                key.append(str(field.widget.render(field.clean(row))))
            except ValueError:
                key.append(str(row[field.column_name]))
        return tuple(key)

    # Taking in

    def before_import(self, dataset, **kwargs):
        known = {field.column_name for field in self.fields.values()}
        headers = list(dataset.headers)
        unknown = [header or "(empty)" for header in headers if header not in known]
        twice = sorted({header for header in headers if headers.count(header) > 1})
        if unknown or twice:
            raise ValueError(
                " ".join(
                    [f"No column is called {', '.join(unknown)}."] * bool(unknown)
                    + [f"The column {', '.join(twice)} stands there twice."] * bool(twice)
                )
                + f" The columns are: {', '.join(self.get_export_headers())}."
            )

    def import_row(self, row, instance_loader, *, row_number, **kwargs):
        """Pass over a row that stands as it went out, at a fraction of the cost of comparing it."""
        passed = self.get_row_result_class()()
        passed.import_type = RowResult.IMPORT_TYPE_SKIP
        if any(field.column_name not in row for field in self.key_columns()):
            return passed  # The headers lack a key: the whole file is refused for that.
        key = self.key_of(row)
        found = instance_loader.rows.get(key, [])
        if key in self.rows_seen or len(found) != 1 or not self.is_as_it_went_out(row, found[0]):
            return super().import_row(row, instance_loader, row_number=row_number, **kwargs)
        self.rows_seen[key] = row_number + 1
        return passed

    def is_as_it_went_out(self, row, instance) -> bool:
        return all(
            as_written(row[field.column_name]) == as_written(field.export(instance))
            for field in self.get_import_fields()
            if field.column_name in row
        )

    def before_import_row(self, row, row_number=None, **kwargs):
        key = self.key_of(row)
        if key in self.rows_seen:
            raise ValidationError(
                f"This row has the same key as row {self.rows_seen[key]} ({', '.join(key)}): "
                "keep one of them."
            )
        self.rows_seen[key] = row_number + 1

    def import_instance(self, instance, row, **kwargs):
        wrong = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            wrong = error.update_error_dict(wrong)
        for field in self._sets(row):
            try:
                field.clean(row)
            except ValueError as fault:
                wrong[field.attribute] = ValidationError(str(fault))
        if wrong:
            raise ValidationError(wrong)

    def _sets(self, row) -> list[Column]:
        return [
            field
            for field in self.get_import_fields()
            if isinstance(field.widget, NamedMany) and field.column_name in row
        ]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            raise in_words(error) from error
        if wrong := faults(instance):
            raise ValidationError(wrong)

    def save_instance(self, instance, is_create, row, *, user, on, file_name="", **kwargs):
        reference_data.save(
            instance,
            by=user,
            on=on,
            sets={field.attribute: field.clean(row) for field in self._sets(row)},
            reason=f"Imported from {file_name}" if file_name else "Imported",
        )

    def save_m2m(self, instance, row, **kwargs):
        """Nothing: ``save_instance`` has written the sets, so that the trail names them."""


def faults_of(result) -> list[Fault]:
    """Everything that is wrong with a file, in the order of its rows."""
    found = [Fault(None, "", str(each.error)) for each in result.base_errors]
    for row in result.error_rows:
        found += [Fault(row.number + 1, "", str(each.error)) for each in row.errors]
    for row in result.invalid_rows:
        for column, messages in row.error_dict.items():
            name = "" if column == NON_FIELD_ERRORS else column
            found += [Fault(row.number + 1, name, message) for message in messages]
    return sorted(found, key=lambda fault: fault.row or 0)


def fingerprint(result) -> str:
    """A digest of what an import changes: the same file on the same data gives the same."""
    digest = sha256()
    for row in result.rows:
        digest.update(repr((row.import_type, [str(each) for each in row.diff or ()])).encode())
    return digest.hexdigest()
