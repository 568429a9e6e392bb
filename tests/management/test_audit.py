"""audit: what it prints to be kept outside, and what it finds."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from performance.documents.seal_lines import kept_in, line_of
from performance.models import AuditEvent, AuditSeal
from performance.queries.audit.seal_checks import Kept
from performance.workflow import audit
from tests import factories
from tests.raw_rows import delete, update
from tests.tampering import triggers_lifted


def told(*arguments):
    """What the command prints, and how it ends: "" where nothing is wrong."""
    said = io.StringIO()
    try:
        call_command("audit", *map(str, arguments), stdout=said)
    except CommandError as refused:
        return said.getvalue().splitlines(), str(refused)
    return said.getvalue().splitlines(), ""


@pytest.fixture
def force(db):
    return factories.force()


def looked_at(force, number):
    for _ in range(number):
        audit.record(force, "looked at", by=None)


def test_the_latest_seal_is_printed_as_one_line_to_keep(force):
    looked_at(force, 2)
    told("seal")
    looked_at(force, 1)
    (line,), refused = told("seal")
    seal = AuditSeal.objects.newest()
    assert (seal.number, refused) == (2, "")
    assert re.fullmatch(rf"Seal 2: {seal.digest}, 1 event, \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line)
    assert told("seal") == ([line], "")
    assert kept_in(line) == [Kept(2, seal.digest)]


def test_without_an_event_there_is_nothing_to_seal(db):
    assert told("seal") == (["There is no event to seal yet."], "")
    assert told("verify") == (
        ["0 events not sealed yet.", "The audit trail is as it was sealed: 0 events in 0 seals."],
        "",
    )


def test_an_untouched_trail_is_said_to_be(force):
    looked_at(force, 2)
    told("seal")
    looked_at(force, 1)
    assert told("verify") == (
        ["1 event not sealed yet.", "The audit trail is as it was sealed: 2 events in 1 seal."],
        "",
    )


def test_what_was_tampered_with_is_named_and_the_command_fails(force):
    looked_at(force, 3)
    told("seal")
    first, second, _ = AuditEvent.objects.order_by("pk")
    with triggers_lifted():
        update(first, actor_name="Somebody else")
        delete(second)
    said, refused = told("verify")
    assert [line.split(" (")[0].split(" is")[0] for line in said] == [
        f"Event {first.pk}",
        f"Event {second.pk}",
        "0 events not sealed yet.",
    ]
    assert refused == "2 faults; 3 events in 1 seal checked."


@pytest.mark.parametrize("how", ["digest", "line", "file"])
def test_a_cut_tail_is_found_by_what_was_kept_outside(force, how, tmp_path):
    looked_at(force, 2)
    first, _ = told("seal")
    looked_at(force, 1)
    second, _ = told("seal")
    latest = AuditSeal.objects.newest()
    file = tmp_path / "seals.txt"
    file.write_text("\n".join([*first, *second, ""]))
    given = {"digest": latest.digest, "line": line_of(latest), "file": file}[how]
    assert told("verify", "--seal", given)[1] == ""
    with triggers_lifted():
        delete(AuditEvent.objects.get(pk=latest.last_event))
        delete(latest)
    assert told("verify")[1] == ""
    said, refused = told("verify", "--seal", given)
    assert said[0].startswith(
        "No seal has the digest" if how == "digest" else "Seal 2, kept outside, is gone"
    )
    assert refused == "1 fault; 2 events in 1 seal checked."


def test_what_is_no_seal_is_refused(db, tmp_path):
    file = tmp_path / "seals.txt"
    assert told("verify", "--seal", file)[1].startswith(
        f"{file} is no digest of 64 figures and letters, and no file that can be read: "
    )
    file.write_text("Seal 3, as printed on the minutes.")
    assert told("verify", "--seal", file) == (
        [],
        f"{file} holds no seal: give a file of lines that `audit seal` printed.",
    )
