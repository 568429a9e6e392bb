"""Import and export through the pages: preview, confirm exactly that, or nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from performance.admin.waiting_files import WaitingFiles
from performance.models import Appointment, AuditEvent, Organisation, Portfolio
from performance.resources import CsvFormat, WorkbookFormat
from performance.states import Role
from tests import factories
from tests.admin.models import EDITED, READ, address, pages_of

pytestmark = pytest.mark.django_db

IMPORT = "/admin/performance/portfolio/import/"
CONFIRM = "/admin/performance/portfolio/process_import/"
TRAVELS = [model for model in EDITED if model._meta.app_label == "performance"]
TWO = "code,name\r\nroads,Roads policing\r\ncustody,Custody\r\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Waiting files of each test lie in a folder of its own."""
    monkeypatch.setattr(WaitingFiles, "folder", tmp_path)
    return tmp_path


def preview(pages, text: str | bytes, name="portfolios.csv", path=IMPORT):
    data = text.encode() if isinstance(text, str) else text
    return pages.post(path, {"import_file": SimpleUploadedFile(name, data), "resource": "0"})


def confirm(pages, page, path=CONFIRM):
    seal = page.context["confirm_form"].initial["seal"]
    return pages.post(path, {"seal": seal}, follow=True)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_a_preview_shows_what_changes_and_writes_nothing(admin_pages, folder):
    factories.portfolio("roads")
    page = preview(admin_pages, TWO)
    rows = [(row.import_type, row.diff) for row in page.context["result"].valid_rows()]
    assert rows == [
        ("update", ["roads", "<del>Roads</del> <ins>Roads policing</ins>", "yes"]),
        ("new", ["custody", "Custody", "no"]),
    ]
    assert "style=" not in re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)[0]
    assert Portfolio.objects.get().name == "Roads"
    assert len(list(folder.iterdir())) == 1


def test_confirming_imports_what_was_previewed(admin_pages, administrator, folder):
    factories.portfolio("roads")
    factories.portfolio("contact")
    page = confirm(admin_pages, preview(admin_pages, TWO + "contact,Contact\r\n"))
    assert said(page) == ["Portfolios: 1 added, 1 changed, 1 as they were."]
    assert sorted(Portfolio.objects.values_list("code", "name")) == [
        ("contact", "Contact"),
        ("custody", "Custody"),
        ("roads", "Roads policing"),
    ]
    events = AuditEvent.objects.values_list("action", "actor", "reason")
    assert sorted(events) == [
        ("added", administrator.pk, "Imported from portfolios.csv"),
        ("changed", administrator.pk, "Imported from portfolios.csv"),
    ]
    assert list(folder.iterdir()) == []


def test_a_file_with_a_fault_cannot_be_confirmed(admin_pages, folder):
    page = preview(admin_pages, "code,name\r\nroads,\r\nno spaces,A\r\ncustody,Custody\r\n")
    assert [(fault.row, fault.column) for fault in page.context["faults"]] == [
        (2, "name"),
        (3, "code"),
    ]
    assert "<title>Error: Import portfolios" in page.text
    assert "confirm_form" not in page.context
    assert list(folder.iterdir()) == []


def test_what_changed_since_the_preview_is_previewed_again(admin_pages):
    shown = preview(admin_pages, TWO)
    factories.portfolio("roads")
    again = confirm(admin_pages, shown)
    assert said(again) == [
        "Nothing was imported: the data have changed since the preview. "
        "Look at this new preview and confirm it if it is still right."
    ]
    assert list(Portfolio.objects.values_list("name", flat=True)) == ["Roads"]
    assert said(confirm(admin_pages, again)) == ["Portfolios: 1 added, 1 changed, 0 as they were."]


def test_a_row_that_became_impossible_since_the_preview_imports_nothing(admin_pages):
    path = "/admin/performance/organisation/import/"
    confirming = "/admin/performance/organisation/process_import/"
    header = "code,name,short_name,kind\r\n"
    shown = preview(admin_pages, header + "a,A,A,peer\r\nwmp,The force,F,force\r\n", path=path)
    factories.force()
    again = confirm(admin_pages, shown, path=confirming)
    assert [fault.row for fault in again.context["faults"]] == []
    shown = preview(admin_pages, header + "a,A,A,peer\r\nother,Other force,F,peer\r\n", path=path)
    Organisation.objects.create(code="b", name="Other force", short_name="B", kind="peer")
    again = confirm(admin_pages, shown, path=confirming)
    assert [(fault.row, fault.column) for fault in again.context["faults"]] == [(3, "name")]
    assert not Organisation.objects.filter(code="a").exists()


def test_a_seal_is_good_for_its_person_its_table_and_its_file_only(admin_pages, client, folder):
    shown = preview(admin_pages, TWO)
    seal = shown.context["confirm_form"].initial["seal"]
    gone = "Nothing was imported: the preview is too old or is not yours. Choose the file again."
    other_table = "/admin/performance/note/process_import/"
    assert said(admin_pages.post(other_table, {"seal": seal}, follow=True)) == [gone]
    assert said(admin_pages.post(CONFIRM, {"seal": seal + "x"}, follow=True)) == [gone]
    someone_else = type(client)()
    someone_else.force_login(factories.person(Role.ADMINISTRATOR, "Second administrator"))
    assert said(someone_else.post(CONFIRM, {"seal": seal}, follow=True)) == [gone]
    [waiting] = folder.iterdir()
    waiting.write_text(TWO + "more,More\r\n")
    assert said(admin_pages.post(CONFIRM, {"seal": seal}, follow=True)) == [gone]
    assert Portfolio.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("portfolios.txt", TWO, "Choose a file whose name ends in .csv or .xlsx."),
        ("portfolios.xlsx", TWO, "The file is no .xlsx workbook: save it as one, or as CSV UTF-8."),
        (
            "portfolios.csv",
            "code\r\n",
            "The file holds no rows under its headers: nothing to import.",
        ),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, data, words, admin_pages):
    page = preview(admin_pages, data, name)
    assert page.context["form"].errors == {"import_file": [words]}


def test_a_file_that_changes_nothing_says_so(admin_pages):
    factories.portfolio("roads")
    page = preview(admin_pages, "code,name\r\nroads,Roads\r\n")
    assert "confirm_form" not in page.context
    assert "The file changes nothing: 1 row stand as they are." in page.content.decode()


@pytest.mark.parametrize("kind", [CsvFormat, WorkbookFormat])
@pytest.mark.parametrize("model", TRAVELS, ids=lambda model: model.__name__)
def test_what_a_page_exports_it_imports_as_no_change(model, kind, admin_pages, reference_data):
    number = [CsvFormat, WorkbookFormat].index(kind)
    query = "?role__exact=lead" if model is Appointment else ""
    form = {"format": number, "resource": "0"}
    file = admin_pages.post(reverse(address(model, "export")) + query, form)
    assert file["Content-Type"] == kind.content_type
    assert f'.{kind.extension}"' in file["Content-Disposition"]
    page = preview(
        admin_pages, file.content, f"file.{kind.extension}", reverse(address(model, "import"))
    )
    assert page.context["faults"] == []
    assert page.context["result"].rows == []
    assert page.context["unchanged"] == kind().create_dataset(file.content).height


def test_an_export_holds_the_rows_of_the_list_as_filtered(admin_pages):
    for code in ("contact", "roads", "custody"):
        factories.portfolio(code)
    file = admin_pages.post(
        "/admin/performance/portfolio/export/?q=roads", {"format": 0, "resource": "0"}
    )
    assert file.content.decode("utf-8-sig") == ("code,name,is_demonstration\r\nroads,Roads,yes\r\n")


def test_people_and_records_travel_in_no_file():
    travelling = {
        model for model in (*EDITED, *READ) if hasattr(pages_of(model), "resource_classes")
    }
    assert travelling == set(TRAVELS)
