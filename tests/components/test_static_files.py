"""The style sheets and scripts, as published."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def text(name):
    return Path(finders.find(f"performance/{name}")).read_text()


def test_the_design_system_comes_without_font_arms_or_addresses():
    style, script = text("govuk/govuk-frontend.min.css"), text("govuk/govuk-frontend.min.js")
    assert re.findall(r"url\(|@font-face|GDS Transport|crest|sourceMappingURL", style) == []
    assert re.findall(r"sourceMappingURL", script) == []


def test_every_file_can_be_published_under_a_name_with_its_digest(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in ("app.css", "app.js", "supported.js", "icon.svg", "govuk/govuk-frontend.min.js"):
        published = tmp_path / staticfiles_storage.stored_name(f"performance/{name}")
        assert published.is_file()
        assert re.fullmatch(r".+\.[0-9a-f]{12}\.\w+", published.name)
