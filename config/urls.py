"""The addresses of the whole service."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
]
