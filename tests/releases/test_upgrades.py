"""Every release's database comes to the present one without losing a value."""

import gzip
import json
import re
from pathlib import Path

import psycopg
import pytest

from tests.installation import Installation
from tests.releases.keep import summary

pytestmark = pytest.mark.processes

FOLDER = Path(__file__).resolve().parent
REGRADE = "from performance.regrading import regrade_waiting; regrade_waiting()"
RELEASES = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture
def empty(tmp_path):
    """An installation without a database of its own yet."""
    service = Installation(tmp_path)
    yield service
    service.drop()


def restore(version: str, service: Installation) -> str:
    """Put the release's database in place; return which of the two it is."""
    address = service.environment.get("DATABASE_URL")
    if address is None:
        packed = FOLDER / f"{version}.sqlite3.gz"
        (service.folder / "db.sqlite3").write_bytes(gzip.decompress(packed.read_bytes()))
        return "sqlite"
    script = gzip.decompress((FOLDER / f"{version}.sql.gz").read_bytes()).decode()
    # What a newer pg_dump writes for psql alone.
    script = re.sub(r"^\\(un)?restrict .*$", "", script, flags=re.MULTILINE)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(script)
    return "postgresql"


@pytest.mark.parametrize("version", RELEASES)
def test_a_releases_database_migrates_to_the_present_without_losing_a_value(version, empty):
    kind = restore(version, empty)
    empty.manage("migrate", "--verbosity", "0")
    empty.manage("migrate", "--check")
    kept = json.loads((FOLDER / f"{version}.json").read_text())[kind]
    assert summary(empty) == kept
    assert kept["figures"]["rows"] > 1000
    # The present engine may say more of the same figures. The upgrade itself asks for every
    # grade, so nobody need think of it.
    empty.manage("shell", "--no-imports", "-c", REGRADE)
    assert empty.manage("verify_grades").startswith("Every grade of")


def test_there_is_a_release_to_upgrade():
    assert RELEASES[0] == "0.1.0"
