"""What every template may name."""

from django.conf import settings


def bodies(request):
    """The names of the service, the force and its oversight body, from the settings.

    They are data, not words in a template: bodies are renamed and abolished.
    """
    return {"bodies": settings.BODIES}
