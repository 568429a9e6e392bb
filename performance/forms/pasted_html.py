"""Which cells of a copied table show percentages, as the spreadsheet's own HTML says."""

import re
from html.parser import HTMLParser

MOST_CHARACTERS = 1_000_000
RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
FORMAT = re.compile(r"mso-number-format\s*:\s*([^;]*)", re.IGNORECASE)


class Table(HTMLParser):
    """Reads rows of cells. Excel names a cell's format in a style, mostly of a class, LibreOffice
    and Google Sheets in an attribute of the cell."""

    def __init__(self):
        super().__init__()
        self.rows: list[list[bool]] = []
        self.classes: dict[str, str] = {}
        self.in_style = False

    def handle_starttag(self, tag, attrs):
        facts = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.in_style = True
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(self.is_percent(facts))

    def handle_endtag(self, tag):
        if tag == "style":
            self.in_style = False

    def handle_data(self, data):
        if self.in_style:
            self.classes |= dict(RULE.findall(data))

    def is_percent(self, facts: dict[str, str]) -> bool:
        named = " ".join(self.classes.get(each, "") for each in facts.get("class", "").split())
        styles = " ".join(FORMAT.findall(f"{facts.get('style', '')}; {named}"))
        own = facts.get("sdnum", "") + facts.get("data-sheets-numberformat", "")
        return "%" in styles or "percent" in styles.casefold() or "%" in own


def percents_in(html: str) -> list[list[bool]]:
    """Row by row, whether each cell shows a percentage; nothing where there is no table."""
    if not html or len(html) > MOST_CHARACTERS:
        return []
    table = Table()
    table.feed(html)
    return [row for row in table.rows if row]
