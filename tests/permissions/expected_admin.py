"""Who gets what from the administration site: declared by hand, as in expected.py."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from tests.permissions.expected import STILL
from tests.permissions.tables import Case, cases

# A page of every table in the administration site, by the end of its name. Django's own pages take
# a POST that chooses nothing for a GET; what writes needs the fields of its form, and these tables
# ask who gets that far.
ADMIN_REFERENCE = """
always
  anonymous               sign-in

admin:changelist admin:add admin:change admin:delete admin:history GET POST
  administrator           sees
  rest                    barred

admin:import admin:export GET POST
  administrator           sees
  rest                    barred

admin:process_import GET
  administrator           method
  rest                    barred

admin:process_import POST
  administrator           told
  rest                    barred

admin:row GET POST
  administrator           told
  rest                    barred
"""

ADMIN_RECORDS = """
always
  anonymous               sign-in

admin:changelist admin:history GET POST
  administrator           sees
  rest                    barred

admin:change GET
  administrator           sees
  rest                    barred

admin:change POST
  rest                    barred

admin:add admin:delete GET POST
  rest                    barred

admin:row GET POST
  administrator           told
  rest                    barred
"""

# What differs from those two: a break is confirmed and a benchmark proposed on pages of our own,
# and people and indicators are retired, never deleted.
ADMIN_OTHERWISE = """
always
  anonymous               sign-in

admin:accounts_user_delete admin:performance_indicator_delete GET POST
  rest                    barred

admin:performance_break_change admin:performance_rebasing_change POST
  rest                    barred

admin:performance_benchmark_add GET POST
  administrator           told
  rest                    barred
"""

ADMIN_SITE = """
always
  anonymous               sign-in

admin:index admin:app_list GET POST
  administrator           sees
  rest                    barred

admin:login admin:logout admin:password_change admin:password_change_done GET POST
  administrator           told
  rest                    barred

admin:autocomplete admin:jsi18n GET
  administrator           sees
  rest                    barred

admin:autocomplete admin:jsi18n POST
  administrator           method
  rest                    barred

admin:view_on_site admin:nothing GET POST
  administrator           hidden
  rest                    barred
"""


def of_table(table: str, ends: Collection[str], text: str) -> Iterator[Case]:
    """The cases of a table's pages in the administration site: ``table`` begins their names, and
    ``ends`` are those that it has."""
    names = {f"{table}_{end}" for end in ends}
    special = [each for each in cases(STILL, ADMIN_OTHERWISE) if each.page in names]
    otherwise = {(each.page, each.method) for each in special}
    for each in cases(STILL, text):
        end = each.page.removeprefix("admin:")
        name = f"{table}_{end}"
        if end in ends and (name, each.method) not in otherwise:
            yield replace(each, page=name)
    yield from special
