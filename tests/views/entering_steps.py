"""What a browser sends from the page on which a portfolio's figures are entered."""

import re
from html import unescape

from django.urls import reverse

from performance import workflow
from performance.models import Submission

FIELD = re.compile(
    r'<input type="(?:text|hidden)" name="([^"]+)"(?: value="([^"]*)")?|'
    r'<textarea [^>]*?name="([^"]+)"[^>]*>\n?(.*?)</textarea>|'
    r'<select name="([^"]+)"[^>]*>(.*?)</select>',
    re.S,
)
CHOSEN = re.compile(r'<option value="([^"]*)"[^>]*selected')


def address(owed, page="entering", **more):
    during = owed.drafts[0].cycle.code
    return reverse(f"performance:{page}", args=[during, owed.portfolio.code], **more)


def sent(client, where, **changed) -> dict[str, str]:
    """Every field of the page's form as a browser would send it, but for what is ``changed``."""
    return fields_of(client, where, after="data-entering>") | changed


def explaining(client, where, **changed) -> dict[str, str]:
    """As ``sent``, of the form beside the answers in which figures are explained."""
    return fields_of(client, where, after="Figures to explain") | {"continue": "yes", **changed}


def fields_of(client, where, *, after: str) -> dict[str, str]:
    """What a browser would send of the page's form that stands after such a mark."""
    page = client.get(where).content.decode()
    form = page.split(after)[1]
    fields = {}
    for text, value, area, words, select, options in FIELD.findall(form.split("</form>")[0]):
        if select:
            chosen = CHOSEN.search(options)
            fields[select] = chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]
        else:
            fields[text or area] = unescape(value if text else words)
    return fields


def field(draft: Submission, name: str = "") -> str:
    """The name of the draft's first figure on a portfolio's page, or of another of its fields."""
    return f"{draft.pk}-{name or workflow.slots(draft)[0].field}"


def entered(owed) -> list[str]:
    """What is stored of each draft's first figure, in the order of the drafts."""
    return [
        draft.entries.values_list("raw", flat=True).first() or ""
        for draft in Submission.objects.filter(pk__in=[each.pk for each in owed.drafts]).order_by(
            "indicator__name"
        )
    ]


def typed(client, owed, *figures, **changed):
    """The whole page as a browser sends it, with a figure for each draft."""
    values = {field(draft): raw for draft, raw in zip(owed.drafts, figures, strict=False)}
    return sent(client, address(owed), **values, **changed)
