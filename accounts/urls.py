"""Addresses of signing in, passwords and invitations."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("password/change/", views.PasswordChange.as_view(), name="password-change"),
    path("password/change/done/", views.PasswordChangeDone.as_view(), name="password-change-done"),
    path("password/reset/", views.PasswordReset.as_view(), name="password-reset"),
    path("password/reset/sent/", views.PasswordResetSent.as_view(), name="password-reset-sent"),
    path(
        "password/reset/<uidb64>/<token>/",
        views.PasswordResetConfirm.as_view(),
        name="password-reset-confirm",
    ),
    path("password/reset/done/", views.PasswordResetDone.as_view(), name="password-reset-done"),
    path("keyboard/", views.Keyboard.as_view(), name="keyboard"),
    path(
        "invitation/<uidb64>/<token>/",
        views.InvitationAccept.as_view(),
        name="invitation-accept",
    ),
]
