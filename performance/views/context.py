"""What every template may name."""

from django.conf import settings
from django.utils import timezone

from performance.permissions import may_open


def bodies(request):
    """The names of the service, the force and its oversight body, from the settings.

    They are data, not words in a template: bodies are renamed and abolished.
    """
    return {"bodies": settings.BODIES}


def doors(request):
    """The parts of the menu that this person may open today."""
    user, on = getattr(request, "user", None), timezone.localdate()
    if user is None or not user.is_authenticated:
        return {}
    return {
        "may_read": may_open(user, "performance:scorecards", on=on),
        "may_check": may_open(user, "performance:check-queue", on=on),
        "may_review": may_open(user, "performance:review-queue", on=on),
        "may_set_benchmarks": may_open(user, "performance:benchmark-new", on=on)
        or may_open(user, "performance:benchmark-approve", on=on),
        "may_administer": may_open(user, "admin:index", on=on),
    }
