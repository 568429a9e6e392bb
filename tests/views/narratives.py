"""Narratives as people might type them, made from a seed, and what of them must be read again."""

import random
import re
from html.parser import HTMLParser

PIECES = (
    *("(<50% good)", "DA>6%", "Poor <1", "AT&amp;T", "&lt;b&gt;", "x<y and y>z", "100%%"),
    *("%(name)s", "{{ value }}", "{% load x %}", "<b>not bold</b>", "</textarea>"),
    *("<script>alert(1)</script>", "38% of 101 calls", "£1,234.50", "–12.5", "½", "“quoted”"),
    *("it's", "a\\b", "C:\\new", "\x7f", "**fewer**", "*much* fewer", "_so_", "~~not~~"),
    *("`code`", "a*b*c", "snake_case_word", "2 * 3", "تقرير الأداء", "דוח", "\u200fabc\u200e"),
    *("e\u0301", "Z̸a̴l̵g̶o̷", "👩\u200d💻", "👮🏽", "🇬🇧", "नमस्ते", "日本語", "ﬁ"),
    *("[paper](https://example.org/a?b=1&c=2)", "https://example.org/?a=1&b=<2>"),
    *("a@b.example", "|", "a | b", "#1", "# heading", "> quoted", "~~~ 38%", "```"),
    *("``` 40% good", "---", "===", "!"),
)
BREAKS = (
    *("\n", "\n\n", "\r\n", "\n- ", "\n* ", "\n1. ", "\n    ", "\n\t"),
    *("\n> ", "\n# ", " ", "  \n"),
)
LETTERS = (*range(0x20, 0x7F), *range(0xA1, 0x17F), *range(0x4E00, 0x4E40))
ROWS = "\n\n| Month | Calls |\n| --- | --- |\n| July | <38% |\n\n"
LINK = re.compile(r"\[([^\]]*)\]\((https://[^)]*)\)")
# Markdown's own characters: they may turn to emphasis, code, a table, a line or a list.
MARKUP = re.compile(r"[*_`~|\\\-]|\+(?=\s|$)|(?<!\S)\d{1,9}[.)](?=\s|$)")
SPACE = re.compile(r"\s+")
LONG = 50_000


def narrative(seed: int) -> str:
    chance = random.Random(seed)
    if seed % 200 == 7:
        return (some(chance, 400) + " ") * (LONG // 400 + 1)
    text = some(chance, chance.choice((0, 5, 40, 200, 900)))
    return text + ROWS if seed % 17 == 3 else text


def some(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        letter = chr(
            chance.choice((*range(0x20, 0x7F), *range(0xA1, 0x17F), *range(0x4E00, 0x4E40)))
        )
        # Brackets only come in pieces: what "[a](b" is, only Markdown itself can say.
        text += chance.choice((chance.choice(PIECES), "" if letter in "[]()" else letter))
        text += chance.choice((*BREAKS, "", " ", " "))
    return text


def must_be_read(text: str) -> str:
    """Each typed character that is neither space nor Markdown's own; of a link its words."""
    return SPACE.sub("", MARKUP.sub("", LINK.sub(r"\1", text)))


class Words(HTMLParser):
    """The text that a reader sees, and what the fields of a page hold, as a browser takes them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.prose, self.fields = [], {}
        self.inside, self.field = 0, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "textarea":
            self.field = found["name"]
            self.fields[self.field] = ""
        elif tag == "div":
            if self.inside:
                self.inside += 1
            elif "app-prose" in (found.get("class") or "").split():
                self.inside = 1
                self.prose.append("")

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser drops the line break that follows the tag.
            self.fields[self.field] = self.fields[self.field].removeprefix("\n")
            self.field = None
        elif tag == "div" and self.inside:
            self.inside -= 1

    def handle_data(self, data):
        if self.field is not None:
            self.fields[self.field] += data
        elif self.inside:
            self.prose[-1] += data


def read(answer) -> Words:
    found = Words()
    found.feed(answer.content.decode())
    found.close()
    return found
