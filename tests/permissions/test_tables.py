"""A table of expectations that leaves somebody out, or says two things of one, is refused."""

import pytest

from tests.permissions.tables import ACTORS, Case, Faulty, cases

STATES = ("draft", "approved")
WHOLE = """
always
  anonymous   sign-in

submission GET
  force       sees
  oversight   hidden sees
  rest        barred
"""


def test_each_person_has_a_word_for_each_state():
    found = list(cases(STATES, WHOLE))
    assert len(found) == len(ACTORS) * len(STATES)
    assert [each for each in found if each.actor == "reviewer"] == [
        Case("performance:submission", "GET", "reviewer", "draft", "hidden"),
        Case("performance:submission", "GET", "reviewer", "approved", "sees"),
    ]
    assert {each.expected for each in found if each.actor == "anonymous"} == {"sign-in"}


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("  rest        barred\n", "", "says nothing of administrator"),
        ("  oversight   hidden sees", "  oversight lead hidden sees", "names lead twice"),
        ("  oversight   hidden sees", "  oversight hidden sees sees", "a word for each state"),
        ("  oversight", "  oversite", "oversite is nobody and no word"),
        ("submission GET", "submission", "names no page or no method"),
    ],
)
def test_a_faulty_table_is_refused(was, now, fault):
    assert WHOLE.replace(was, now) != WHOLE
    with pytest.raises(Faulty, match=fault):
        list(cases(STATES, WHOLE.replace(was, now)))
