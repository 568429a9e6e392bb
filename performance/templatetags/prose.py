"""Commentary as people typed it: Markdown made safe, and nothing of what they wrote lost."""

import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# What these rules do with ordinary prose would lose or change it: a heading would stand above the
# page's own, ">6% of calls" lose its sign, "~~~ 38%" its number, "[1]: x" vanish, an indented line
# turn to code, "&lt;" to "<", and "![x](y)" would fetch from elsewhere.
LITERAL = (
    *("heading", "lheading", "blockquote", "reference", "code", "fence", "entity", "image"),
    *("html_block", "html_inline"),
)

_markdown = MarkdownIt("js-default", {"html": False, "breaks": True, "typographer": False}).disable(
    list(LITERAL)
)

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "ul", "ol", "li", "code", "pre", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@register.filter
def prose(words: str) -> str:
    """Render ``words`` as Markdown from escaped text, then sanitise the HTML that came of it.

    In this order "(<50% good)" and "Poor <1" come out as they went in: a sanitiser let loose on
    the text itself takes "<50" for a tag. Only http, https and mailto links stay links.
    """
    return mark_safe(
        nh3.clean(
            _markdown.render(words or ""),
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )
