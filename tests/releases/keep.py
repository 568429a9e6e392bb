"""Keeps a small database of a release, for later releases to prove that they can upgrade it.

    python -m tests.releases.keep 0.1.0

Makes ``0.1.0.sqlite3.gz``, ``0.1.0.sql.gz`` (PostgreSQL, where DATABASE_URL names one on which
databases may be made; needs pg_dump) and ``0.1.0.json``: how many rows each table holds and a
checksum of every figure, statement and grade. Run once for each release and never again.
"""

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.installation import Installation

FOLDER = Path(__file__).resolve().parent

# One submission approved, one sent back and one begun, by the demonstration accounts.
WORK = """
from datetime import date
from accounts.models import User
from performance import regrading, workflow
from performance.models import Submission
from django.utils import timezone
on = timezone.localdate()
who = {each.email.partition("@")[0]: each for each in User.objects.all()}
def enter(code, raw, words):
    draft = Submission.objects.get(indicator__code=code)
    figures = {slot.key: workflow.Figure(raw) for slot in workflow.slots(draft)[:1]}
    return workflow.save(draft, by=who["lead"], on=on, version=draft.version,
                         figures=figures, commentary={"narrative": words})
now = enter("non-emergency-demand", "38%", "Fewer than half (<50% again), because 999 comes first.")
now = workflow.submit(now, by=who["lead"], on=on, version=now.version)
now = workflow.check(now, by=who["analyst"], on=on, version=now.version)
workflow.approve(now, by=who["reviewer"], on=on, version=now.version)
regrading.regrade_waiting()
"""

# What must survive every upgrade, whatever the tables look like by then.
SUMMARY = """
import hashlib, json
from performance.models import Grade, Observation, Statement, Submission, AuditEvent
def summed(rows):
    lines = sorted("|".join(str(each) for each in row) for row in rows)
    return {"rows": len(lines), "sha256": hashlib.sha256("\\n".join(lines).encode()).hexdigest()}
def plain(value):
    return "" if value is None else f"{value.normalize():f}"
print("SUMMARY" + json.dumps({
    "figures": summed((o.series.code, o.organisation.code, o.period_start, o.period_end,
        plain(o.value), plain(o.value_high), o.qualifier, o.missing, o.revision, o.known_on)
        for o in Observation.objects.select_related("series", "organisation")),
    "statements": summed((s.indicator.code, s.topic, s.text, s.revision)
        for s in Statement.objects.select_related("indicator")),
    "grades": summed((g.placement.framework.code, g.placement.number, g.period_start,
        g.period_end, g.revision, g.grade, g.reason, g.known_on)
        for g in Grade.objects.select_related("placement__framework")),
    "submissions": summed((s.indicator.code, s.period_start, s.state, s.version)
        for s in Submission.objects.select_related("indicator")),
    "events": summed((e.action, e.actor_name, e.subject) for e in AuditEvent.objects.all()),
}))
"""


def prepare(installation: Installation) -> dict:
    """Load the papers and do some work; return the summary."""
    installation.manage("migrate", "--verbosity", "0")
    installation.manage("load_papers")
    installation.manage("demo_accounts")
    installation.manage("shell", "--no-imports", "-c", WORK)
    return summary(installation)


def summary(installation: Installation) -> dict:
    """What ``SUMMARY`` prints of an installation's database."""
    printed = installation.manage("shell", "--no-imports", "-c", SUMMARY)
    return json.loads(printed.partition("SUMMARY")[2])


def keep(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        try:
            facts = prepare(installation)
            address = installation.environment.get("DATABASE_URL")
            if address:
                dump = subprocess.run(
                    ["pg_dump", "--no-owner", "--no-privileges", "--inserts", address],
                    capture_output=True,
                    check=True,
                ).stdout
                with gzip.GzipFile(FOLDER / f"{version}.sql.gz", "wb", mtime=0) as packed:
                    packed.write(dump)
            else:
                with (
                    Path(folder, "db.sqlite3").open("rb") as plain,
                    gzip.GzipFile(FOLDER / f"{version}.sqlite3.gz", "wb", mtime=0) as packed,
                ):
                    shutil.copyfileobj(plain, packed)
        finally:
            installation.drop()
    kind = "postgresql" if address else "sqlite"
    path = FOLDER / f"{version}.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | {kind: facts}, indent=2) + "\n")


if __name__ == "__main__":
    keep(sys.argv[1])
