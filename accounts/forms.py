"""What people type to sign in and to choose a password."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.password_validation import password_validators_help_texts

REFUSED = "The e-mail address or the password is not right. Check both and try again."
DIFFERENT = "The two passwords are not the same. Type them again."


class AddressField(forms.EmailField):
    def __init__(self, *, max_length=254, label="E-mail address", **options):
        super().__init__(
            max_length=max_length,
            label=label,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
            error_messages={
                "required": "Enter your e-mail address.",
                "invalid": "Enter an e-mail address in the right form, like name@example.org.",
            },
            **options,
        )


class PasswordField(forms.CharField):
    """A password, taken exactly as typed, spaces at the ends included."""

    def __init__(self, label, *, missing, autocomplete="new-password", **options):
        super().__init__(
            label=label,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={"required": missing},
            **options,
        )


class SignInForm(auth_forms.AuthenticationForm):
    """Address and password. One message for every refusal.

    It is the same for an unknown address, a wrong password, a person no longer active and an
    invitation not yet accepted: the page does not tell a stranger who has an account.
    """

    username = AddressField()
    password = PasswordField(
        "Password", missing="Enter your password.", autocomplete="current-password"
    )

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}


class ForgottenPasswordForm(auth_forms.PasswordResetForm):
    """The address to send a link to. Nothing is said about whether anybody has it."""

    email = AddressField()


class NewPasswordForm(auth_forms.SetPasswordForm):
    """A new password, twice. The rules beneath the first field are the installation's own."""

    new_password1 = PasswordField("New password", missing="Enter the password you want to use.")
    new_password2 = PasswordField("New password again", missing="Enter the new password again.")

    error_messages = {"password_mismatch": DIFFERENT}

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self):
        """Django reports a weak password beside the repetition; people look at the first field."""
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return self.cleaned_data


class ChangePasswordForm(NewPasswordForm, auth_forms.PasswordChangeForm):
    """The old password, then the new one twice."""

    old_password = PasswordField(
        "Present password",
        missing="Enter the password you use now.",
        autocomplete="current-password",
    )

    error_messages = {
        "password_mismatch": DIFFERENT,
        "password_incorrect": "That is not the password you use now. Type it again.",
    }
    field_order = ["old_password", "new_password1", "new_password2"]
