"""Pages as their readers get them: words, badges, links."""

import re
from html import unescape

from django.urls import reverse

JULY = "2021-07-01.2021-07-31"
TAGS = re.compile(r"<[^>]+>")
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(Why\?.*?)</a>', re.S)


def address(scene, period=JULY, framework="force-2021"):
    return reverse("performance:grade", args=[scene.indicator.pk, framework, period])


def provisional(submission):
    return reverse("performance:submission-grade", args=[submission.pk])


def page_of(client, where, status=200):
    answer = client.get(where)
    assert answer.status_code == status
    return answer


def words(answer) -> str:
    """The text of a page's main part, in one line."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(unescape(TAGS.sub(" ", main)).split())


def badges(answer) -> list[str]:
    return re.findall(r'app-grade__word">([^<]+)<', answer.content.decode())


def why_links(answer) -> dict[str, str]:
    """Addresses of the links that explain a grade, by their accessible names."""
    found = [
        (" ".join(unescape(TAGS.sub("", text)).split()), href)
        for href, text in LINK.findall(answer.content.decode())
    ]
    assert len({name for name, _ in found}) == len(found), "Two links have one name."
    return dict(found)
