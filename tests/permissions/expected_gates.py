"""Whom each page lets in before any record is looked at: declared here by hand.

A line that begins at the margin names people, or a circle of them; below it stand the pages that
open to them and to nobody else. "stranger" has not signed in, "superuser" holds no appointment.
"""

from collections.abc import Iterator

ROLES = (
    *("contributor", "lead", "analyst", "panel_chair"),
    *("reviewer", "publisher", "board_member", "administrator"),
)
CIRCLES = {
    "anyone": frozenset({*ROLES, "unappointed", "superuser", "stranger"}),
    "signed_in": frozenset({*ROLES, "unappointed", "superuser"}),
    "appointed": frozenset(ROLES),
}
GATES = """
anyone
  accounts:sign-in accounts:sign-out accounts:invitation-accept
  accounts:password-reset accounts:password-reset-sent
  accounts:password-reset-confirm accounts:password-reset-done
  performance:alive performance:ready

signed_in
  accounts:password-change accounts:password-change-done accounts:keyboard
  performance:home performance:help-grading

appointed
  performance:scorecards performance:scorecard
  performance:indicators performance:indicator performance:indicator-figures
  performance:indicator-audit performance:grade
  performance:submissions performance:submission performance:submission-audit
  performance:submission-grade performance:attachment
  performance:turns performance:benchmarks performance:benchmark

contributor lead analyst
  performance:submission-edit performance:submission-answers
  performance:submission-attach performance:attachment-remove
  performance:entering performance:entering-answers

contributor lead
  performance:deputies performance:deputies-audit performance:deputy-end

lead
  performance:entering-submit performance:submission-submit performance:submission-withdraw

lead analyst
  performance:indicator-correct

analyst
  performance:submission-check performance:check-queue performance:check-queue-check
  performance:cycle-reopen

analyst reviewer
  performance:submission-send-back

reviewer
  performance:submission-approve performance:review-queue performance:review-queue-approve

contributor lead analyst panel_chair reviewer publisher
  performance:submission-remark performance:cycle

contributor lead analyst panel_chair publisher
  performance:cycles performance:cycle-audit

publisher
  performance:reopening-grant

analyst panel_chair
  performance:cycle-remind
  performance:turn-confirm performance:turn-withdraw performance:turn-withdraw-grant
  performance:turn-withdraw-drop performance:turn-withdraw-refuse

analyst administrator
  performance:turn-record
  performance:benchmark-new performance:benchmark-edit performance:benchmark-preview

analyst panel_chair administrator
  performance:turn-discard performance:benchmark-withdraw

panel_chair
  performance:benchmark-approve performance:benchmark-send-back performance:benchmark-reapprove

administrator
  admin:index admin:performance_benchmark_add
"""


def opened_by(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each page of the table, with the people it opens to.

    Raises:
        KeyError: a name that is neither a role nor a circle.
    """
    people = frozenset()
    for line in filter(None, text.splitlines()):
        if line.startswith(" "):
            yield from ((page, people) for page in line.split())
        else:
            words = line.split()
            people = CIRCLES[words[0]] if words[0] in CIRCLES else frozenset(map(role, words))


def role(word: str) -> str:
    if word not in ROLES:
        raise KeyError(word)
    return word
