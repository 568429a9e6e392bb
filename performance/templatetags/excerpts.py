"""The beginning of a longer text, where all of it is a click away."""

from django import template

register = template.Library()

MOST = 160


@register.filter
def excerpt(words: str, most: int = MOST) -> str:
    """``words`` as they are, or as many whole ones as go into ``most`` characters, and "…".

    Its lines stay apart, unlike Django's own truncations.
    """
    if len(words) <= most:
        return words
    cut = words[: most + 1]
    whole = cut[: max(cut.rfind(" "), cut.rfind("\n"))] if " " in cut or "\n" in cut else cut[:-1]
    return f"{whole.rstrip()}…"
