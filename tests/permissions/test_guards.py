"""What make guards takes away: each guard once, and code that still loads."""

import ast
from pathlib import Path

import pytest

from tests.guard_kinds import (
    ASKING,
    NARROWING,
    OWNING,
    REQUIRING,
    SPEAKING,
    guards,
    of_calls,
    of_terms,
    span,
)
from tests.guards import REASONS, ROOT
from tests.models import triggers

CODE = '''\
def approve(row, *, by, on):
    """Für alle."""
    require(by, Action.APPROVE, row, on=on)
    return visible(by, Row.objects.all(), on=on)
'''


def test_every_guard_has_a_name_of_its_own_and_leaves_code_that_loads():
    found = list(guards(ROOT))
    assert len({each.name for each in found}) == len(found)
    assert set(REASONS) <= {each.name for each in found}
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


def test_the_guards_in_the_rooms_of_queries_are_found_and_say_where_they_are():
    [_, narrowed] = of_calls(Path("performance/queries/cycles/boards.py"), CODE)
    assert narrowed.name == "queries/cycles/boards.approve: visible"
    found = {each.name.split(".")[0] for each in guards(ROOT)}
    assert "queries/cycles/boards" in found


def instead_of(call: str) -> list[str]:
    return [each.instead for each in of_calls(Path("views/rows.py"), f"shown = {call}\n")]


@pytest.mark.parametrize(
    ("call", "instead"),
    [
        ("speaks_for(user, row, on=on)", ['"force"', '"oversight"']),
        ("audit.within_earshot(events, body=body)", ["events"]),
        ("within_earshot(body)", ["Q()"]),
        ("handed_over(super().get_queryset(request))", ["super().get_queryset(request)"]),
        ("reads_returns(user, indicator, on=on)", ["True"]),
        ("counts_all(user, on=on)", ["True"]),
        ("reopenings_read(user, rows, on=on)", ["rows"]),
        ("owed_by(user, rows, on=on)", ["rows"]),
        ("names_deputies_for(by, on=on)", ["list(by.appointments.model.objects.all())"]),
        ("something_else(user, rows)", []),
    ],
)
def test_each_kind_of_guard_gives_way_to_what_opens_it_up(call, instead):
    assert instead_of(call) == instead


def test_every_right_that_somebody_asks_for_is_known_as_a_guard():
    """A new function among the rights that takes a reader is of some kind, or named here."""
    rights = ("permissions", "benchmark_rights", "cycle_rights")
    taking = {
        each.name
        for module in rights
        for each in ast.parse((ROOT / f"performance/{module}.py").read_text()).body
        if isinstance(each, ast.FunctionDef) and each.args.args[0].arg == "user"
    }
    known = REQUIRING | NARROWING | ASKING | SPEAKING | OWNING
    assert taking - known == set()


@pytest.mark.parametrize("text", ['"für"; may()', '"fur"; may()', '"""für\n"""; may()'])
def test_places_in_bytes_are_found_in_text(text):
    place = span(ast.parse(text).body[-1], text)
    assert text[place["start"] : place["end"]] == "may()"


RULES = """\
def seen(user, rows, *, on):
    if not user.is_active or not user.is_known:
        return []
    if user.is_new or user.is_old:
        return rows
    mine = within(user, on) & Q(opened_by=user, is_open=True)
    for each in user.roles:
        if each.opens:
            mine |= each.rows
    if not (user.left or user.away):
        return any(each.stands and each.covers for each in user.roles if each.holds)
    return rows.filter(mine, state="open")
"""


MINE = "mine = within(user, on) & Q(opened_by=user, is_open=True)"
ANY = "return any(each.stands and each.covers for each in user.roles if each.holds)"


def test_each_term_that_narrows_is_left_out_alone():
    left = {}
    for each in of_terms(Path("rules.py"), RULES):
        lines = zip(RULES.splitlines(), each.taken_from(RULES).splitlines(), strict=True)
        [(_, now)] = [(was, now) for was, now in lines if was != now]
        left[each.name.partition("without ")[2]] = now.strip()
    assert left == {
        "not user.is_active or not user.is_known": "if False:",
        "not user.is_active": "if False or not user.is_known:",
        "not user.is_known": "if not user.is_active or False:",
        "within(user, on)": "mine = (Q(opened_by=user, is_open=True))",
        "Q(opened_by=user, is_open=True)": "mine = (within(user, on))",
        "opened_by=user": MINE.replace("opened_by=user, ", ""),
        "is_open=True": MINE.replace(", is_open=True", ""),
        "each.opens": "if True:",
        "user.left": "if not (False or user.away):",
        "user.away": "if not (user.left or False):",
        "each.stands": ANY.replace("each.stands", "True"),
        "each.covers": ANY.replace("each.covers", "True"),
        "each.holds": ANY.replace("each.holds", "True"),
        "mine": 'return rows.filter(state="open")',
        'state="open"': "return rows.filter(mine)",
    }


def test_every_trigger_is_dropped_once():
    dropped = [each for each in guards(ROOT) if each.in_database]
    assert sorted(each.name.split()[1] for each in dropped) == sorted(triggers.written("sqlite"))
