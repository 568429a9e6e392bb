"""Characters that people paste without meaning them: odd spaces, odd minus signs."""

LONGEST = 200

SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f"
NOTHING = "\u200b\u2060\ufeff\u00ad"
PLAIN = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(NOTHING) | {"\u2212": "-"})


def tidied(text: str) -> str:
    """``text`` with every run of white space one plain space, none at the ends.

    Nothing else changes: "1,376²" must stay unreadable rather than become 13762.
    """
    return " ".join(text.translate(PLAIN).split())


def quoted(text: str) -> str:
    """``text`` in quotation marks for a message, cut where it is long."""
    words = tidied(text)
    return f"“{words}”" if len(words) <= 60 else f"“{words[:59]}…”"
