"""What is asked when a file goes in or out."""

from django import forms
from import_export.forms import ExportForm as BaseExportForm
from import_export.forms import ImportForm as BaseImportForm

from performance.admin.base import PlainForm
from performance.resources import FORMATS, ROWS, FileRefused, check_size


class ImportForm(PlainForm, BaseImportForm):
    """A file; its name says of which kind it is, and reading it finds out whether that is true."""

    def __init__(self, formats, resources, **options):
        super().__init__(formats, resources, **options)
        self.fields[
            "import_file"
        ].help_text = (
            f"A CSV (UTF-8) or .xlsx file with the columns above, at most 5 MB and {ROWS:,} rows."
        )
        self.fields["import_file"].widget.attrs = {"accept": ".csv,.xlsx"}
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()

    @property
    def media(self):
        return forms.Media()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if not file.name.lower().endswith(tuple(f".{each.extension}" for each in FORMATS)):
            raise forms.ValidationError("Choose a file whose name ends in .csv or .xlsx.")
        try:
            check_size(file.read())
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        file.seek(0)
        return file

    def clean(self):
        cleaned = super().clean()
        if file := cleaned.get("import_file"):
            extension = file.name.lower().rpartition(".")[2]
            names = [each.extension for each in FORMATS]
            cleaned["format"] = str(names.index(extension))
        return cleaned


class ConfirmForm(PlainForm, forms.Form):
    """Confirms one preview: the seal names its file, its contents and what it would change."""

    seal = forms.CharField(widget=forms.HiddenInput)


class ExportForm(PlainForm, BaseExportForm):
    """The kind of file; always all columns, so that what goes out can come in again."""
