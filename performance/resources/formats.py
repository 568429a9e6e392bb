"""The two kinds of file that reference data travels in, as django-import-export knows formats.

Its own formats are not used: its escaping is off by default and loses a character when on, and
its workbooks turn text that begins with "=" into live formulas.
"""

from abc import ABC, abstractmethod

import tablib
from import_export.formats import base_formats

from performance.resources.csv_files import read_csv, write_csv
from performance.resources.limits import check_size
from performance.resources.workbooks import read_workbook, write_workbook


class BytesFormat(base_formats.Format, ABC):
    """A format that reads and writes bytes, so that nothing in between touches line ends."""

    title = ""
    extension = ""
    content_type = ""

    def __init__(self, encoding=None):
        pass

    def get_title(self):
        return self.title

    def get_extension(self):
        return self.extension

    def get_content_type(self):
        return self.content_type

    def can_import(self):
        return True

    def can_export(self):
        return True

    @abstractmethod
    def read(self, data: bytes) -> tuple[list[str], list[list]]:
        """The headings and the rows of a file; its faults in words."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        check_size(in_stream)
        headers, rows = self.read(in_stream)
        dataset = tablib.Dataset(headers=headers)
        for row in rows:
            dataset.append(row)
        return dataset


class CsvFormat(BytesFormat):
    title = "CSV"
    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def read(self, data):
        return read_csv(data)

    def export_data(self, dataset, **options) -> bytes:
        return write_csv(dataset.headers, dataset)


class WorkbookFormat(BytesFormat):
    title = "Excel workbook"
    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def read(self, data):
        return read_workbook(data)

    def export_data(self, dataset, **options) -> bytes:
        return write_workbook(dataset.title or "Reference data", dataset.headers, dataset)


FORMATS = (CsvFormat, WorkbookFormat)
