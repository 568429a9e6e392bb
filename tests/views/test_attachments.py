"""Files on a submission's page: added, handed out and removed, and never shown in ours."""

import logging
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from performance import workflow
from performance.models import Attachment, AuditEvent, Submission
from performance.queries.submissions.attachments import attachments_of
from performance.states import Role, State
from tests import factories
from tests.factories import today
from tests.intake import files
from tests.views.pages import words

HOSTILE = [
    '<img src=x onerror="alert(1)">.pdf',
    "Juli\u202efdp.exe",
    'quo"te; filename="other.exe',
    "a" * 300 + ".pdf",
    "الأداء 👮🏽 %0d%0a July.pdf",
]


def page(submission) -> str:
    return reverse("performance:submission", args=[submission.pk])


def send(client, submission, content=None, name="July.pdf"):
    sent = SimpleUploadedFile(name, files.pdf() if content is None else content, "text/html")
    where = reverse("performance:submission-attach", args=[submission.pk])
    return client.post(where, {"file": sent})


@pytest.fixture
def lead(client, scene):
    client.force_login(scene.people.lead)
    return client


@pytest.fixture
def attached(scene):
    sent = {"by": scene.people.lead, "on": today()}
    return workflow.attach(scene.draft, name="July.xlsx", content=files.xlsx(), **sent).attachment


def address(attachment, what="attachment"):
    return reverse(f"performance:{what}", args=[attachment.pk])


def test_a_file_is_added_and_stands_on_the_page(lead, scene):
    answer = send(lead, scene.draft)
    assert answer["Location"] == f"{page(scene.draft)}#files"
    shown = lead.get(page(scene.draft))
    assert "July.pdf is added." in unescape(shown.content.decode())
    size = len(files.pdf())
    assert f"July.pdf ({size} bytes) Added by Portfolio lead on" in words(shown)


def test_the_page_on_which_it_is_entered_lists_its_files(lead, scene, attached):
    send(lead, scene.draft)
    gone = send(lead, scene.draft, files.png(), name="Gone.png")
    assert gone.status_code == 302
    # What a page says once of the files that were just added.
    lead.get("/")
    workflow.remove_attachment(
        Attachment.objects.get(name="Gone.png"), by=scene.people.lead, on=today()
    )
    sheet = [scene.cycle.code, scene.portfolio.code]
    for where in (
        reverse("performance:submission-edit", args=[scene.draft.pk]),
        reverse("performance:entering", args=sheet),
    ):
        shown = lead.get(where)
        when = timezone.localtime(attached.added_at)
        size = filesizeformat(attached.size).replace("\xa0", " ")
        assert (
            f"July.xlsx (XLSX, {size}) Added by Portfolio lead on {when:%-d %B %Y, %H:%M}"
        ) in words(shown).replace("\xa0", " ")
        assert f"July.pdf (PDF, {len(files.pdf())} bytes)" in words(shown).replace("\xa0", " ")
        assert f'href="{address(attached)}"' in shown.content.decode()
        assert "Gone.png" not in words(shown)


def test_the_files_of_many_cost_one_query(client, db):
    def cost(number):
        owed = factories.owed(number, code=f"files-{number}")
        lead = factories.person(Role.LEAD, f"Lead of {number}", portfolio=owed.portfolio)
        client.force_login(lead)
        for draft in owed.drafts:
            workflow.attach(draft, name="a.xlsx", content=files.xlsx(), by=lead, on=today())
        where = [owed.drafts[0].cycle.code, owed.portfolio.code]
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("performance:entering", args=where)).status_code == 200
        return len(captured)

    assert cost(1) == cost(3)


def test_the_same_file_twice_is_told_and_changes_nothing(lead, scene):
    send(lead, scene.draft)
    answer = send(lead, scene.draft, name="Again.pdf")
    assert answer.status_code == 302
    assert "This file is with the submission already, as July.pdf." in words(
        lead.get(page(scene.draft))
    )
    assert AuditEvent.objects.filter(action="attached a file").count() == 1


def test_what_is_not_taken_is_said_at_the_field(lead, scene):
    answer = send(lead, scene.draft, b"MZ\x90\x00", name="July.pdf")
    assert answer.status_code == 400
    text = words(answer)
    why = "The file is none of what is taken: PDF, PNG, JPEG, XLSX, ODS or CSV."
    assert text.count(why) == 2
    assert '<a href="#id_file">' in answer.content.decode()
    assert attachments_of(scene.draft) == []


def test_no_file_and_an_empty_file_are_said_at_the_field(lead, scene):
    where = reverse("performance:submission-attach", args=[scene.draft.pk])
    answer = lead.post(where)
    assert (answer.status_code, words(answer).count("Choose a file.")) == (400, 2)
    answer = send(lead, scene.draft, b"")
    assert (answer.status_code, words(answer).count("The file is empty.")) == (400, 2)


def test_a_file_that_is_far_too_large_is_dropped_on_its_way_in_and_told(lead, scene, settings):
    settings.ATTACHMENT_BYTES = 1024**2
    answer = send(lead, scene.draft, files.pdf(b"%" * 3 * 1024**2))
    assert answer.status_code == 400
    assert words(answer).count("The file has 3.0 MB; at most 1 MB are taken.") == 2
    assert not Attachment.objects.exists()


def test_a_file_that_is_one_byte_too_large_is_told_as_too_large(lead, scene, settings):
    settings.ATTACHMENT_BYTES = 1024**2
    answer = send(lead, scene.draft, files.pdf(b"%" * (1024**2 + 1 - len(files.pdf()))))
    assert answer.status_code == 400
    assert words(answer).count("The file has 1.1 MB; at most 1 MB are taken.") == 2
    assert not Attachment.objects.exists()


def test_a_damaged_workbook_is_told_at_the_field(lead, scene):
    """Its method of packing flipped by one bit to one that unpacks with errors of its own."""
    whole = files.ods()
    at = whole.index(b"PK\x01\x02") + 10
    damaged = whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
    answer = send(lead, scene.draft, damaged, name="July.ods")
    assert answer.status_code == 400
    assert words(answer).count("The workbook is damaged: open it and save it again.") == 2


def test_a_page_on_which_somebody_typed_meanwhile_adds_the_file_all_the_same(lead, scene):
    factories.fill(scene.draft, by=scene.people.contributor)
    assert send(lead, scene.draft)["Location"] == f"{page(scene.draft)}#files"
    assert [each.name for each in attachments_of(scene.draft)] == ["July.pdf"]


def test_a_file_that_comes_too_late_is_not_added_and_told(lead, scene):
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    answer = send(lead, scene.draft)
    assert answer.status_code == 409
    text = words(answer)
    assert "before you could attach a file, Portfolio lead submitted this submission on" in text
    assert "Your file was not added." in text
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["lead", "analyst", "panel_chair"])
def test_a_file_is_handed_out_as_a_download_and_never_shown(client, scene, attached, name):
    client.force_login(getattr(scene.people, name))
    answer = client.get(address(attached))
    assert b"".join(answer.streaming_content) == files_of(attached)
    assert answer["Content-Disposition"] == 'attachment; filename="July.xlsx"'
    assert answer["Content-Type"] == attached.media_type
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "DENY"


def files_of(attachment) -> bytes:
    with attachment.file.open("rb") as held:
        return held.read()


def test_a_file_is_shown_only_to_those_who_see_its_submission(client, scene, attached):
    """A draft is the force's own, and of the force its own portfolio's."""
    for name in ("reviewer", "board_member", "other_lead", "administrator"):
        client.force_login(getattr(scene.people, name))
        assert client.get(address(attached)).status_code == 404
    draft = Submission.objects.get()
    factories.walk(draft, scene.people, to=State.SUBMITTED)
    client.force_login(scene.people.reviewer)
    assert client.get(address(attached)).status_code == 200
    assert "July.xlsx" in words(client.get(page(draft)))
    client.force_login(scene.people.other_lead)
    assert client.get(address(attached)).status_code == 404


def test_a_removed_file_is_nobodys_to_see_and_the_trail_names_it(lead, scene, attached):
    gone = lead.post(address(attached, "attachment-remove"))
    assert gone["Location"] == f"{page(scene.draft)}#files"
    text = words(lead.get(page(scene.draft)))
    assert "July.xlsx is removed." in text
    assert "No files are attached." in text
    assert lead.get(address(attached)).status_code == 404
    trail = words(lead.get(reverse("performance:submission-audit", args=[scene.draft.pk])))
    assert trail.count("July.xlsx") == 2
    # A double click, and a page that was left open.
    again = lead.post(address(attached, "attachment-remove"))
    assert again.status_code == 302
    assert "July.xlsx was removed already." in words(lead.get(page(scene.draft)))
    assert AuditEvent.objects.filter(action="removed a file").count() == 1


def test_a_removal_that_comes_too_late_is_told(lead, scene, attached):
    submitted = factories.walk(Submission.objects.get(), scene.people, to=State.SUBMITTED)
    lead.post(address(attached, "attachment-remove"))
    text = words(lead.get(page(submitted)))
    assert "before you could remove a file, Portfolio lead submitted this submission on" in text
    assert attachments_of(submitted) == [attached]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_words_and_handed_out_in_one_header(lead, scene, name):
    send(lead, scene.draft, name=name)
    row = Attachment.objects.get()
    shown = lead.get(page(scene.draft)).content.decode()
    assert "<img src=x" not in shown
    assert row.name in unescape(shown)
    header = lead.get(address(row))["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not set(header) & {"\r", "\n", "\u202e"}
    assert row.name.endswith(".pdf")


def test_a_name_with_quotation_marks_is_shown_and_handed_out_as_it_was(lead, scene):
    """A browser sends a quotation mark as %22, and a percent sign as itself."""
    send(lead, scene.draft, name="ok %22quote%22 <b> 5%20.pdf")
    row = Attachment.objects.get()
    assert row.name == 'ok "quote" <b> 5%20.pdf'
    assert row.name in unescape(lead.get(page(scene.draft)).content.decode())
    header = lead.get(address(row))["Content-Disposition"]
    assert header == 'attachment; filename="ok \\"quote\\" <b> 5%20.pdf"'


def test_a_file_that_its_store_lost_is_told_and_logged(lead, scene, attached, caplog):
    attached.file.storage.delete(attached.file.name)
    with caplog.at_level(logging.ERROR, "performance.views.attachments"):
        assert lead.get(address(attached)).status_code == 404
    assert str(attached.pk) in caplog.text


def test_the_page_asks_as_often_for_three_files_as_for_one(lead, scene, attached):
    with CaptureQueriesContext(connection) as one:
        lead.get(page(scene.draft))
    for number in range(2):
        workflow.attach(
            scene.draft,
            by=scene.people.contributor,
            on=today(),
            name=f"{number}.pdf",
            content=files.pdf(b"%d" % number),
        )
    with CaptureQueriesContext(connection) as three:
        lead.get(page(scene.draft))
    assert len(three) == len(one)
