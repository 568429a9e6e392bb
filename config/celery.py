"""The Celery application: workers and the scheduler start from here."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("performance")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
