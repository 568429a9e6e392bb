"""A person who signs in with an e-mail address."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

ADDRESS_TAKEN = "Somebody has this e-mail address already."


class UserManager(BaseUserManager):
    """Makes people and finds them, however their address was typed."""

    def create_user(self, email, password=None, *, name="", **fields):
        """Make and save one person; without a password nobody can sign in as them yet.

        Raises:
            ValueError: there is no e-mail address.
            IntegrityError: somebody has that address already, in any mix of cases.
        """
        address = self.normalize_email(email).strip()
        if not address:
            raise ValueError("A person needs an e-mail address: it is what they sign in with.")
        user = self.model(email=address, name=name.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, *, name="", **fields):
        """Make the first person of an installation, who may open the administration site."""
        flags = {"is_staff": True, "is_superuser": True} | fields
        return self.create_user(email, password, name=name, **flags)

    def get_by_natural_key(self, email):
        """Find a person by address in any mix of cases: signing in asks this.

        Raises:
            User.DoesNotExist: nobody has that address.
        """
        return self.alias(address=Lower("email")).get(address=Lower(models.Value(email)))


class User(AbstractBaseUser):
    """A person. What they may do is no part of them: it comes from their appointments."""

    email = models.EmailField(
        "e-mail address",
        max_length=254,
        unique=True,  # in any mix of cases: see the constraint; Django's check wants this one too
        error_messages={"unique": ADDRESS_TAKEN},
    )
    name = models.CharField("full name", max_length=150)
    is_active = models.BooleanField(
        "active",
        default=True,
        help_text="Untick this instead of deleting a person: the record keeps their name.",
    )
    # Django's admin asks for these two by name. Neither gives a right over any figure: that
    # comes from appointments, which have dates, and a superuser gets no way round four eyes.
    is_staff = models.BooleanField(
        "may open the administration site",
        default=False,
        help_text="What they may do there comes from their appointments.",
    )
    is_superuser = models.BooleanField(
        "set up this installation",
        default=False,
        help_text="Gives no right by itself: what a person may do comes from their appointments.",
    )
    has_shortcuts = models.BooleanField(
        "keyboard shortcuts",
        default=True,
        editable=False,
        help_text="Single keys act on the pages that offer them. Each person turns them off or on.",
    )
    date_joined = models.DateTimeField("added", default=timezone.now, editable=False)
    invited_at = models.DateTimeField("last invited", null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="invited by",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="invited",
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique_in_any_case",
                violation_error_message=ADDRESS_TAKEN,
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def natural_key(self):
        return (self.email,)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def has_perm(self, perm, obj=None):
        """Never by itself, a superuser included: appointments decide, in ``performance``."""
        return False

    def has_perms(self, perm_list, obj=None):
        return False

    def has_module_perms(self, app_label):
        return False
