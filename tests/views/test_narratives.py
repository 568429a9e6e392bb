"""Narratives go in by the form and come out as they went in.

Three things are meant by that. What is stored is what was typed, byte for byte, with a line break
as one character. The field gives exactly that again. And the page shows every character of it that
is neither space nor Markdown's own, in the order in which it was typed.
"""

import pytest
from django.urls import reverse
from hypothesis import settings

from performance.models import Commentary
from performance.states import Prompt
from tests.views.narratives import must_be_read, narrative, read

PROMPTS = Prompt.values


@pytest.mark.properties
def test_what_was_typed_is_kept_shown_in_its_field_and_read_on_the_page(client, scene, capsys):
    client.force_login(scene.people.lead)
    wanted = 10_000 if settings.default.max_examples >= 10_000 else 210
    edit = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = reverse("performance:submission", args=[scene.draft.pk])
    characters = longest = 0
    for first in range(0, wanted, len(PROMPTS)):
        typed = {code: narrative(first + at) for at, code in enumerate(PROMPTS)}
        characters += sum(map(len, typed.values()))
        longest = max(longest, *map(len, typed.values()))
        scene.draft.refresh_from_db()
        answer = client.post(edit, {"version": scene.draft.version, **typed})
        assert answer.status_code == 302
        kept = {code: text.replace("\r\n", "\n") for code, text in typed.items()}
        stored = dict(
            Commentary.objects.filter(submission=scene.draft).values_list("prompt", "text")
        )
        assert {code: stored.get(code, "") for code in PROMPTS} == kept
        fields = read(client.get(edit)).fields
        assert {code: fields[code] for code in PROMPTS} == kept
        shown = read(client.get(page)).prose
        written = [kept[code] for code in PROMPTS if kept[code].strip()]
        assert len(shown) >= len(written)
        texts = {must_be_read(text) for text in shown}
        lost = [text for text in written if must_be_read(text) not in texts]
        assert lost == []
    with capsys.disabled():
        rounds = f"{wanted} narratives, {characters:,} characters, the longest {longest:,}"
        print(f" {rounds}: all came out as they went in.", end="")
