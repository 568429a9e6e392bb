"""A seal as a line of text: how it is kept outside, and how it is read again."""

import re
from datetime import UTC

from performance.models import AuditSeal
from performance.queries.audit.seal_checks import Kept

LINE = re.compile(r"\bSeal (\d+): ([0-9a-f]{64})\b")
DIGEST = re.compile(r"[0-9a-f]{64}")


def line_of(seal: AuditSeal) -> str:
    events = "1 event" if seal.count == 1 else f"{seal.count} events"
    when = seal.sealed_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"Seal {seal.number}: {seal.digest}, {events}, {when}"


def kept_in(text: str) -> list[Kept]:
    """Every seal in a text of such lines, or the one whose digest is the whole text."""
    found = [Kept(int(number), digest) for number, digest in LINE.findall(text)]
    if not found and DIGEST.fullmatch(text.strip()):
        found = [Kept(None, text.strip())]
    return found
