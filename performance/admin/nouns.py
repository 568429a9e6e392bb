"""Brings every noun's pages to the site. Read when the models are there."""

from django.contrib import admin
from django.contrib.auth.models import Group

from performance.admin import (  # noqa: F401
    appointments,
    audit,
    benchmarks,
    breaks,
    cycles,
    frameworks,
    grades,
    imports,
    indicators,
    notes,
    observations,
    organisations,
    people,
    placements,
    references,
    series,
    statements,
    submissions,
)

# Rights come from appointments; groups would promise others. Nothing is deleted in bulk.
admin.site.unregister(Group)
admin.site.disable_action("delete_selected")
