"""What a supervisor asks: is the process alive, and can it serve?"""

from celery import current_app
from django.db import DatabaseError
from django.db.models import Min
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from performance.models import RegradeRequest


@require_safe
@never_cache
def alive(request):
    """200 as long as the process answers; asks nothing of anything else."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def ready(request):
    """200 while the database answers, otherwise 503.

    A broker that is down is "degraded", not dead: nobody waits for it, and the sweep finds the
    work. So is a regrade request that nobody answers; its age in seconds is told, null for none.
    """
    try:
        oldest = RegradeRequest.objects.aggregate(oldest=Min("requested_at"))["oldest"]
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "silent"}, status=503)
    reachable = broker_answers(current_app)
    age = None if oldest is None else round((timezone.now() - oldest).total_seconds())
    return JsonResponse(
        {
            "status": "ready" if reachable else "degraded",
            "database": "answers",
            "broker": "answers" if reachable else "silent",
            "oldest_regrade_request_seconds": age,
        }
    )


def broker_answers(app) -> bool:
    """Whether ``app``'s broker takes a connection, asked once and with a second's patience."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=1)
            connection.default_channel  # noqa: B018  (Redis connects only for a channel)
    except Exception:  # each transport raises its own
        return False
    return True
