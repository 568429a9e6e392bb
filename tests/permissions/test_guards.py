"""What make guards takes away: each guard once, and code that still loads."""

import ast

import pytest

from tests.guard_kinds import chars, guards, of_calls
from tests.guards import ROOT

CODE = '''\
def approve(row, *, by, on):
    """Für alle."""
    require(by, Action.APPROVE, row, on=on)
    return visible(by, Row.objects.all(), on=on)
'''


def test_every_guard_has_a_name_of_its_own_and_leaves_code_that_loads():
    found = list(guards(ROOT))
    assert len({each.name for each in found}) == len(found)
    for each in found:
        text = (ROOT / each.path).read_text()
        assert each.taken_from(text) != text
        ast.parse(each.taken_from(text))


def test_a_call_that_requires_a_right_is_left_out_and_rows_are_no_longer_narrowed(tmp_path):
    required, narrowed = of_calls(tmp_path / "workflow/rows.py", CODE)
    assert required.name == "workflow/rows.approve: require"
    assert required.taken_from(CODE).splitlines()[2] == "    None"
    assert narrowed.name == "workflow/rows.approve: visible"
    assert narrowed.taken_from(CODE).splitlines()[3] == "    return Row.objects.all()"


@pytest.mark.parametrize(("text", "offset", "place"), [("für", 3, 2), ("fur", 3, 3)])
def test_places_in_bytes_are_found_in_text(text, offset, place):
    assert chars(text, offset) == place
