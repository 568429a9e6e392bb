"""People: invited here, given appointments, deactivated. Nobody sets another's password."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.invitations import InvitationRefused
from accounts.models import User
from performance.admin.appointments import AppointmentInline
from performance.admin.base import ReferenceAdmin
from performance.workflow import reference_data


@admin.register(User)
class PersonAdmin(ReferenceAdmin):
    """Adding somebody invites them: they choose their own password by the link they are sent."""

    list_display = ["name", "email", "roles", "is_active", "has_accepted", "last_login"]
    list_filter = ["is_active", "appointments__role"]
    search_fields = ["name", "email"]
    readonly_fields = ["has_accepted", "invited_at", "invited_by", "date_joined", "last_login"]
    inlines = [AppointmentInline]
    actions = ["invite_again", "deactivate"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["email", "name"]
        return ["email", "name", "is_active", *self.readonly_fields]

    def get_readonly_fields(self, request, obj=None):
        """Whoever could turn the address of an account round would get its next password."""
        if obj is not None and obj.has_usable_password():
            return ["email", *self.readonly_fields]
        return self.readonly_fields

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("appointments__deputises_for__person")

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="appointments")
    def roles(self, person):
        today = timezone.localdate()
        held = {
            each.get_role_display() for each in person.appointments.all() if each.stands_on(today)
        }
        return ", ".join(sorted(held))

    @admin.display(description="invitation accepted", boolean=True)
    def has_accepted(self, person):
        return person.has_usable_password()

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        person = self.send_invitation(request, obj)
        # What is saved next, the appointments on the page, hang on the person just made.
        obj.pk = person.pk
        obj._state.adding = False
        obj.refresh_from_db()

    def send_invitation(self, request, person) -> User:
        return reference_data.invite(
            email=person.email,
            name=person.name,
            by=request.user,
            on=timezone.localdate(),
            base_url=request.build_absolute_uri("/"),
            at=timezone.now(),
        )

    @admin.action(description="Send the invitation again", permissions=["change"])
    def invite_again(self, request, queryset):
        for person in queryset:
            try:
                self.send_invitation(request, person)
            except InvitationRefused as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                self.message_user(request, f"An invitation is on its way to {person.email}.")

    @admin.action(description="Deactivate: they can no longer sign in", permissions=["change"])
    def deactivate(self, request, queryset):
        for person in queryset:
            try:
                reference_data.deactivate(person, by=request.user, on=timezone.localdate())
            except PermissionDenied as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                self.message_user(request, f"{person} can no longer sign in.")
